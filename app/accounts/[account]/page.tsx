import { redirect } from 'next/navigation';

/** The account's first room; whether one may see it is that page's question. */
export default async function AccountHome({ params }: { params: Promise<{ account: string }> }) {
  redirect(`/accounts/${encodeURIComponent((await params).account)}/usage`);
}
