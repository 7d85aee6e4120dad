import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { MailsSection } from '@/app/account/mails-section';
import { UsageRoom } from '@/app/account/usage-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await params;
  return { title: titled('room.usage', (await accountMeter(account, `/support/accounts/${account}`)).account.name) };
}

export default async function StaffUsagePage({ params, searchParams }: Props) {
  // Asked anew for every visit: the frame around it stays where it is when one changes rooms.
  const { account } = await params;
  const home = `/support/accounts/${account}`;
  return (
    <>
      <UsageRoom
        accountId={account}
        heading="meter.titleOf"
        href={home}
        activity={`${home}/activity`}
        searchParams={searchParams}
      />
      <MailsSection accountId={account} href={home} />
    </>
  );
}
