import type { Queryable } from '@/db/client';
import { instantFromText } from '@/db/schema/columns';
import type { Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import { isoText, type Day, type Zone } from '@/lib/time';

/**
 * Raw rows of `entries`, added up by PostgreSQL's own calendar and by nothing of the program: one sum for each period, day,
 * feature, model, project, member and kind that occur together. All else is sums of these. Micro-credits.
 */
export interface RawSum {
  /** Start of the period as ISO text; null: counts in none. */
  period: string | null;
  day: Day;
  feature: string | null;
  model: string | null;
  project: string | null;
  member: string | null;
  kind: string;
  /** What became less or more available, held, or anybody's at all. */
  change: Micro;
  held: Micro;
  used: Micro;
  refundedEarlier: Micro;
  ended: Micro;
  generations: number;
}

export type RawKey = 'feature' | 'model' | 'project' | 'member' | 'day' | 'kind';

export async function readRawSums(sql: Queryable, accountId: Id, zone: Zone): Promise<RawSum[]> {
  const moved = (to: string, from = to) =>
    sql`sum(CASE ${to} WHEN to_place THEN amount ELSE 0 END - CASE ${from} WHEN from_place THEN amount ELSE 0 END)::bigint`;
  const earlier = sql`sum(CASE WHEN from_place = 'spent' AND reason LIKE '%\\_earlier' THEN amount ELSE 0 END)::bigint`;
  const rows = await sql`
    SELECT period_start, to_char(e.at AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS day, e.feature, e.model, g.project, g.member,
           e.kind, ${moved('available')} AS change, ${moved('held')} AS held, ${moved('spent')} + ${earlier} AS used,
           ${earlier} AS earlier, sum(CASE WHEN to_place IN ('expired', 'revoked') THEN amount ELSE 0 END)::bigint AS ended,
           (count(DISTINCT e.generation_id) FILTER (WHERE e.kind IN ('debit', 'free', 'capture')))::int AS generations
    FROM entries e LEFT JOIN generations g ON g.account_id = e.account_id AND g.id = e.generation_id
    WHERE e.account_id = ${accountId} GROUP BY 1, 2, 3, 4, 5, 6, 7`;
  return rows.map((row) => ({
    period: row.period_start === null ? null : isoText(instantFromText(row.period_start)),
    day: row.day,
    feature: row.feature,
    model: row.model,
    project: row.project,
    member: row.member,
    kind: row.kind,
    change: row.change,
    held: row.held,
    used: row.used,
    refundedEarlier: row.earlier,
    ended: row.ended,
    generations: row.generations,
  }));
}

type Column = 'change' | 'held' | 'used' | 'refundedEarlier' | 'ended';

export function totalOf(sums: readonly RawSum[], column: Column): Micro {
  return sums.reduce((sum, each) => sum + each[column], 0n);
}

/** What was used, by the key: only of what charged something, gave something back or was free. Micro-credits. */
export function useBy(
  sums: readonly RawSum[],
  by: RawKey | ((sum: RawSum) => string),
): Map<string | null, { used: Micro; generations: number }> {
  const found = new Map<string | null, { used: Micro; generations: number }>();
  for (const sum of sums) {
    const key = typeof by === 'function' ? by(sum) : sum[by];
    const { used, generations } = found.get(key) ?? { used: 0n, generations: 0 };
    found.set(key, { used: used + sum.used, generations: generations + sum.generations });
  }
  return onlyUse(found);
}

/** Without the keys of which nothing was used. */
export function onlyUse<K>(of: ReadonlyMap<K, { used: Micro; generations: number }>) {
  return new Map([...of].filter(([, { used, generations }]) => used !== 0n || generations !== 0).sort());
}

/** How the available credits changed, by the key. Micro-credits. */
export function changeBy(sums: readonly Pick<RawSum, RawKey | 'change'>[], by: RawKey): Map<string | null, Micro> {
  const found = new Map<string | null, Micro>();
  for (const sum of sums) found.set(sum[by], (found.get(sum[by]) ?? 0n) + sum.change);
  return new Map([...found].filter(([, change]) => change !== 0n).sort());
}

/** Those of days from one to another, both included. */
export const within = (raw: readonly RawSum[], from: Day, to: Day) => raw.filter(({ day }) => day >= from && day <= to);
