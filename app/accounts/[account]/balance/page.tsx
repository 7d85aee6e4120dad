import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { BalanceRoom } from '@/app/account/balance-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await params;
  return { title: titled('room.balance', (await accountMeter(account, `/accounts/${account}/balance`)).account.name) };
}

export default async function BalancePage({ params, searchParams }: Props) {
  const { account } = await params;
  return <BalanceRoom accountId={account} home={`/accounts/${account}`} searchParams={searchParams} />;
}
