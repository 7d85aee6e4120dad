import { readAccounts } from '@/db/ledger/accounts';
import type { Actor } from '@/lib/access/actor';
import type { Context } from '../context';

/** The catalog in which a key works: its own, or that of its account. */
export async function catalogOfKey(
  context: Pick<Context, 'db'>,
  { owner }: Extract<Actor, { kind: 'key' }>,
): Promise<string | null> {
  if (owner.kind === 'catalog') return owner.catalogId;
  return (await readAccounts(context.db.sql, [owner.accountId])).get(owner.accountId)?.catalogId ?? null;
}
