import type { Transaction } from '@/db/client';
import { lockKey, type ListedKey } from '@/db/reads/keys';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import { isId, type Id } from '@/lib/ids';

/**
 * The key of that id, locked, if the asking key's owner has a say over it: its catalog over all keys in it, an account
 * over its own. Fails with `not_found`.
 */
export async function managedKey(
  tx: Transaction,
  { owner }: Extract<Actor, { kind: 'key' }>,
  keyId: Id,
): Promise<Result<ListedKey>> {
  const key = isId(keyId) ? await lockKey(tx, keyId) : null;
  const isTheirs =
    owner.kind === 'catalog'
      ? key?.catalogId === owner.catalogId
      : key?.owner.kind === 'account' && key.owner.accountId === owner.accountId;
  return key && isTheirs ? ok(key) : fail('not_found', { detail: 'There is no such key.' });
}
