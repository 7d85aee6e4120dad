import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { PlanRoom } from '@/app/account/plan-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await params;
  return {
    title: titled('room.plan', (await accountMeter(account, `/support/accounts/${account}/plan`)).account.name),
  };
}

export default async function StaffPlanPage({ params, searchParams }: Props) {
  const { account } = await params;
  return <PlanRoom accountId={account} home={`/support/accounts/${account}`} isStaff searchParams={searchParams} />;
}
