import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { generationReceipt } from '@/app/account/generation-receipt';
import { ReceiptRoom } from '@/app/account/receipt-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string; generation: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account, generation } = await params;
  const path = `/support/accounts/${account}/generations/${generation}`;
  await generationReceipt(account, generation, path);
  return { title: titled('receipt.title', (await accountMeter(account, path)).account.name) };
}

export default async function StaffReceiptPage({ params }: Props) {
  const { account, generation } = await params;
  return <ReceiptRoom accountId={account} generationId={generation} home={`/support/accounts/${account}`} />;
}
