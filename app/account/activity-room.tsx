import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { ActivityCard } from '@/components/activity/activity-card';
import { PageHead } from '@/components/frame/page-head';
import { message } from '@/lib/messages/message';
import { listActivity } from '@/services/accounts/list-activity';
import { getContext } from '@/services/runtime';
import { accountMeter } from './account-meter';

interface Props {
  accountId: string;
  /** The list's own address. */
  href: string;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The activity page: an account's entries, newest first, older ones by the number that they come before. */
export async function ActivityRoom({ accountId, href, searchParams }: Props) {
  const before = entryNumber((await searchParams).before);
  const { account } = await accountMeter(accountId, href);
  const page = opened(await listActivity(await getContext(), await currentActor(), { accountId, before }), href);
  const { locale, zone } = account;
  return (
    <>
      <PageHead title={message(locale, 'activity.title')}>{message(locale, 'activity.words', { zone })}</PageHead>
      <ActivityCard page={page} before={before} href={href} zone={zone} locale={locale} />
    </>
  );
}

/** The number in an address, or null for the newest entries. */
function entryNumber(text: string | string[] | undefined): number | null {
  return typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
