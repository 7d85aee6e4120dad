import type { Transaction } from '@/db/client';
import { readFirstEntryAt } from '@/db/reads/activity';
import type { Id } from '@/lib/ids';
import { addDays, startOfDayIn, type Zone } from '@/lib/time';
import type { ActivityFilter } from '@/lib/usage/activity-filter';

/**
 * The numbers of an account's entries from one day to another, both included, in the account's zone. `first` is above
 * `last` where there are none.
 * @param lastSeq the number of the account's last entry
 */
export async function entriesBetweenDays(
  tx: Transaction,
  accountId: Id,
  lastSeq: number,
  zone: Zone,
  { from, to }: Pick<ActivityFilter, 'from' | 'to'>,
): Promise<{ first: number; last: number }> {
  const at = (day: string) => readFirstEntryAt(tx, accountId, startOfDayIn(zone, day), lastSeq);
  const [first, end] = await Promise.all([
    from === null ? 1 : at(from),
    to === null ? lastSeq + 1 : at(addDays(to, 1)),
  ]);
  return { first, last: end - 1 };
}
