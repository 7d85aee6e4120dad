import Link from 'next/link';
import { message, type MessageKey } from '@/lib/messages/message';
import type { ActivityPage } from '@/lib/usage/activity';
import { filterQuery, isFiltered, type ActivityFilter } from '@/lib/usage/activity-filter';
import { ActivityTable } from './activity-table';

interface Props {
  page: ActivityPage;
  filter: ActivityFilter;
  /** The list's own address. */
  href: string;
  /** The address that a generation's id is added to. */
  receipts: string;
  zone: string;
  locale: string;
}

/** The list of entries, and the ways to newer and older ones. */
export function ActivityCard({ page, filter, href, receipts, zone, locale }: Props) {
  const { lines, olderThan, newerThan } = page;
  // Where several things are asked for at once, looking may stop before the page is full.
  const stoppedAt = olderThan !== null && lines.at(-1)?.seq !== olderThan ? olderThan : null;
  const link = (key: MessageKey, address: string) => (
    <Link href={address} prefetch={false} className="link">
      {message(locale, key)}
    </Link>
  );
  return (
    <section className="grid gap-3">
      {newerThan !== null && (
        <p className="flex flex-wrap gap-x-6 gap-y-1">
          {link('activity.newer', href + filterQuery(filter, { after: newerThan }))}
          {link('activity.newest', href + filterQuery(filter))}
        </p>
      )}
      <div className="rounded-card border bg-surface px-4 sm:px-6">
        {lines.length > 0 ? (
          <ActivityTable lines={lines} receipts={receipts} withOutcomes zone={zone} locale={locale} />
        ) : (
          <p className="pt-6 text-soft">{nothing(page, filter, locale)}</p>
        )}
        <p className="grid gap-2 py-4 text-soft">
          {stoppedAt !== null && lines.length > 0 && message(locale, 'activity.searched', { number: stoppedAt })}
          {olderThan !== null
            ? link(
                stoppedAt === null ? 'activity.older' : 'activity.onward',
                href + filterQuery(filter, { before: olderThan }),
              )
            : lines.length > 0 && message(locale, isFiltered(filter) ? 'activity.oldestMatch' : 'activity.oldest')}
        </p>
      </div>
    </section>
  );
}

/** Why the page is empty. */
function nothing({ olderThan, newerThan, trouble }: ActivityPage, filter: ActivityFilter, locale: string): string {
  if (trouble !== null) return message(locale, `activity.find.${trouble}`);
  if (olderThan !== null) return message(locale, 'activity.noMatchYet', { number: olderThan });
  if (newerThan !== null) return message(locale, isFiltered(filter) ? 'activity.oldestMatch' : 'activity.oldest');
  return message(locale, isFiltered(filter) ? 'activity.noMatch' : 'activity.none');
}
