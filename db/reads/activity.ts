import type { Id } from '@/lib/ids';
import type { Entry } from '@/lib/ledger/entry';
import type { GrantSource } from '@/lib/ledger/state';
import type { Queryable } from '../client';
import { instantFromText } from '../schema/columns';

/** An entry with the source of the grant that it moved. */
export interface EntryWithSource {
  entry: Entry;
  source: GrantSource | null;
}

/** The newest entries before a number (or the very newest), newest first: read by key, never by offset. */
export async function readEntriesBefore(
  sql: Queryable,
  accountId: Id,
  before: number | null,
  limit: number,
): Promise<EntryWithSource[]> {
  const rows = await sql`
    SELECT e.seq, e.at, e.kind, e.reason, e.grant_id, e.from_place, e.to_place, e.amount, e.balance_after,
           e.period_start, e.generation_id, e.feature, e.model, g.source
    FROM entries e LEFT JOIN grants g ON g.account_id = e.account_id AND g.id = e.grant_id
    WHERE e.account_id = ${accountId} AND e.seq < ${before ?? Number.MAX_SAFE_INTEGER}
    ORDER BY e.seq DESC LIMIT ${limit}`;
  return rows.map((row) => ({
    source: row.source,
    entry: {
      seq: Number(row.seq),
      at: instantFromText(row.at),
      kind: row.kind,
      reason: row.reason,
      grantId: row.grant_id === null ? null : Number(row.grant_id),
      from: row.from_place,
      to: row.to_place,
      amount: row.amount,
      balanceAfter: row.balance_after,
      periodStart: row.period_start === null ? null : instantFromText(row.period_start),
      generationId: row.generation_id,
      feature: row.feature,
      model: row.model,
    },
  }));
}
