import type { Metadata } from 'next';
import { accountMeter } from '@/app/account/account-meter';
import { InvoiceRoom } from '@/app/account/invoice-room';
import { titled } from '@/app/title';

interface Props {
  params: Promise<{ account: string; number: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await params;
  return {
    title: titled(
      'invoice.pageTitle',
      (await accountMeter(account, `/support/accounts/${account}/billing`)).account.name,
    ),
  };
}

export default async function StaffInvoicePage({ params }: Props) {
  const { account, number } = await params;
  return <InvoiceRoom accountId={account} number={number} home={`/support/accounts/${account}`} />;
}
