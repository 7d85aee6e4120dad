import { keyScopes, type KeyOwner, type KeyScope } from '@/lib/access/actor';
import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable, Row, Transaction } from '../client';
import { instantFromText } from '../schema/columns';
import { together } from '../together';

export interface StoredKey {
  id: Id;
  owner: KeyOwner;
  scopes: KeyScope[];
}

/** A key as a request finds it. */
export interface FoundKey extends StoredKey {
  /** To the minute. */
  lastUsedAt: Instant | null;
}

/** A key as a list tells of it. */
export interface ListedKey extends StoredKey {
  prefix: string;
  name: string;
  /** The catalog that it works in: its own, or its account's. */
  catalogId: string;
  createdAt: Instant;
  expiresAt: Instant | null;
  revokedAt: Instant | null;
  /** To the minute. */
  lastUsedAt: Instant | null;
}

/** Keeps a key: its readable beginning and its hash, never its text. */
export async function insertKey(
  sql: Queryable,
  key: StoredKey & { prefix: string; secretHash: string; name: string; expiresAt?: Instant | null },
  at: Instant,
): Promise<void> {
  const { owner, expiresAt = null } = key;
  await sql`
    INSERT INTO api_keys (id, prefix, secret_hash, name, owner_catalog, owner_account, scopes, created_at, expires_at)
    VALUES (${key.id}, ${key.prefix}, decode(${key.secretHash}, 'hex'), ${key.name},
            ${owner.kind === 'catalog' ? owner.catalogId : null}, ${owner.kind === 'account' ? owner.accountId : null},
            ${key.scopes}, ${isoText(at)}, ${expiresAt === null ? null : isoText(expiresAt)})`;
}

/** The key of this hash (hex), unless it is over or revoked. */
export async function findKey(sql: Queryable, secretHash: string, now: Instant): Promise<FoundKey | null> {
  const row = (await findKeys(sql, [secretHash])).get(secretHash);
  if (!row || (row.expires_at !== null && instantFromText(row.expires_at) <= now)) return null;
  return { lastUsedAt: row.last_used_at === null ? null : instantFromText(row.last_used_at), ...storedKey(row) };
}

const findKeys = together(async (sql, hashes: readonly string[]): Promise<Map<string, Row>> => {
  const rows = await sql`
    SELECT encode(secret_hash, 'hex') AS hash, id, owner_catalog, owner_account, scopes, expires_at, last_used_at
    FROM api_keys
    WHERE secret_hash = ANY(SELECT decode(hash, 'hex') FROM unnest(${[...hashes]}::text[]) AS hash) AND revoked_at IS NULL`;
  return new Map(rows.map((row) => [row.hash as string, row]));
});

/** Finds a key by its id and locks it until the transaction ends. */
export async function lockKey(tx: Transaction, id: Id): Promise<ListedKey | null> {
  const [row] = await tx`${keyRows(tx)} WHERE k.id = ${id} FOR NO KEY UPDATE OF k`;
  return row ? listedKey(row) : null;
}

/**
 * Keys, newest first, from before one on: an account's, or all that work in a catalog, those of its accounts included.
 * What is over or revoked is among them.
 */
export async function readKeys(
  sql: Queryable,
  owner: KeyOwner,
  { before, limit }: { before: Id | null; limit: number },
): Promise<ListedKey[]> {
  const owned =
    owner.kind === 'account'
      ? sql`k.owner_account = ${owner.accountId}`
      : sql`(k.owner_catalog = ${owner.catalogId} OR a.catalog_id = ${owner.catalogId})`;
  const rows = await sql`
    ${keyRows(sql)} WHERE ${owned} ${before === null ? sql`` : sql`AND k.id < ${before}`}
    ORDER BY k.id DESC LIMIT ${limit}`;
  return rows.map(listedKey);
}

/** Lets a key end at an instant, unless it ends before. */
export async function endKey(tx: Transaction, id: Id, at: Instant): Promise<void> {
  await tx`
    UPDATE api_keys SET expires_at = least(expires_at, ${isoText(at)}::timestamptz) WHERE id = ${id}`;
}

/** Ends a key for good. Doing it twice is no error: the first time counts. */
export async function revokeKeyRow(tx: Transaction, id: Id, at: Instant): Promise<void> {
  await tx`UPDATE api_keys SET revoked_at = ${isoText(at)} WHERE id = ${id} AND revoked_at IS NULL`;
}

/** Notes that a key was used, at most once a minute: its row must not be written for every request. */
export async function noteKeyUse(sql: Queryable, keyId: Id, now: Instant): Promise<void> {
  const minute = isoText(now - 60_000);
  await sql`
    UPDATE api_keys SET last_used_at = ${isoText(now)}
    WHERE id = ${keyId} AND (last_used_at IS NULL OR last_used_at < ${minute})`;
}

function keyRows(sql: Queryable) {
  return sql`
    SELECT k.id, k.prefix, k.name, k.owner_catalog, k.owner_account, k.scopes, k.created_at, k.expires_at, k.revoked_at,
           k.last_used_at, coalesce(k.owner_catalog, a.catalog_id) AS catalog_id
    FROM api_keys k LEFT JOIN accounts a ON a.account_id = k.owner_account`;
}

function storedKey(row: Row): StoredKey {
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

function listedKey(row: Row): ListedKey {
  const instant = (text: string | null) => (text === null ? null : instantFromText(text));
  return {
    ...storedKey(row),
    prefix: row.prefix,
    name: row.name,
    catalogId: row.catalog_id,
    createdAt: instantFromText(row.created_at),
    expiresAt: instant(row.expires_at),
    revokedAt: instant(row.revoked_at),
    lastUsedAt: instant(row.last_used_at),
  };
}
