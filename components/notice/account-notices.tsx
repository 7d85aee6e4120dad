'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useLiveAccount } from '@/components/meter/live-account';
import { message } from '@/lib/messages/message';
import { levelToTell } from '@/lib/usage/notices';
import type { NoticeFacts } from '@/services/accounts/read-notices';
import { Notice } from './notice';
import { paymentTexts, usedUpTexts } from './notice-words';

interface Props {
  facts: NoticeFacts;
  /** Puts a notice away. A form's action, so that it works without scripts. */
  dismiss: (form: FormData) => Promise<void>;
  /** Whether a payment that is open is told here. */
  tellsPayment?: boolean;
}

/** What every page of an account says first: a payment that is open, and credits that are nearly or wholly used. */
export function AccountNotices({ facts, dismiss, tellsPayment = true }: Props) {
  const { account, meter } = useLiveAccount();
  const { locale } = account;
  const payment = tellsPayment ? paymentTexts(meter, facts, locale) : [];
  const level = levelToTell(meter, facts.dismissed);
  if (payment.length === 0 && level === null) return null;
  return (
    <section
      aria-label={message(locale, 'notice.region')}
      className="mx-auto grid w-full max-w-[1120px] gap-2 px-4 pt-4 sm:px-8 sm:pt-6 print:hidden"
    >
      {payment.length > 0 && (
        <Notice tone={meter.plan?.status === 'suspended' ? 'stopped' : 'soon'}>
          <Sentences texts={payment}>
            {facts.owners === null && (
              <Link
                href={`/accounts/${account.id}/plan#open-payments`}
                prefetch={false}
                className="font-strong underline"
              >
                {message(locale, 'notice.pay')}
              </Link>
            )}
          </Sentences>
        </Notice>
      )}
      {level !== null && (
        <Notice tone={level === 100 ? 'stopped' : 'soon'}>
          <div className="flex items-start gap-3">
            <Sentences texts={usedUpTexts(meter, level, facts, locale)}>
              {facts.owners === null && (
                <Link href={`/accounts/${account.id}/plan`} prefetch={false} className="font-strong underline">
                  {message(locale, 'notice.prices')}
                </Link>
              )}
            </Sentences>
            <form action={dismiss} className="-my-2 -me-2 ms-auto">
              <input type="hidden" name="account" value={account.id} />
              <input type="hidden" name="level" value={level} />
              <input type="hidden" name="period" value={meter.period?.start ?? ''} />
              <button
                type="submit"
                title={message(locale, 'notice.dismiss')}
                className="flex size-9 items-center justify-center rounded-card hover:bg-surface"
              >
                <X size={16} aria-hidden="true" />
                <span className="sr-only">{message(locale, 'notice.dismiss')}</span>
              </button>
            </form>
          </div>
        </Notice>
      )}
    </section>
  );
}

function Sentences({ texts, children }: { texts: readonly string[]; children?: ReactNode }) {
  const [first, ...others] = texts;
  return (
    <div className="figures grid min-w-0 gap-0.5 wrap-anywhere" suppressHydrationWarning>
      <p className="font-strong" suppressHydrationWarning>
        {first}
      </p>
      {(others.length > 0 || children) && (
        <p className="text-ink" suppressHydrationWarning>
          {others.join(' ')} {children}
        </p>
      )}
    </div>
  );
}
