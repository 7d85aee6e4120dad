'use client';

import { startTransition, useActionState, type FormEvent } from 'react';
import { Field } from '@/components/form/field';
import { SelectField } from '@/components/form/select-field';
import { useProblemFocus } from '@/components/form/use-problem-focus';
import { Notice } from '@/components/notice/notice';
import { sideButton } from '@/components/plan/count-form';
import { DETAILS_MAX } from '@/lib/billing-details';
import { message } from '@/lib/messages/message';
import type { BillingDetails } from '@/services/payments/payment-answers';
import { setBillingDetailsAction } from './set-billing-details-action';

interface Props {
  account: string;
  details: BillingDetails | null;
  /** In the order of the alphabet. Made on the server: a browser may know other names. */
  countries: readonly { code: string; name: string }[];
  locale: string;
}

const fields = [
  { name: 'name', key: 'billing.detailsName', autoComplete: 'organization', required: true },
  { name: 'line1', key: 'billing.detailsLine1', autoComplete: 'address-line1', required: true },
  { name: 'line2', key: 'billing.detailsLine2', autoComplete: 'address-line2', required: false },
  { name: 'postalCode', key: 'billing.detailsPostalCode', autoComplete: 'postal-code', required: false },
  { name: 'city', key: 'billing.detailsCity', autoComplete: 'address-level2', required: true },
  { name: 'country', key: 'billing.detailsCountry', autoComplete: 'country', required: true },
  { name: 'taxId', key: 'billing.detailsTaxId', autoComplete: 'off', required: false },
] as const;

/** Name, address and tax id as they stand on invoices. */
export function DetailsForm({ account, details, countries, locale }: Props) {
  const [{ data: saved, serverError: refusal }, act, isBusy] = useActionState(setBillingDetailsAction, {});
  const { form, notice } = useProblemFocus(refusal);
  function save(event: FormEvent<HTMLFormElement>) {
    // Sent by hand, because React empties a form after its action and the fields should keep their values.
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    startTransition(() => act(data));
  }
  return (
    <form ref={form} action={act} onSubmit={save} className="grid max-w-md gap-3">
      <input type="hidden" name="account" value={account} readOnly />
      {refusal?.field === null && (
        <Notice tone="stopped" role="alert" tabIndex={-1} ref={notice}>
          {refusal.words}
        </Notice>
      )}
      {saved && (
        <Notice tone="done" role="status">
          {message(locale, 'billing.detailsSaved')}
        </Notice>
      )}
      {fields.map(({ key, ...input }) => {
        const { name } = input;
        const shared = {
          ...input,
          label: message(locale, key),
          defaultValue: refusal?.kept[name] ?? details?.[name] ?? '',
          problem: refusal?.field === name ? refusal.words : null,
        };
        if (name !== 'country') return <Field key={name} {...shared} maxLength={DETAILS_MAX[name]} />;
        return (
          <SelectField key={name} {...shared}>
            <option value="">{message(locale, 'billing.detailsCountryChoose')}</option>
            {countries.map((country) => (
              <option key={country.code} value={country.code}>
                {country.name}
              </option>
            ))}
          </SelectField>
        );
      })}
      <button type="submit" disabled={isBusy} className={`${sideButton} justify-self-start`}>
        {message(locale, isBusy ? 'billing.saveBusy' : 'billing.detailsSave')}
      </button>
    </form>
  );
}
