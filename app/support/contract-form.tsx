'use client';

import { startTransition, useActionState, useState, type FormEvent } from 'react';
import { Field } from '@/components/form/field';
import { SelectField } from '@/components/form/select-field';
import { useProblemFocus } from '@/components/form/use-problem-focus';
import { Notice } from '@/components/notice/notice';
import { sideButton } from '@/components/plan/count-form';
import { ReceiptSection } from '@/components/receipt/receipt-parts';
import { message } from '@/lib/messages/message';
import { setContractAction } from './set-contract-action';

/** A plan whose price a contract sets. */
interface ContractTerms {
  planId: string;
  intervalId: string;
  name: string;
  /** null: it is not sold by the seat. */
  seats: { min: number; max: number | null } | null;
}

interface Props {
  account: string;
  terms: readonly ContractTerms[];
  /** How many the account has now. */
  seats: number;
  /** Made for this form: sent twice, it is one contract. */
  orderId: string;
  currency: string;
  zone: string;
}

const keyOf = ({ planId, intervalId }: ContractTerms) => `${planId} ${intervalId}`;

/** Staff put the account on a contract: its plan, its seats and credits, and what it costs. */
export function ContractForm({ account, terms, seats, orderId, currency, zone }: Props) {
  const [{ serverError: refusal }, act, isBusy] = useActionState(setContractAction, {});
  const { form, notice } = useProblemFocus(refusal);
  const [chosen, choose] = useState(refusal?.kept.terms);
  const plan = terms.find((each) => keyOf(each) === chosen) ?? terms[0]!;
  function send(event: FormEvent<HTMLFormElement>) {
    // Sent by hand, because React empties a form after its action and the fields should keep their values.
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    startTransition(() => act(data));
  }
  const field = (name: string) => ({
    name,
    problem: refusal?.field === name ? refusal.words : null,
    defaultValue: refusal?.kept[name],
    required: true,
  });
  return (
    <ReceiptSection id="contract" title={message('en', 'contract.title')} words={message('en', 'contract.words')}>
      <form ref={form} action={act} onSubmit={send} className="grid max-w-md gap-3 py-4">
        <input type="hidden" name="account" value={account} readOnly />
        <input type="hidden" name="orderId" value={orderId} readOnly suppressHydrationWarning />
        {refusal?.field === null && (
          <Notice tone="stopped" role="alert" tabIndex={-1} ref={notice}>
            {refusal.words}
          </Notice>
        )}
        <SelectField
          {...field('terms')}
          label={message('en', 'contract.plan')}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {terms.map((each) => (
            <option key={keyOf(each)} value={keyOf(each)}>
              {each.name}
            </option>
          ))}
        </SelectField>
        {plan.seats && (
          <Field
            key={keyOf(plan)}
            {...field('seats')}
            label={message('en', 'contract.seats')}
            hint={message('en', 'contract.seatsRange', {
              plan: plan.name,
              min: plan.seats.min,
              max: plan.seats.max ?? 0,
            })}
            inputMode="numeric"
            defaultValue={refusal?.kept.seats ?? Math.max(plan.seats.min, seats)}
          />
        )}
        <Field {...field('credits')} label={message('en', 'contract.credits')} inputMode="decimal" />
        <Field {...field('price')} label={message('en', 'contract.price', { currency })} inputMode="decimal" />
        <Field
          {...field('day')}
          type="date"
          label={message('en', 'contract.endsOn')}
          hint={message('en', 'contract.endsHint', { zone })}
        />
        <button type="submit" disabled={isBusy} className={`${sideButton} justify-self-start`}>
          {message('en', isBusy ? 'change.busy' : 'contract.set')}
        </button>
      </form>
    </ReceiptSection>
  );
}
