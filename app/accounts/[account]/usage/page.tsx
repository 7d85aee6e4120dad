import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { UsageRoom } from '@/app/account/usage-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await params;
  return { title: titled('room.usage', (await accountMeter(account, `/accounts/${account}/usage`)).account.name) };
}

export default async function UsagePage({ params, searchParams }: Props) {
  // Asked anew for every visit: the frame around it stays where it is when one changes rooms.
  const { account } = await params;
  const home = `/accounts/${account}`;
  return (
    <UsageRoom
      accountId={account}
      heading="meter.title"
      href={`${home}/usage`}
      activity={`${home}/activity`}
      searchParams={searchParams}
    />
  );
}
