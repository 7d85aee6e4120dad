'use client';

import Link from 'next/link';
import { useActionState, useEffect, useRef } from 'react';
import { MainButton } from '@/components/form/main-button';
import { GuestPage } from '@/components/frame/guest-page';
import { Notice } from '@/components/notice/notice';
import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { confirmAddressAction } from './confirm-address-action';

/** Asks, and uses the link up. What came with it is said in its place. */
export function ConfirmForm({ token, email }: { token: string; email: string }) {
  const [{ data: done, serverError: refusal }, act, isBusy] = useActionState(confirmAddressAction, {});
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (done ?? refusal) notice.current?.focus();
  }, [done, refusal]);
  if (done) {
    const { credits } = done;
    return (
      <GuestPage title={message('en', 'address.isConfirmed')}>
        <Notice tone="done" role="status" tabIndex={-1} ref={notice}>
          {message('en', credits > 0 ? 'address.doneCredits' : 'address.done', {
            credits: creditsText('en', credits),
            count: credits,
          })}
        </Notice>
        <p>
          <Link href="/" prefetch={false} className="link">
            {message('en', 'address.home')}
          </Link>
        </p>
      </GuestPage>
    );
  }
  return (
    <GuestPage title={message('en', 'address.title')} words={message('en', 'address.words', { email })}>
      <form action={act} className="grid gap-4">
        <input type="hidden" name="token" value={token} readOnly />
        {refusal && (
          <Notice tone="stopped" role="alert" tabIndex={-1} ref={notice}>
            {refusal.code === 'link_not_valid' ? message('en', 'address.problem.unknown') : refusal.words}
          </Notice>
        )}
        <MainButton busy={isBusy}>{message('en', isBusy ? 'change.busy' : 'address.button')}</MainButton>
      </form>
    </GuestPage>
  );
}
