'use client';

import { useActionState } from 'react';
import { Notice } from '@/components/notice/notice';
import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { OpenAddress } from '@/services/people/ask-address-link';
import { askAddressLinkAction } from './ask-address-link-action';

/** On every page of whoever has not confirmed their mail address yet: what it brings, and a way to another link. */
export function AddressNotice({ open, locale }: { open: OpenAddress; locale: string }) {
  const [{ data: sent, serverError: refusal }, act, isBusy] = useActionState(askAddressLinkAction, {});
  const { email, credits } = open;
  return (
    <section
      aria-label={message(locale, 'address.region')}
      className="mx-auto w-full max-w-[1120px] px-4 pt-4 sm:px-8 sm:pt-6 print:hidden"
    >
      <Notice tone="plain">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
          <div className="grid min-w-0 gap-0.5">
            <p className="wrap-anywhere">
              {message(locale, 'address.open', { email })}
              {credits > 0 &&
                ` ${message(locale, 'address.brings', { credits: creditsText(locale, credits), count: credits })}`}
            </p>
            <p role="status" className={refusal ? 'text-stopped' : 'text-soft'}>
              {refusal?.words ?? (sent ? message(locale, 'address.sent') : '')}
            </p>
          </div>
          <form action={act}>
            <button type="submit" disabled={isBusy} className="link min-h-8">
              {message(locale, isBusy ? 'change.busy' : 'address.again')}
            </button>
          </form>
        </div>
      </Notice>
    </section>
  );
}
