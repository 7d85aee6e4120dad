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
  return { title: titled('room.activity', (await accountMeter(account, `/accounts/${account}/usage`)).account.name) };
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const { account } = await params;
  return <ActivityRoom accountId={account} home={`/accounts/${account}`} searchParams={searchParams} />;
}
