import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { CalculatorRoom } from '@/app/account/calculator-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await params;
  return {
    title: titled(
      'room.calculator',
      (await accountMeter(account, `/support/accounts/${account}/calculator`)).account.name,
    ),
  };
}

export default async function StaffCalculatorPage({ params, searchParams }: Props) {
  const { account } = await params;
  return <CalculatorRoom accountId={account} home={`/support/accounts/${account}`} searchParams={searchParams} />;
}
