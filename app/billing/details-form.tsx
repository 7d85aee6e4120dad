'use client';

import { startTransition, useActionState, type FormEvent } from 'react';
import { Field } from '@/components/form/field';
import { Notice } from '@/components/notice/notice';
import { sideButton } from '@/components/plan/count-form';
import { message } from '@/lib/messages/message';
import type { BillingDetails } from '@/services/payments/payment-answers';
import { setBillingDetailsAction } from './set-billing-details-action';

interface Props {
  account: string;
  details: BillingDetails | null;
  locale: string;
}

const fields = [
  { name: 'name', key: 'billing.detailsName', autoComplete: 'organization', required: true, max: 120 },
  { name: 'line1', key: 'billing.detailsLine1', autoComplete: 'address-line1', required: true, max: 120 },
  { name: 'line2', key: 'billing.detailsLine2', autoComplete: 'address-line2', required: false, max: 120 },
  { name: 'postalCode', key: 'billing.detailsPostalCode', autoComplete: 'postal-code', required: false, max: 20 },
  { name: 'city', key: 'billing.detailsCity', autoComplete: 'address-level2', required: true, max: 80 },
  { name: 'country', key: 'billing.detailsCountry', autoComplete: 'country', required: true, max: 2 },
  { name: 'taxId', key: 'billing.detailsTaxId', autoComplete: 'off', required: false, max: 40 },
] as const;

/** Name, address and tax id as they stand on invoices. */
export function DetailsForm({ account, details, locale }: Props) {
  const [{ data: saved, serverError: refusal }, act, isBusy] = useActionState(setBillingDetailsAction, {});
  const known = fields.some(({ name }) => name === refusal?.field);
  function save(event: FormEvent<HTMLFormElement>) {
    // Sent by hand, because React empties a form after its action and the fields should keep their values.
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    startTransition(() => act(data));
  }
  return (
    <form action={act} onSubmit={save} className="grid max-w-md gap-3">
      <input type="hidden" name="account" value={account} readOnly />
      {refusal && !known && (
        <Notice tone="stopped" role="alert">
          {refusal.words}
        </Notice>
      )}
      {saved && (
        <Notice tone="done" role="status">
          {message(locale, 'billing.detailsSaved')}
        </Notice>
      )}
      {fields.map(({ name, key, max, ...input }) => (
        <Field
          key={name}
          name={name}
          label={message(locale, key)}
          defaultValue={refusal?.kept[name] ?? details?.[name] ?? ''}
          problem={refusal?.field === name ? refusal.words : null}
          maxLength={max}
          {...(name === 'country' && { hint: message(locale, 'billing.detailsCountryHint') })}
          {...input}
        />
      ))}
      <button type="submit" disabled={isBusy} className={`${sideButton} justify-self-start`}>
        {message(locale, isBusy ? 'billing.saveBusy' : 'billing.detailsSave')}
      </button>
    </form>
  );
}
