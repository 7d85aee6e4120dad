import { findByExternalId } from '@/db/reads/accounts';
import { noSuchAccount } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import { isId, type Id } from '@/lib/ids';
import type { Context } from '../context';
import { catalogOfKey } from '../keys/catalog-of-key';

/** How a request names an account by the vendor's own id: "ext:customer-42". */
const EXTERNAL = 'ext:';

/**
 * The account that a key's request names, by our id or by the vendor's. Whether the key may do anything to it is asked
 * by what follows. Fails with `not_found`.
 */
export async function resolveAccount(
  context: Pick<Context, 'db'>,
  actor: Extract<Actor, { kind: 'key' }>,
  named: string,
): Promise<Result<Id>> {
  if (isId(named)) return ok(named);
  // The database refuses NUL and half surrogates, and keeps no longer ones.
  if (!named.startsWith(EXTERNAL) || named.length > 260 || /[\p{Cc}\p{Cs}]/u.test(named)) return noSuchAccount;
  const catalogId = await catalogOfKey(context, actor);
  const accountId = catalogId && (await findByExternalId(context.db.sql, catalogId, named.slice(EXTERNAL.length)));
  return accountId ? ok(accountId) : noSuchAccount;
}
