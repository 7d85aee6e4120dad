import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { currentActor } from '@/app/auth/current-actor';
import { csrfTokenIn } from '@/app/auth/csrf-token';
import { ownPath, requestOrigin } from '@/app/auth/own-path';
import { signInProblem } from '@/app/auth/sign-in-problem';
import { titled } from '@/app/title';
import { GuestPage } from '@/components/frame/guest-page';
import { Notice } from '@/components/notice/notice';
import { message } from '@/lib/messages/message';
import { SignInForm } from './sign-in-form';

export const metadata: Metadata = { title: titled('signIn.title') };

export default async function SignInPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const asked = await props.searchParams;
  const wanted = typeof asked.callbackUrl === 'string' ? asked.callbackUrl : null;
  const goTo = ownPath(wanted, requestOrigin(await headers()));
  if ((await currentActor()).kind !== 'nobody') redirect(goTo);

  const csrfToken = csrfTokenIn(await cookies());
  return (
    <GuestPage title={message('en', 'signIn.title')} words={message('en', 'signIn.words')}>
      {asked.created !== undefined && <Notice tone="done">{message('en', 'signIn.created')}</Notice>}
      {!csrfToken && (
        <noscript>
          <p>
            {message('en', 'signIn.noScript')}{' '}
            <a className="link" href={`/api/auth/signin?${new URLSearchParams({ callbackUrl: goTo }).toString()}`}>
              {message('en', 'signIn.noScriptLink')}
            </a>
          </p>
        </noscript>
      )}
      <SignInForm
        csrfToken={csrfToken}
        goTo={goTo}
        problem={typeof asked.error === 'string' ? signInProblem(asked.error) : null}
      />
      <p className="text-soft">
        {message('en', 'signIn.new')}{' '}
        <Link href="/sign-up" className="link">
          {message('en', 'signIn.toSignUp')}
        </Link>
        {' · '}
        <Link href="/prices" prefetch={false} className="link">
          {message('en', 'room.prices')}
        </Link>
      </p>
    </GuestPage>
  );
}
