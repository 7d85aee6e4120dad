import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { UsageRow } from '@/lib/usage/meter';
import type { Queryable } from '../client';

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
