import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { UsageRoom } from '@/app/account/usage-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
}

async function read({ params }: Props) {
  const { account } = await params;
  return accountMeter(account, `/support/accounts/${account}`);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: titled('room.usage', (await read(props)).account.name) };
}

export default async function StaffUsagePage(props: Props) {
  // Asked anew for every visit: the frame around it stays where it is when one changes rooms.
  const { account } = await read(props);
  return <UsageRoom heading="meter.titleOf" activity={`/support/accounts/${account.id}/activity`} />;
}
