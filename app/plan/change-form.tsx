'use client';

import { useActionState, useEffect, useRef, type ReactNode } from 'react';
import { changedWords, declinedWords } from '@/components/change/not-done-words';
import { doText } from '@/components/change/order-words';
import { PreviewFigures } from '@/components/change/preview-figures';
import { Notice } from '@/components/notice/notice';
import { message } from '@/lib/messages/message';
import type { OrderPreview } from '@/services/plans/plan-answers';
import { placeOrderAction, type NotDone } from './place-order-action';

interface Props {
  account: string;
  /** The preview that the page came with, and its figures as the server has drawn them. */
  preview: OrderPreview;
  figures: ReactNode;
  /** Names of add-ons and packs, by their ids. */
  names: Record<string, string>;
  /** Whether it leads to a higher plan. */
  isHigher: boolean;
  zone: string;
  locale: string;
  /** What stands before the button: how it is paid. */
  children: ReactNode;
}

/** Confirms a preview. What comes back instead of the outcome is why nothing was done, and what holds now. */
export function ChangeForm({ account, preview, figures, names, isHigher, zone, locale, children }: Props) {
  const [state, act, isBusy] = useActionState(placeOrderAction, {});
  const notice = useRef<HTMLDivElement>(null);
  const { data: notDone, serverError: refusal } = state;
  const shown = notDone?.preview ?? preview;
  useEffect(() => {
    if (notDone ?? refusal) notice.current?.focus();
  }, [notDone, refusal]);

  const words = refusal?.words ?? (notDone && wordsOf(notDone, preview, locale));
  return (
    <>
      {words !== undefined && (
        <Notice tone={notDone?.why.status === 'outdated' ? 'soon' : 'stopped'} role="alert" tabIndex={-1} ref={notice}>
          {words}
        </Notice>
      )}
      {notDone ? <PreviewFigures preview={shown} zone={zone} locale={locale} /> : figures}
      {children}
      <form action={act}>
        <OrderFields account={account} preview={shown} />
        <button
          type="submit"
          disabled={isBusy || shown.needsMethod}
          className="min-h-11 rounded-card bg-accent px-4 py-2 text-base font-strong text-on-accent hover:opacity-90 disabled:cursor-default disabled:opacity-70"
        >
          {isBusy ? message(locale, 'change.busy') : doText(locale, shown, zone, isHigher, (id) => names[id] ?? id)}
        </button>
      </form>
    </>
  );
}

function wordsOf({ why, preview }: NotDone, before: OrderPreview, locale: string): string {
  return why.status === 'declined' ? declinedWords(locale, why.reason) : changedWords(locale, before, preview);
}

/** What is confirmed, and the order itself, so that it can be previewed again. */
function OrderFields({ account, preview }: { account: string; preview: OrderPreview }) {
  const { token, orderId, order } = preview;
  const fields = { account, token, orderId, ...order };
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={String(value)} readOnly />
  ));
}
