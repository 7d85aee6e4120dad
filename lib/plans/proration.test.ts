import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { instant } from '../ledger/testing/account';
import { periodOf } from './periods';
import { remainingOf } from './proration';

const day = (text: string) => instant(text);

describe('what is left of a period', () => {
  // prettier-ignore
  const cases: [what: string, start: string, months: number, at: string, leftCredits: bigint, charge: bigint][] = [
    ['all of it, in the first millisecond',        '2024-01-31', 1,  '2024-01-31',               150_000_000n, 3_900n],
    ['a millisecond less, in the second one',      '2024-01-31', 1,  '2024-01-31T00:00:00.001Z', 149_999_999n, 3_900n],  // less by 0.06 micro-credits and by 0.0000016 cents
    ['half of 30 days',                            '2024-04-30', 1,  '2024-05-15',                75_000_000n, 1_950n],
    ['14 of 29 days, through a leap day',          '2024-01-31', 1,  '2024-02-15',                72_413_793n, 1_883n],  // 72.4137931… and 1,882.7…
    ['14 of 28 days, in a common year',            '2025-01-31', 1,  '2025-02-14',                75_000_000n, 1_950n],
    ['across the end of a year: 10 of 31 days',    '2024-12-10', 1,  '2024-12-31',                48_387_096n, 1_259n],  // 48.3870967… and 1,258.06…
    ['73 of 365 days, of a year from the leap day', '2024-02-29', 12, '2024-12-17',               30_000_000n,   780n],
    ['183 of 366 days, of a leap year',            '2024-01-01', 12, '2024-07-02',                75_000_000n, 1_950n],
    ['nothing but a rounding, at the last one',    '2024-04-30', 1,  '2024-05-29T23:59:59.999Z',           0n,     1n],
    ['nothing, at the end itself',                 '2024-04-30', 1,  '2024-05-30',                         0n,     0n],
    ['nothing, after it',                          '2024-04-30', 1,  '2025-01-01',                         0n,     0n],
  ];
  it.each(cases)('is %s', (_, start, months, at, leftCredits, charge) => {
    const remaining = remainingOf(periodOf(day(start), months, 0), day(at));
    expect(remaining.credits(credits(150))).toBe(leftCredits);
    expect(remaining.charge(3_900n)).toBe(charge);
  });

  it('of nothing is nothing, whenever', () => {
    const remaining = remainingOf(periodOf(day('2024-01-31'), 1, 0), day('2024-02-10'));
    expect([remaining.credits(0n), remaining.charge(0n)]).toEqual([0n, 0n]);
  });

  it('never gives more credits for the money than the whole period does, however it is cut up', () => {
    const period = periodOf(day('2024-01-31'), 1, 0);
    const parts = fc.array(fc.integer({ min: period.start, max: period.end - 1 }), { minLength: 1, maxLength: 8 });
    const amount = fc.bigInt({ min: 1n, max: 1_000_000_000_000n });
    fc.assert(
      fc.property(parts, amount, fc.bigInt({ min: 1n, max: 1_000_000n }), (instants, whole, price) => {
        const bought = instants.map((at) => remainingOf(period, at));
        const got = bought.reduce((sum, each) => sum + each.credits(whole), 0n);
        const paid = bought.reduce((sum, each) => sum + each.charge(price), 0n);
        expect(paid * whole).toBeGreaterThanOrEqual(got * price);
      }),
      { numRuns: 200 },
    );
  });
});
