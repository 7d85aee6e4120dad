import { keyScopes, type KeyOwner, type KeyScope } from '@/lib/access/actor';
import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable } from '../client';

export interface StoredKey {
  id: Id;
  owner: KeyOwner;
  scopes: KeyScope[];
}

/** Keeps a key: its readable beginning and its hash, never its text. */
export async function insertKey(
  sql: Queryable,
  key: StoredKey & { prefix: string; secretHash: string; name: string },
  at: Instant,
): Promise<void> {
  const { owner } = key;
  await sql`
    INSERT INTO api_keys (id, prefix, secret_hash, name, owner_catalog, owner_account, scopes, created_at)
    VALUES (${key.id}, ${key.prefix}, decode(${key.secretHash}, 'hex'), ${key.name},
            ${owner.kind === 'catalog' ? owner.catalogId : null}, ${owner.kind === 'account' ? owner.accountId : null},
            ${key.scopes}, ${isoText(at)})`;
}

/** The key of this hash (hex), unless it is over or revoked. */
export async function findKey(sql: Queryable, secretHash: string, now: Instant): Promise<StoredKey | null> {
  const [row] = await sql`
    SELECT id, owner_catalog, owner_account, scopes FROM api_keys
    WHERE secret_hash = decode(${secretHash}, 'hex') AND revoked_at IS NULL
      AND (expires_at IS NULL OR expires_at > ${isoText(now)})`;
  if (!row) return null;
  return {
    id: row.id,
    owner:
      row.owner_catalog === null
        ? { kind: 'account', accountId: row.owner_account }
        : { kind: 'catalog', catalogId: row.owner_catalog },
    // A scope that this version does not know gives no right.
    scopes: keyScopes.filter((scope) => row.scopes.includes(scope)),
  };
}

/** Notes that a key was used, at most once a minute: its row must not be written for every request. */
export async function noteKeyUse(sql: Queryable, keyId: Id, now: Instant): Promise<void> {
  const minute = isoText(now - 60_000);
  await sql`
    UPDATE api_keys SET last_used_at = ${isoText(now)}
    WHERE id = ${keyId} AND (last_used_at IS NULL OR last_used_at < ${minute})`;
}
