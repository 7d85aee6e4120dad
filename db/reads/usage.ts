import type { Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import { isoText, type Day, type Instant } from '@/lib/time';
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

/** What was used, of one thing: a feature, a model, a day, a project or a member; null: of none. */
export interface UsageSum {
  key: string | null;
  used: Micro;
  refundedEarlier: Micro;
  generations: number;
}

/** A span of a rollup: one period's, or whole days of whatever period. */
export type UsageSpan = { periodStart: Instant } | { from: Day; to: Day };

/** The rollup's sums by feature, model or day. */
export async function sumRollup(
  sql: Queryable,
  accountId: Id,
  span: UsageSpan,
  by: 'feature' | 'model' | 'day',
): Promise<UsageSum[]> {
  const within =
    'from' in span ? sql`day BETWEEN ${span.from} AND ${span.to}` : sql`period_start = ${isoText(span.periodStart)}`;
  const key = by === 'day' ? sql`day::text` : by === 'model' ? sql`nullif(model, '')` : sql`feature`;
  const rows = await sql`
    SELECT ${key} AS key, sum(used)::bigint AS used, sum(refunded_earlier)::bigint AS refunded_earlier,
           sum(generations)::int AS generations
    FROM usage_rollups WHERE account_id = ${accountId} AND ${within} GROUP BY 1`;
  return rows.map(sumOf);
}

/**
 * The same sums by project or member, which the rollup does not have: from the entries themselves, and the generations
 * that they are about.
 * @param range numbers of the first and the last entry
 * @param periodStart only entries that count in this period; undefined: in any
 */
export async function sumEntries(
  sql: Queryable,
  accountId: Id,
  range: { first: number; last: number; periodStart?: Instant | null },
  by: 'project' | 'member',
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
           (coalesce(sum(e.amount) FILTER (WHERE e.to_place = 'spent'), 0)
             - coalesce(sum(e.amount) FILTER (WHERE e.from_place = 'spent' AND NOT ${isEarlier}), 0))::bigint AS used,
           coalesce(sum(e.amount) FILTER (WHERE e.from_place = 'spent' AND ${isEarlier}), 0)::bigint AS refunded_earlier,
           (count(DISTINCT e.generation_id) FILTER (WHERE e.kind IN ('debit', 'free', 'capture')))::int AS generations
    FROM entries e JOIN generations g ON g.account_id = e.account_id AND g.id = e.generation_id
    WHERE e.account_id = ${accountId} AND e.seq BETWEEN ${first} AND ${last} ${within}
      AND (e.kind IN ('debit', 'free', 'capture') OR e.from_place = 'spent')
    GROUP BY 1`;
  return rows.map(sumOf);
}

function sumOf(row: Row): UsageSum {
  return { key: row.key, used: row.used, refundedEarlier: row.refunded_earlier, generations: row.generations };
}
