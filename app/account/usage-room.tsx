import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { Notice } from '@/components/notice/notice';
import { SpendCard } from '@/components/spend/spend-card';
import { message } from '@/lib/messages/message';
import type { Asked } from '@/lib/usage/activity-filter';
import { parseSpendView, spendQuery } from '@/lib/usage/spend-view';
import { readSpend } from '@/services/accounts/read-spend';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';
import { LiveMeter } from './live-meter';
import { SpendChartSlot } from './spend-chart-slot';

interface Props {
  accountId: string;
  heading: 'meter.title' | 'meter.titleOf';
  /** The page's own address, and that of the list of entries. */
  href: string;
  activity: string;
  searchParams: Promise<Asked>;
}

/** The usage page: an account's meter, and what its credits were used for, as the page's address asks. */
export async function UsageRoom({ accountId, heading, href, activity, searchParams }: Props) {
  const asked = await searchParams;
  const view = parseSpendView(asked);
  const here = href + spendQuery(view);

  const { account } = await accountMeter(accountId, here);
  const [context, actor] = [await getContext(), await currentActor()];
  const read = await readSpend(context, actor, accountId, view);
  const isTooMuch = !read.ok && read.error.code === 'invalid_request';
  const shown = isTooMuch ? { ...view, by: 'feature' as const, hidden: [] } : view;
  const report = opened(isTooMuch ? await readSpend(context, actor, accountId, shown) : read, here);
  const { locale, zone } = account;
  return (
    <>
      <LiveMeter heading={heading} activity={activity} />
      {isTooMuch && <Notice tone="soon">{message(locale, 'spend.tooMuch')}</Notice>}
      <SpendCard
        {...{ report, zone, locale, href, activity }}
        view={shown}
        chart={(props) => <SpendChartSlot {...props} by={report.by} activity={activity} />}
      />
    </>
  );
}
