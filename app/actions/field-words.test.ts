import { describe, expect, it } from 'vitest';
import { DETAILS_MAX } from '@/lib/billing-details';
import { message } from '@/lib/messages/message';
import { fieldWords } from './field-words';

const refused = (pointer: string) => ({ code: 'invalid_request', pointer }) as const;

describe('the words at a field', () => {
  it.each(Object.keys(DETAILS_MAX) as (keyof typeof DETAILS_MAX)[])('of an invoice’s %s name its limit', (field) => {
    const words = fieldWords('details', refused(`/${field}`))!;
    expect(words.field).toBe(field);
    expect(message('en', words.key, words.values)).toContain(`up to ${DETAILS_MAX[field]} characters`);
  });

  it('are each form’s own: two forms may call a field alike', () => {
    expect(fieldWords('signUp', refused('/name'))!.key).toBe('signUp.problem.name');
    expect(fieldWords('details', refused('/name'))!.key).toBe('billing.problem.name');
    expect(fieldWords(undefined, refused('/name'))).toBeNull();
  });

  it('of a contract are found, whatever the service calls the field, and where it names none', () => {
    const at = (failure: Parameters<typeof fieldWords>[1]) => fieldWords('contract', failure)?.field;
    expect(at(refused('/planId'))).toBe('terms');
    expect(at(refused('/endsAt'))).toBe('day');
    expect(at({ code: 'invalid_time' })).toBe('day');
    expect(at({ code: 'unknown_plan' })).toBe('terms');
    expect(at({ code: 'invalid_quantity', pointer: '/seats' })).toBe('seats');
  });

  it('are none where the failure is about the whole', () => {
    expect(fieldWords('contract', { code: 'payment_awaited' })).toBeNull();
    expect(fieldWords('signUp', { code: 'email_taken', pointer: '/email' })).toBeNull();
  });
});
