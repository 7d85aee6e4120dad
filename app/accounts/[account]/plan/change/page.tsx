import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { ChangeRoom } from '@/app/account/change-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await params;
  return { title: titled('room.plan', (await accountMeter(account, `/accounts/${account}/plan`)).account.name) };
}

export default async function ChangePage({ params, searchParams }: Props) {
  const { account } = await params;
  return <ChangeRoom accountId={account} home={`/accounts/${account}`} searchParams={searchParams} />;
}
