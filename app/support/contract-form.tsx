'use client';

import { startTransition, useActionState, type FormEvent } from 'react';
import { Field } from '@/components/form/field';
import { Notice } from '@/components/notice/notice';
import { sideButton } from '@/components/plan/count-form';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { message } from '@/lib/messages/message';
import { setContractAction } from './set-contract-action';

interface Props {
  account: string;
  /** Plans whose price a contract sets. */
  terms: readonly { planId: string; intervalId: string; name: string }[];
  /** Made for this form: sent twice, it is one contract. */
  orderId: string;
  currency: string;
  zone: string;
}

/** Staff put the account on a contract: its plan, its credits and what it costs. */
export function ContractForm({ account, terms, orderId, currency, zone }: Props) {
  const [{ serverError: refusal }, act, isBusy] = useActionState(setContractAction, {});
  const ofField = (name: string) => (refusal?.field === name ? refusal.words : null);
  function send(event: FormEvent<HTMLFormElement>) {
    // Sent by hand, because React empties a form after its action and the fields should keep their values.
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    startTransition(() => act(data));
  }
  return (
    <ReceiptSection id="contract" title={message('en', 'contract.title')} words={message('en', 'contract.words')}>
      <form action={act} onSubmit={send} className="grid max-w-md gap-3 py-4">
        <input type="hidden" name="account" value={account} readOnly />
        <input type="hidden" name="currency" value={currency} readOnly />
        <input type="hidden" name="zone" value={zone} readOnly />
        <input type="hidden" name="orderId" value={orderId} readOnly suppressHydrationWarning />
        {refusal && (
          <Notice tone="stopped" role="alert">
            {refusal.words}
          </Notice>
        )}
        <div className="grid gap-1.5">
          <label htmlFor="contract-terms" className="font-strong">
            {message('en', 'contract.plan')}
          </label>
          <select
            id="contract-terms"
            name="terms"
            className="h-11 w-full rounded-card border border-edge bg-surface px-3 text-base text-ink"
          >
            {terms.map(({ planId, intervalId, name }) => (
              <option key={`${planId} ${intervalId}`} value={`${planId} ${intervalId}`}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <Field
          name="credits"
          label={message('en', 'contract.credits')}
          inputMode="decimal"
          problem={ofField('credits')}
          required
        />
        <Field
          name="price"
          label={message('en', 'contract.price', { currency })}
          inputMode="decimal"
          problem={ofField('price')}
          required
        />
        <Field
          name="day"
          type="date"
          label={message('en', 'contract.endsOn')}
          hint={message('en', 'contract.endsHint', { zone })}
          problem={ofField('endsAt')}
          required
        />
        <button type="submit" disabled={isBusy} className={`${sideButton} justify-self-start`}>
          {message('en', isBusy ? 'change.busy' : 'contract.set')}
        </button>
      </form>
    </ReceiptSection>
  );
}
