import type { Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import { isoText, type Day, type Instant, type Zone } from '@/lib/time';
import type { UsageRow } from '@/lib/usage/meter';
import type { Queryable, Row } from '../client';

/** The rollup of one period, by day, feature and model. */
export async function readPeriodUsage(sql: Queryable, accountId: Id, periodStart: Instant): Promise<UsageRow[]> {
  const rows = await sql`
    SELECT day::text AS day, feature, model, used, generations FROM usage_rollups
    WHERE account_id = ${accountId} AND period_start = ${isoText(periodStart)} ORDER BY day, feature, model`;
  return rows.map((row) => ({
    day: row.day,
    feature: row.feature,
    model: row.model === '' ? null : row.model,
    used: row.used,
    generations: row.generations,
  }));
}

/**
 * What each day from one to another used, days without use left out, and the first day of which there is any record; null:
 * nothing was ever used.
 */
export async function readUsedByDay(
  sql: Queryable,
  accountId: Id,
  { from, to }: { from: Day; to: Day },
): Promise<{ used: Map<Day, Micro>; since: Day | null }> {
  const [rows, [oldest]] = await Promise.all([
    sumRollup(sql, accountId, { from, to }, 'day'),
    sql`SELECT day::text AS day FROM usage_rollups WHERE account_id = ${accountId} ORDER BY period_start, day LIMIT 1`,
  ]);
  return { used: new Map(rows.map(({ key, used }) => [key!, used])), since: oldest?.day ?? null };
}

/** What was used between two days of each feature and model, dearest first. */
export async function readUsedOf(
  sql: Queryable,
  accountId: Id,
  { from, to }: { from: Day; to: Day },
): Promise<{ feature: string; model: string | null; used: Micro; generations: number }[]> {
  const rows = await sql`
    SELECT feature, nullif(model, '') AS model, sum(used)::bigint AS used, sum(generations)::int AS generations
    FROM usage_rollups WHERE account_id = ${accountId} AND day BETWEEN ${from} AND ${to}
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`;
  return rows.map(({ feature, model, used, generations }) => ({ feature, model, used, generations }));
}

/** What was used, of one thing: a feature, a model, a day, a project or a member; null: of none. */
export interface UsageSum {
  /** The day, where sums are told day by day; null: of all days. */
  day: Day | null;
  key: string | null;
  used: Micro;
  refundedEarlier: Micro;
  generations: number;
}

/** A span of a rollup: one period's, or whole days of whatever period. */
export type UsageSpan = { periodStart: Instant } | { from: Day; to: Day };

/** Sums over all days of the span, or for each of them. */
export type UsageOver = 'all' | 'eachDay';

/** The rollup's sums by feature, model or day. */
export async function sumRollup(
  sql: Queryable,
  accountId: Id,
  span: UsageSpan,
  by: 'feature' | 'model' | 'day',
  over: UsageOver = 'all',
): Promise<UsageSum[]> {
  const within =
    'from' in span ? sql`day BETWEEN ${span.from} AND ${span.to}` : sql`period_start = ${isoText(span.periodStart)}`;
  const key = by === 'day' ? sql`day::text` : by === 'model' ? sql`nullif(model, '')` : sql`feature`;
  const rows = await sql`
    SELECT ${key} AS key, ${over === 'all' ? sql`NULL` : sql`day::text`} AS day, sum(used)::bigint AS used,
           sum(refunded_earlier)::bigint AS refunded_earlier, sum(generations)::int AS generations
    FROM usage_rollups WHERE account_id = ${accountId} AND ${within} GROUP BY 1, 2`;
  return rows.map(sumOf);
}

/**
 * The same sums by project or member, which the rollup does not have: from the entries themselves, and the generations
 * that they are about.
 * @param range numbers of the first and the last entry
 * @param periodStart only entries that count in this period; undefined: in any
 * @param zone whose days
 */
export async function sumEntries(
  sql: Queryable,
  accountId: Id,
  range: { first: number; last: number; periodStart?: Instant | null },
  by: 'project' | 'member',
  zone: Zone,
  over: UsageOver,
): Promise<UsageSum[]> {
  const { first, last, periodStart } = range;
  const within =
    periodStart === undefined
      ? sql``
      : periodStart === null
        ? sql`AND e.period_start IS NULL`
        : sql`AND e.period_start = ${isoText(periodStart)}`;
  const isEarlier = sql`e.reason IN ('refunded_earlier', 'reissued_earlier')`;
  const rows = await sql`
    SELECT g.${sql(by)} AS key,
           ${over === 'all' ? sql`NULL` : sql`(e.at AT TIME ZONE ${zone})::date::text`} AS day,
           (coalesce(sum(e.amount) FILTER (WHERE e.to_place = 'spent'), 0)
             - coalesce(sum(e.amount) FILTER (WHERE e.from_place = 'spent' AND NOT ${isEarlier}), 0))::bigint AS used,
           coalesce(sum(e.amount) FILTER (WHERE e.from_place = 'spent' AND ${isEarlier}), 0)::bigint AS refunded_earlier,
           (count(DISTINCT e.generation_id) FILTER (WHERE e.kind IN ('debit', 'free', 'capture')))::int AS generations
    FROM entries e JOIN generations g ON g.account_id = e.account_id AND g.id = e.generation_id
    WHERE e.account_id = ${accountId} AND e.seq BETWEEN ${first} AND ${last} ${within}
      AND (e.kind IN ('debit', 'free', 'capture') OR e.from_place = 'spent')
    GROUP BY 1, 2`;
  return rows.map(sumOf);
}

function sumOf(row: Row): UsageSum {
  const { key, day, used, refunded_earlier: refundedEarlier, generations } = row;
  return { key, day, used, refundedEarlier, generations };
}
