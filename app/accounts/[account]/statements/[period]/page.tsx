import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { StatementRoom } from '@/app/account/statement-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string; period: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account, period } = await params;
  const path = `/accounts/${account}/statements/${period}`;
  return { title: titled('statement.title', (await accountMeter(account, path)).account.name) };
}

export default async function StatementPage({ params, searchParams }: Props) {
  const { account, period } = await params;
  return (
    <StatementRoom accountId={account} period={period} home={`/accounts/${account}`} searchParams={searchParams} />
  );
}
