import { DETAILS_MAX } from '@/lib/billing-details';
import type { Failure } from '@/lib/errors';
import type { MessageKey, MessageValues } from '@/lib/messages/message';

/** A form whose fields have words of their own for what is wrong with them. */
export type FormName = 'signUp' | 'method' | 'details' | 'contract' | 'topUp';

/** What is said at a field: a service's `detail` speaks to programs, and names no field as the form does. */
interface FieldWords {
  key: MessageKey;
  values?: MessageValues;
}

type FieldsOf = Record<string, FieldWords & { field?: string }>;

/** By the pointer of the failure; `field` where the form calls it something else. */
const atPointer: Record<FormName, FieldsOf> = {
  signUp: {
    '/name': { key: 'signUp.problem.name' },
    '/email': { key: 'signUp.problem.email' },
    '/password': { key: 'signUp.problem.password' },
  },
  method: { '/number': { key: 'billing.problem.number' } },
  details: Object.fromEntries(
    (['name', 'line1', 'line2', 'postalCode', 'city', 'taxId', 'country'] as const).map((field) => [
      `/${field}`,
      {
        key: `billing.problem.${field}`,
        ...(field !== 'country' && { values: { max: DETAILS_MAX[field] } }),
      },
    ]),
  ),
  contract: {
    '/planId': { key: 'contract.problem.terms', field: 'terms' },
    '/intervalId': { key: 'contract.problem.terms', field: 'terms' },
    '/seats': { key: 'contract.problem.seats' },
    '/credits': { key: 'contract.problem.credits' },
    '/price': { key: 'contract.problem.price' },
    '/endsAt': { key: 'contract.problem.day', field: 'day' },
  },
  topUp: {
    '/threshold': { key: 'topUp.problem.threshold' },
    '/monthlyLimit': { key: 'topUp.problem.monthlyLimit' },
    '/count': { key: 'topUp.problem.count' },
  },
};

/** Failures that name no field, and can only be about one. */
const byCode: Partial<Record<FormName, Partial<Record<Failure['code'], string>>>> = {
  contract: { unknown_plan: '/planId', invalid_time: '/endsAt', invalid_amount: '/credits' },
};

const ofFields: readonly Failure['code'][] = ['invalid_request', 'invalid_quantity', 'invalid_time', 'invalid_amount'];

/** The field that a failure is about, and what to say at it; null: it is about the whole form. */
export function fieldWords(
  form: FormName | undefined,
  { code, pointer }: Failure,
): (FieldWords & { field: string }) | null {
  if (!form) return null;
  const at = byCode[form]?.[code] ?? (ofFields.includes(code) ? pointer : undefined);
  const found = at === undefined ? undefined : atPointer[form][at];
  return found ? { ...found, field: found.field ?? at!.slice(1) } : null;
}
