import { filterQuery, NONE, noFilter } from '@/lib/usage/activity-filter';
import { OTHERS, type SpendReport } from '@/lib/usage/spend';

/**
 * Where exactly the entries are listed that a line used in some days.
 * @param id the line's; null: whatever it was used for
 * @returns null where the list cannot be narrowed to them: whatever has no model, and several lines together
 */
export function entriesHref(
  activity: string,
  by: SpendReport['by'],
  id: string | null,
  { from, to }: { from: string; to: string },
): string | null {
  if (id === null) return activity + filterQuery({ ...noFilter, from, to });
  const isOfNone = id === '';
  if (id === OTHERS || (isOfNone && by !== 'project' && by !== 'member')) return null;
  return activity + filterQuery({ ...noFilter, [by]: isOfNone ? NONE : id, from, to });
}
