import Link from 'next/link';
import { message } from '@/lib/messages/message';
import type { ActivityPage } from '@/lib/usage/activity';
import { ActivityTable } from './activity-table';

interface Props {
  page: ActivityPage;
  /** The number that this page's entries come before; null on the newest. */
  before: number | null;
  /** The list's own address. */
  href: string;
  zone: string;
  locale: string;
}

/** The list of entries and the way to older ones. */
export function ActivityCard({ page, before, href, zone, locale }: Props) {
  return (
    <section className="grid gap-4">
      {before !== null && (
        <p className="flex flex-wrap gap-x-4 text-soft">
          <span className="figures">{message(locale, 'activity.olderThan', { number: before })}</span>
          <Link href={href} prefetch={false} className="link">
            {message(locale, 'activity.newest')}
          </Link>
        </p>
      )}
      <div className="rounded-card border bg-surface px-4 sm:px-6">
        {page.lines.length === 0 ? (
          <p className="py-6 text-soft">{message(locale, 'activity.none')}</p>
        ) : (
          <ActivityTable lines={page.lines} zone={zone} locale={locale} />
        )}
        <p className="py-4">
          {page.olderThan === null ? (
            page.lines.length > 0 && <span className="text-soft">{message(locale, 'activity.oldest')}</span>
          ) : (
            <Link href={`${href}?before=${page.olderThan}`} prefetch={false} className="link">
              {message(locale, 'activity.older')}
            </Link>
          )}
        </p>
      </div>
    </section>
  );
}
