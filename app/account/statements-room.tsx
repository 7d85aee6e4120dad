import Link from 'next/link';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { PageHead } from '@/components/frame/page-head';
import { PeriodTable } from '@/components/statement/period-table';
import { message, type MessageKey } from '@/lib/messages/message';
import type { Asked } from '@/lib/usage/activity-filter';
import { listPeriods } from '@/services/accounts/list-periods';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';

interface Props {
  accountId: string;
  /** Where the account's pages are: its own, or the staff's view of it. */
  home: string;
  searchParams: Promise<Asked>;
}

/** The list of statements: the running period and every past one. */
export async function StatementsRoom({ accountId, home, searchParams }: Props) {
  const href = `${home}/statements`;
  const { before: asked } = await searchParams;
  const before = typeof asked === 'string' ? asked : null;
  const { locale, zone } = (await accountMeter(accountId, href)).account;
  const page = opened(await listPeriods(await getContext(), await currentActor(), { accountId, before }), href);
  const link = (key: MessageKey, address: string) => (
    <Link href={address} prefetch={false} className="link">
      {message(locale, key)}
    </Link>
  );
  return (
    <>
      <PageHead title={message(locale, 'statement.list')}>{message(locale, 'statement.listWords', { zone })}</PageHead>
      <div className="rounded-card border bg-surface px-4 sm:px-6">
        <PeriodTable periods={page.periods} href={href} zone={zone} locale={locale} />
        {(page.before !== null || before !== null) && (
          <p className="flex gap-x-6 border-t py-4">
            {page.before !== null && link('statement.older', `${href}?before=${page.before}`)}
            {before !== null && link('statement.newest', href)}
          </p>
        )}
      </div>
    </>
  );
}
