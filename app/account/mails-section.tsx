import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { MailList } from '@/components/support/mail-list';
import { getContext } from '@/services/runtime';
import { listMails } from '@/services/support/list-mails';
import { accountMeter } from './account-meter';

/** What an account's owners have been written, for staff. */
export async function MailsSection({ accountId, href }: { accountId: string; href: string }) {
  const { account } = await accountMeter(accountId, href);
  const mails = opened(await listMails(await getContext(), await currentActor(), accountId), href);
  return <MailList mails={mails} zone={account.zone} locale={account.locale} />;
}
