import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { ActivityRoom } from '@/app/account/activity-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await params;
  return { title: titled('room.activity', (await accountMeter(account, `/support/accounts/${account}`)).account.name) };
}

export default async function StaffActivityPage({ params, searchParams }: Props) {
  const { account } = await params;
  return <ActivityRoom accountId={account} home={`/support/accounts/${account}`} searchParams={searchParams} />;
}
