'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { Field } from '@/components/form/field';
import { Notice } from '@/components/notice/notice';
import { sideButton } from '@/components/plan/count-form';
import { message } from '@/lib/messages/message';
import { setMethodAction } from './set-method-action';

interface Props {
  account: string;
  /** The preview of a change that waits for a way to pay; empty: none. */
  next: string;
  locale: string;
}

/** How the account pays: by a card, or by invoice. Each is a form of its own, with one button. */
export function MethodForm({ account, next, locale }: Props) {
  const [{ data: saved, serverError: refusal }, act, isBusy] = useActionState(setMethodAction, {});
  const ofNumber = refusal?.field === 'number' ? refusal.words : null;
  return (
    <div className="grid gap-4">
      {refusal && !ofNumber && (
        <Notice tone="stopped" role="alert">
          {refusal.words}
        </Notice>
      )}
      {saved && (
        <Notice tone="done" role="status">
          {message(locale, 'billing.methodSaved')}{' '}
          {next && (
            <Link href={next} prefetch={false} className="font-strong underline">
              {message(locale, 'billing.methodNext')}
            </Link>
          )}
        </Notice>
      )}
      <form action={act} className="grid max-w-md gap-3">
        <input type="hidden" name="account" value={account} readOnly />
        <input type="hidden" name="kind" value="card" readOnly />
        <Field
          name="number"
          label={message(locale, 'billing.methodCard')}
          hint={message(locale, 'billing.methodCardHint')}
          inputMode="numeric"
          autoComplete="cc-number"
          maxLength={24}
          problem={ofNumber}
          required
        />
        <button type="submit" disabled={isBusy} className={`${sideButton} justify-self-start`}>
          {message(locale, isBusy ? 'billing.saveBusy' : 'billing.methodCardSave')}
        </button>
      </form>
      <form action={act} className="grid gap-2 border-t pt-4">
        <input type="hidden" name="account" value={account} readOnly />
        <input type="hidden" name="kind" value="invoice" readOnly />
        <p className="text-soft">{message(locale, 'billing.methodInvoiceWords')}</p>
        <button type="submit" disabled={isBusy} className={`${sideButton} justify-self-start`}>
          {message(locale, isBusy ? 'billing.saveBusy' : 'billing.methodInvoiceSave')}
        </button>
      </form>
    </div>
  );
}
