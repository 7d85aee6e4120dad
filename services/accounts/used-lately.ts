import type { Transaction } from '@/db/client';
import { readUsedByDay, readUsedOf } from '@/db/reads/usage';
import type { Id } from '@/lib/ids';
import { addDays, DAY_MS, type Day } from '@/lib/time';
import type { UsedOf } from '@/lib/usage/mix';

/** How far back an average looks; and its shortest, so that one busy day is not taken for a month of them. */
const DAYS_MAX = 90;
const DAYS_MIN = 30;

/** What was used in the whole days before today: 90 of them, or as many as there is any record of, but 30 at least. */
export async function usedLately(
  tx: Transaction,
  accountId: Id,
  today: Day,
): Promise<{ rows: UsedOf[]; from: Day; to: Day; days: number }> {
  const [earliest, latest, to] = [addDays(today, -DAYS_MAX), addDays(today, -DAYS_MIN), addDays(today, -1)];
  const { since } = await readUsedByDay(tx, accountId, { from: to, to });
  const from = since === null || since > latest ? latest : since < earliest ? earliest : since;
  const days = Math.round((Date.parse(today) - Date.parse(from)) / DAY_MS);
  return { rows: await readUsedOf(tx, accountId, { from, to }), from, to, days };
}
