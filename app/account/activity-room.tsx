import { redirect } from 'next/navigation';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { ActivityCard } from '@/components/activity/activity-card';
import { FilterBar } from '@/components/activity/filter-bar';
import { FilterForm } from '@/components/activity/filter-form';
import { PageHead } from '@/components/frame/page-head';
import { message } from '@/lib/messages/message';
import { filterFields, filterQuery, parseFilter, parsePlace, type Asked } from '@/lib/usage/activity-filter';
import { listActivity } from '@/services/accounts/list-activity';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';

interface Props {
  accountId: string;
  /** Where the account's pages are: its own, or the staff's view of it. */
  home: string;
  searchParams: Promise<Asked>;
}

/** The activity page: an account's entries, newest first, narrowed by what its address says. */
export async function ActivityRoom({ accountId, home, searchParams }: Props) {
  const href = `${home}/activity`;
  const asked = await searchParams;
  const filter = parseFilter(asked);
  // A form sends its empty fields too; the address that people keep and pass on has none.
  if (filterFields.some((field) => asked[field] === '')) redirect(href + filterQuery(filter));

  const place = parsePlace(asked);
  const here = href + filterQuery(filter, place);
  const { account } = await accountMeter(accountId, here);
  const page = opened(
    await listActivity(await getContext(), await currentActor(), { accountId, filter, ...place }),
    here,
  );
  const { locale, zone } = account;
  const csv = `/api/portal/accounts/${accountId}/activity.csv${filterQuery(filter)}`;
  const shared = { filter, href, locale };
  return (
    <>
      <PageHead title={message(locale, 'activity.title')}>{message(locale, 'activity.words', { zone })}</PageHead>
      <div className="grid gap-3">
        <FilterForm {...shared} choices={page.choices} />
        <FilterBar {...shared} choices={page.choices} csv={csv} />
        <ActivityCard {...shared} page={page} receipts={`${home}/generations`} zone={zone} />
      </div>
    </>
  );
}
