import { describe, expect, it } from 'vitest';
import type { Meter } from '@/lib/usage/meter';
import type { NoticeFacts } from '@/services/accounts/read-notices';
import { paymentTexts, usedUpTexts } from './notice-words';

const meter = {
  zone: 'UTC',
  plan: { id: 'pro', name: 'Pro', status: 'active' },
  period: { start: '2026-03-07T09:00:00.000Z', end: '2026-04-07T09:00:00.000Z' },
  refresh: { at: '2026-04-07T09:00:00.000Z', credits: 200, days: 20 },
  used: 180,
  held: 0,
  available: 20,
} as Meter;
const facts: NoticeFacts = {
  dismissed: null,
  nextPlan: { name: 'Max', credits: 500, months: 1 },
  hasPacks: true,
  locked: 0,
  contractGrace: null,
  owners: null,
};
const owners = [
  { name: 'Olga Owner', email: 'olga@example.com' },
  { name: 'Otto', email: null },
];

describe('what a notice says', () => {
  it('of credits that are nearly used: when more comes, which plan gives more, and packs', () => {
    expect(usedUpTexts(meter, 90, facts, 'en-GB')).toEqual([
      '90% of this period’s credits are used: 180 of 200 credits. 20 are left.',
      '200 credits come on 7 Apr, 09:00 UTC.',
      'The Max plan gives 500 credits a month.',
      'Packs of credits are sold besides.',
    ]);
  });

  it('where nothing is left, and nothing comes by itself', () => {
    const spent = { ...meter, used: 180, held: 20, available: 0, refresh: null };
    expect(usedUpTexts(spent, 100, { ...facts, nextPlan: null, hasPacks: false }, 'en-GB')).toEqual([
      'Nothing is left of this period’s credits: 180 of 200 credits are used and 20 held.',
    ]);
  });

  it('to those who pay for nothing: whom to ask', () => {
    expect(usedUpTexts(meter, 75, { ...facts, owners }, 'en-GB').at(-1)).toBe(
      'For more credits, ask Olga Owner (olga@example.com) and Otto, who look after this account.',
    );
  });

  it('of a payment that is open or overdue', () => {
    const plan = (status: 'awaiting_payment' | 'suspended') => ({ ...meter, plan: { ...meter.plan!, status } });
    expect(paymentTexts(meter, facts, 'en-GB')).toEqual([]);
    expect(paymentTexts(plan('awaiting_payment'), facts, 'en-GB')).toEqual([
      'The payment that was due on 7 Apr is still open. New credits come with it.',
    ]);
    expect(paymentTexts(plan('suspended'), { ...facts, locked: 40, owners }, 'en-GB')).toEqual([
      'The payment that was due on 7 Apr is overdue, and 40 credits are locked until it comes.',
      'Ask Olga Owner (olga@example.com) and Otto, who look after this account.',
    ]);
    expect(paymentTexts(plan('suspended'), { ...facts, owners: [] }, 'en-GB')).toEqual([
      'The payment that was due on 7 Apr is overdue.',
    ]);
  });

  it('of a contract that is late: until when, and not that its period was to be paid', () => {
    const late = { ...facts, contractGrace: '2026-03-29T09:00:00.000Z' };
    expect(paymentTexts(meter, late, 'en-GB')).toEqual([
      'The payment for the contract is overdue. What the contract gave stays usable until 29 Mar.',
    ]);
    const suspended = { ...meter, plan: { ...meter.plan!, status: 'suspended' as const } };
    expect(paymentTexts(suspended, { ...late, locked: 40 }, 'en-GB')).toEqual([
      'The payment for the contract is overdue, and 40 credits are locked until it comes.',
    ]);
  });
});
