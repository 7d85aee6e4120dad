import type { Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import type { EntryReason } from '@/lib/ledger/entry';
import type { GrantSource } from '@/lib/ledger/state';
import { isoText, type Instant } from '@/lib/time';
import type { StatementUse } from '@/lib/usage/statement';
import type { Queryable, Row } from '../client';
import { instantFromText } from '../schema/columns';

/*
 * Statements. Every entry is in one of them: that of the period that it counts in or, where it counts in none, that of
 * the period before. Periods begin one after another, so that where one begins among the entries is found by halving, and
 * sums come from what there is few of: the rollup, grants, and what ended.
 */

/** Where a statement's entries are, by number; `first` is above `last` where it has none. */
export interface StatementRange {
  /** Start of its period; null: all that was before the account's first period. */
  start: Instant | null;
  first: number;
  /** The last entry that counts in the period; those after it count in none. */
  lastOwn: number;
  last: number;
  /** Start of the next period that has entries. */
  next: Instant | null;
}

/** The entries of a period, whether or not there are any. `lastSeq` is the number of the account's last entry. */
export async function readPeriodRange(
  sql: Queryable,
  accountId: Id,
  start: Instant | null,
  lastSeq: number,
): Promise<StatementRange> {
  const [first, after] =
    start === null
      ? [1, 1]
      : [
          await firstEntryIn(sql, accountId, start, 'onwards', lastSeq),
          await firstEntryIn(sql, accountId, start, 'after', lastSeq),
        ];
  // Entries without a period are few: nothing but what is left can be used while there is no plan.
  const [next] = await sql`
    SELECT seq, period_start FROM entries
    WHERE account_id = ${accountId} AND seq >= ${after} AND period_start IS NOT NULL ORDER BY seq LIMIT 1`;
  return {
    start,
    first,
    lastOwn: after - 1,
    last: next ? Number(next.seq) - 1 : lastSeq,
    next: next ? instantFromText(next.period_start) : null,
  };
}

/** The statement whose last entry is that of this number, less what follows it. */
export async function readRangeEndingAt(
  sql: Queryable,
  accountId: Id,
  last: number,
): Promise<Omit<StatementRange, 'next'>> {
  const [own] = await sql`
    SELECT seq, period_start FROM entries
    WHERE account_id = ${accountId} AND seq <= ${last} AND period_start IS NOT NULL ORDER BY seq DESC LIMIT 1`;
  if (!own) return { start: null, first: 1, lastOwn: 0, last };
  const start = instantFromText(own.period_start);
  const lastOwn = Number(own.seq);
  return { start, first: await firstEntryIn(sql, accountId, start, 'onwards', lastOwn), lastOwn, last };
}

/**
 * The number of the first entry of a period, or of the first one after it; `last` + 1 where there is none. An entry of no
 * period stands after a period that had begun by then.
 */
async function firstEntryIn(
  sql: Queryable,
  accountId: Id,
  start: Instant,
  which: 'onwards' | 'after',
  last: number,
): Promise<number> {
  const from = sql`${isoText(start)}::timestamptz`;
  const isEarlier =
    which === 'onwards'
      ? sql`coalesce(e.period_start < ${from}, e.at <= ${from})`
      : sql`coalesce(e.period_start, e.at) <= ${from}`;
  const [row] = await sql`
    WITH RECURSIVE search(low, high) AS (
      SELECT 1::bigint, ${last}::bigint + 1
      UNION ALL
      SELECT CASE WHEN middle.earlier THEN middle.seq + 1 ELSE search.low END,
             CASE WHEN middle.earlier THEN search.high ELSE middle.seq END
      FROM search CROSS JOIN LATERAL (
        SELECT e.seq, ${isEarlier} AS earlier FROM entries e
        WHERE e.account_id = ${accountId} AND e.seq = (search.low + search.high) / 2) middle
      WHERE search.low < search.high)
    SELECT low FROM search WHERE low = high`;
  return Number(row!.low);
}

/** Where the newest periods begin in which anything was used, newest first: two rows of the rollup each, by jumping. */
export async function readUsedPeriods(sql: Queryable, accountId: Id, limit: number): Promise<Instant[]> {
  const newest = (before: ReturnType<Queryable>) => sql`
    (SELECT period_start FROM usage_rollups WHERE account_id = ${accountId} ${before}
     ORDER BY period_start DESC LIMIT 1)`;
  const rows = await sql`
    WITH RECURSIVE step(start, count) AS (
      SELECT ${newest(sql``)}, 1
      UNION ALL
      SELECT ${newest(sql`AND period_start < step.start`)}, count + 1
      FROM step WHERE step.start IS NOT NULL AND count < ${limit})
    SELECT start FROM step WHERE start IS NOT NULL`;
  return rows.map((row) => instantFromText(row.start));
}

/** The balances after entries, by number; 0 before the first. */
export async function readBalancesAfter(
  sql: Queryable,
  accountId: Id,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, Micro>> {
  const rows = await sql`
    SELECT seq, balance_after FROM entries WHERE account_id = ${accountId} AND seq = ANY(${[...seqs]}::bigint[])`;
  return new Map([[0, 0n], ...rows.map((row): [number, Micro] => [Number(row.seq), row.balance_after])]);
}

/** What was issued among these entries, by the lots' source and why they came. A lot's number is its entry's. */
export async function sumIssued(
  sql: Queryable,
  accountId: Id,
  { first, last }: Pick<StatementRange, 'first' | 'last'>,
): Promise<{ source: GrantSource; reason: EntryReason; credits: Micro }[]> {
  const rows = await sql`
    SELECT g.source, e.reason, sum(g.amount)::bigint AS credits
    FROM grants g JOIN entries e ON e.account_id = g.account_id AND e.seq = g.id
    WHERE g.account_id = ${accountId} AND g.id BETWEEN ${first} AND ${last} GROUP BY 1, 2`;
  return rows.map((row) => ({ source: row.source, reason: row.reason, credits: row.credits }));
}

/** What ended among these entries, or was taken back, by why. */
export async function sumEnded(
  sql: Queryable,
  accountId: Id,
  { first, last }: Pick<StatementRange, 'first' | 'last'>,
): Promise<{ reason: EntryReason; credits: Micro }[]> {
  const rows = await sql`
    SELECT reason, sum(amount)::bigint AS credits FROM entries
    WHERE account_id = ${accountId} AND to_place IN ('expired', 'revoked') AND seq BETWEEN ${first} AND ${last}
    GROUP BY 1`;
  return rows.map((row) => ({ reason: row.reason, credits: row.credits }));
}

/** What the statement's own period was used for, from its rollup, and what came after it, which is few, from the entries. */
export async function sumUsed(sql: Queryable, accountId: Id, range: StatementRange): Promise<StatementUse[]> {
  const { start, lastOwn, last } = range;
  const isEarlier = sql`reason IN ('refunded_earlier', 'reissued_earlier')`;
  const rows = await sql`
    SELECT feature, sum(used)::bigint AS used, sum(refunded_earlier)::bigint AS refunded_earlier,
           sum(generations)::int AS generations
    FROM (
      SELECT feature, used, refunded_earlier, generations FROM usage_rollups
      WHERE account_id = ${accountId} AND period_start = ${start === null ? null : isoText(start)}
      UNION ALL
      SELECT feature,
             coalesce(sum(amount) FILTER (WHERE to_place = 'spent'), 0)
               - coalesce(sum(amount) FILTER (WHERE from_place = 'spent' AND NOT ${isEarlier}), 0),
             coalesce(sum(amount) FILTER (WHERE from_place = 'spent' AND ${isEarlier}), 0),
             count(DISTINCT generation_id) FILTER (WHERE kind IN ('debit', 'free', 'capture'))
      FROM entries WHERE account_id = ${accountId} AND seq BETWEEN ${lastOwn + 1} AND ${last} AND feature IS NOT NULL
        AND (kind IN ('debit', 'free', 'capture') OR from_place = 'spent')
      GROUP BY feature) sums
    GROUP BY feature`;
  return rows.map(useOf);
}

function useOf(row: Row): StatementUse {
  return {
    feature: row.feature,
    used: row.used,
    refundedEarlier: row.refunded_earlier,
    generations: row.generations,
  };
}

/**
 * What the last refresh since a period's start ended because the cap was reached or, at the start itself, because its time
 * was over; null: nothing.
 */
export async function readRefreshEnded(
  sql: Queryable,
  accountId: Id,
  start: Instant,
): Promise<{ at: Instant; credits: Micro; why: 'carry_over_cap' | 'lifetime_over' } | null> {
  const from = sql`${isoText(start)}::timestamptz`;
  const [row] = await sql`
    SELECT at, reason, sum(amount)::bigint AS credits FROM (
      SELECT at, amount, reason FROM entries WHERE account_id = ${accountId} AND to_place IN ('expired', 'revoked')
      ORDER BY seq DESC LIMIT ${ENDED_LOOKED_AT}) newest
    WHERE (reason = 'carry_over_cap' AND at >= ${from}) OR (reason = 'lifetime_over' AND at = ${from})
    GROUP BY at, reason ORDER BY reason = 'carry_over_cap' DESC, at DESC LIMIT 1`;
  return row ? { at: instantFromText(row.at), credits: row.credits, why: row.reason } : null;
}

/** A refresh that is further back than so many endings is not told of. */
const ENDED_LOOKED_AT = 200;
