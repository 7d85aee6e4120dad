import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { UsageRoom } from '@/app/account/usage-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string }>;
}

async function read({ params }: Props) {
  const { account } = await params;
  return accountMeter(account, `/accounts/${account}/usage`);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: titled('room.usage', (await read(props)).account.name) };
}

export default async function UsagePage(props: Props) {
  // Asked anew for every visit: the frame around it stays where it is when one changes rooms.
  const { account } = await read(props);
  return <UsageRoom heading="meter.title" activity={`/accounts/${account.id}/activity`} />;
}
