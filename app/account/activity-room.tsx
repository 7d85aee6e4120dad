import { redirect } from 'next/navigation';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { ActivityCard } from '@/components/activity/activity-card';
import { FilterBar } from '@/components/activity/filter-bar';
import type { FilterOption } from '@/components/activity/filter-field';
import { FilterForm } from '@/components/activity/filter-form';
import { PageHead } from '@/components/frame/page-head';
import { periodText } from '@/components/statement/statement-words';
import { message } from '@/lib/messages/message';
import { filterFields, filterQuery, parseFilter, parsePlace, type Asked } from '@/lib/usage/activity-filter';
import { isoText } from '@/lib/time';
import { periodNamed } from '@/lib/usage/period-name';
import type { StatementPeriod } from '@/lib/usage/statement';
import { listActivity } from '@/services/accounts/list-activity';
import { namePeriods } from '@/services/accounts/name-periods';
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
  const [context, actor] = [await getContext(), await currentActor()];
  const [listed, past] = await Promise.all([
    listActivity(context, actor, { accountId, filter, ...place }),
    namePeriods(context, actor, accountId),
  ]);
  const page = opened(listed, here);
  const { locale, zone } = account;
  const periods = periodOptions(opened(past, here), filter.period, (period) => periodText(period, locale, zone));
  const csv = `/api/portal/accounts/${accountId}/activity.csv${filterQuery(filter)}`;
  const shared = { filter, href, locale };
  const bar = { ...shared, choices: page.choices, periods };
  return (
    <>
      <PageHead title={message(locale, 'activity.title')}>{message(locale, 'activity.words', { zone })}</PageHead>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <FilterForm {...bar} />
        <FilterBar {...bar} statements={`${home}/statements`} csv={csv} />
        <ActivityCard {...shared} page={page} receipts={`${home}/generations`} zone={zone} />
      </div>
    </>
  );
}

/** Periods as a choice; one that is too old to be listed is named by its beginning alone. */
function periodOptions(
  periods: readonly StatementPeriod[],
  chosen: string | null,
  nameOf: (period: StatementPeriod) => string,
): FilterOption[] {
  const options = periods.map((period) => ({ value: period.name, name: nameOf(period) }));
  const start = chosen === null ? undefined : periodNamed(chosen);
  if (start === undefined || options.some(({ value }) => value === chosen)) return options;
  const older = { name: chosen!, start: start === null ? null : isoText(start), end: null, isRunning: false };
  return [...options, { value: older.name, name: nameOf(older) }];
}
