import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { csrfTokenIn } from '@/app/auth/csrf-token';
import { linkProblem } from '@/app/auth/sign-in-problem';
import { titled } from '@/app/title';
import { GuestPage } from '@/components/frame/guest-page';
import { Notice } from '@/components/notice/notice';
import { message } from '@/lib/messages/message';
import { readLink } from '@/services/portal/read-link';
import { getContext } from '@/services/runtime';
import { OpenLinkForm } from './open-link-form';

export const metadata: Metadata = { title: titled('portalLink.title'), robots: { index: false } };

/**
 * Where a vendor's link leads. Looking at the page uses nothing up, so that whatever fetches links ahead of people does no
 * harm: its button signs in.
 */
export default async function PortalPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await props.searchParams;
  const sent = typeof token === 'string' ? token : '';
  const target = await readLink(await getContext(), sent);
  if (!target.ok) {
    return (
      <GuestPage title={message('en', 'portalLink.closed')}>
        <Notice tone="stopped">{linkProblem(target.error.data?.why)}</Notice>
        <p>
          <Link href="/" prefetch={false} className="link">
            {message('en', 'portalLink.home')}
          </Link>
        </p>
      </GuestPage>
    );
  }
  const { personName: person, accountName: account, accountId, room } = target.value;
  const csrfToken = csrfTokenIn(await cookies());
  return (
    <GuestPage title={message('en', 'portalLink.title')} words={message('en', 'portalLink.words', { person, account })}>
      {!csrfToken && (
        <noscript>
          <p>{message('en', 'portalLink.noScript')}</p>
        </noscript>
      )}
      <OpenLinkForm token={sent} csrfToken={csrfToken} goTo={`/accounts/${accountId}/${room}`} />
    </GuestPage>
  );
}
