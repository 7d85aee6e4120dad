import type { Metadata } from 'next';
import Link from 'next/link';
import { titled } from '@/app/title';
import { GuestPage } from '@/components/frame/guest-page';
import { Notice } from '@/components/notice/notice';
import { message } from '@/lib/messages/message';
import { readAddressLink } from '@/services/people/confirm-address';
import { getContext } from '@/services/runtime';
import { ConfirmForm } from './confirm-form';

export const metadata: Metadata = { title: titled('address.title'), robots: { index: false } };

/**
 * Where the link in a mail leads. Looking at the page uses nothing up, so that whatever fetches links ahead of people does
 * no harm: its button confirms.
 */
export default async function ConfirmAddressPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await props.searchParams;
  const sent = typeof token === 'string' ? token : '';
  const link = await readAddressLink(await getContext(), sent);
  if (!link.ok) {
    const why = (['used', 'expired'] as const).find((each) => each === link.error.data?.why) ?? 'unknown';
    return (
      <GuestPage title={message('en', why === 'used' ? 'address.isConfirmed' : 'address.closed')}>
        <Notice tone={why === 'used' ? 'plain' : 'stopped'}>{message('en', `address.problem.${why}`)}</Notice>
        <p>
          <Link href="/" prefetch={false} className="link">
            {message('en', 'address.home')}
          </Link>
        </p>
      </GuestPage>
    );
  }
  return <ConfirmForm token={sent} email={link.value.email} />;
}
