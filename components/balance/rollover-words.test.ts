import { describe, expect, it } from 'vitest';
import type { PlanLasting } from '@/lib/usage/balance';
import { rolloverText } from './rollover-words';

const months = (count: number): PlanLasting => ({
  rhythm: 'period',
  lasting: {
    periodMonths: 1,
    lasts: { type: 'periods', count },
    carried: { type: 'times', times: 2, credits: 500, perSeat: false },
  },
});
const all = { lasting: [months(3)], carriedIn: 1000, ended: null };
const at = '2026-03-07T09:00:00.000Z';
const rule =
  "Plan credits can be used in their own month and the two after it; at most 2 months' credits are carried over at a refresh, and what is above that ends.";
const told = (some: Partial<Parameters<typeof rolloverText>[0]>, hasPlan = true) =>
  rolloverText({ ...all, ...some }, hasPlan, 'en-GB', 'UTC');

describe('the rollover in one sentence', () => {
  it.each([
    [{}, `1,000 credits were carried over into this period, by this rule: ${rule}`],
    [{ carriedIn: 1 }, `1 credit was carried over into this period, by this rule: ${rule}`],
    [{ carriedIn: 0 }, rule],
    [
      { ended: { at, credits: 40, why: 'carry_over_cap' } },
      `Cap reached: 40 credits ended on 7 Mar and 1,000 credits were carried over, by this rule: ${rule}`,
    ],
    [
      { carriedIn: 0, ended: { at, credits: 40, why: 'carry_over_cap' } },
      `Cap reached: 40 credits ended on 7 Mar, by this rule: ${rule}`,
    ],
    [
      { ended: { at, credits: 450, why: 'lifetime_over' } },
      `450 credits ended on 7 Mar, as their time was over, and 1,000 credits were carried over, by this rule: ${rule}`,
    ],
    [
      { carriedIn: 0, ended: { at, credits: 450, why: 'lifetime_over' } },
      `450 credits ended on 7 Mar, as their time was over, by this rule: ${rule}`,
    ],
  ] as const)('with %o', (some, words) => {
    expect(told(some)).toBe(words);
  });

  it.each([
    ['nothing', { type: 'nothing' }, /^Plan credits end with their own month: nothing is carried over\.$/],
    ['everything', { type: 'everything' }, /the two after it: what is left is carried over\.$/],
    ['an amount', { type: 'amount', credits: 250 }, /at most 250 credits are carried over at a refresh/],
    ['a fraction', { type: 'fraction', fraction: 0.5, atMost: 100 }, /50% of what is left, at most 100 credits, is/],
  ] as const)('of a policy that carries %s', (name, carried, words) => {
    const { lasting, rhythm } = months(3);
    expect(told({ carriedIn: 0, lasting: [{ rhythm, lasting: { ...lasting, carried } }] })).toMatch(words);
  });

  it('without a plan, or with one that gives nothing', () => {
    expect(told({}, false)).toMatch(/^There is no plan/);
    expect(told({ lasting: [] })).toMatch(/^The plan gives no credits by itself/);
  });
});
