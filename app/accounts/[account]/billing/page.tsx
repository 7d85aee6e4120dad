import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { BillingRoom } from '@/app/account/billing-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await params;
  return { title: titled('room.billing', (await accountMeter(account, `/accounts/${account}/billing`)).account.name) };
}

export default async function BillingPage({ params, searchParams }: Props) {
  const { account } = await params;
  return <BillingRoom accountId={account} home={`/accounts/${account}`} searchParams={searchParams} />;
}
