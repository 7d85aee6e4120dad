import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { StatementsRoom } from '@/app/account/statements-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await params;
  return {
    title: titled('statement.list', (await accountMeter(account, `/accounts/${account}/statements`)).account.name),
  };
}

export default async function StatementsPage({ params, searchParams }: Props) {
  const { account } = await params;
  return <StatementsRoom accountId={account} home={`/accounts/${account}`} searchParams={searchParams} />;
}
