import { redirect } from 'next/navigation';
import { accountMeter } from '@/app/account/account-meter';

/** The account's first room. */
export default async function AccountHome({ params }: { params: Promise<{ account: string }> }) {
  const { account } = await params;
  const path = `/accounts/${account}/usage`;
  await accountMeter(account, path);
  redirect(path);
}
