import { filterQuery, noFilter } from '@/lib/usage/activity-filter';
import { OTHERS, type SpendReport } from '@/lib/usage/spend';

/**
 * Where exactly the entries are listed that a line used in some days.
 * @param id the line's; null: whatever it was used for
 * @returns null where the list cannot be narrowed to them: it knows no members, and nothing without a project
 */
export function entriesHref(
  activity: string,
  by: SpendReport['by'],
  id: string | null,
  { from, to }: { from: string; to: string },
): string | null {
  if (id === null) return activity + filterQuery({ ...noFilter, from, to });
  if (by === 'member' || id === '' || id === OTHERS) return null;
  return activity + filterQuery({ ...noFilter, [by]: id, from, to });
}
