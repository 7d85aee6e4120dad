import type { Id } from '@/lib/ids';
import type { SealedEntry } from '@/lib/ledger/chain';
import type { Zone } from '@/lib/time';
import type { Queryable, Row } from '../client';
import { entryOf } from './activity';

/** Everything that is kept of an account and must agree with its entries. Rows as the tables have them. */
export interface AuditRows {
  zone: Zone;
  /** By number. */
  entries: SealedEntry[];
  /** Its hash as hex; null: the account has none. */
  header: Row | null;
  grants: readonly Row[];
  generations: readonly Row[];
  usage: readonly Row[];
}

export async function readAccountIds(sql: Queryable): Promise<Id[]> {
  return (await sql`SELECT account_id FROM accounts ORDER BY account_id`).map((row) => row.account_id as Id);
}

/** Reads an account whole; null where it does not exist. */
export async function readAuditRows(sql: Queryable, accountId: Id): Promise<AuditRows | null> {
  const [account] = await sql`SELECT zone FROM accounts WHERE account_id = ${accountId}`;
  if (!account) return null;
  const entries = await sql`
    SELECT seq, at, kind, reason, grant_id, from_place, to_place, amount, balance_after, period_start, generation_id,
           feature, model, encode(hash, 'hex') AS hash
    FROM entries WHERE account_id = ${accountId} ORDER BY seq`;
  const [header] = await sql`SELECT *, encode(hash, 'hex') AS hash FROM headers WHERE account_id = ${accountId}`;
  return {
    zone: account.zone,
    entries: entries.map((row) => ({ ...entryOf(row), hash: row.hash as string })),
    header: header ?? null,
    grants: await sql`SELECT * FROM grants WHERE account_id = ${accountId} ORDER BY id`,
    generations: await sql`SELECT * FROM generations WHERE account_id = ${accountId} ORDER BY first_seq`,
    usage: await sql`
      SELECT period_start, day::text AS day, feature, model, used, generations
      FROM usage_rollups WHERE account_id = ${accountId}`,
  };
}
