import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { openDraft } from '../ledger/draft';
import { newAccount } from '../ledger/state';
import { always, generationId, instant, LivedAccount, plan, sellingPlans } from '../ledger/testing/account';
import { DAY_MS } from '../time';
import { issuePeriodGrants } from './period-grants';
import { findTerms } from './plan';

const anchor = instant('2026-01-31');
const never = { type: 'never' };

/** What a plan gives in one of its periods. */
function given(
  grants: unknown[],
  { price = 999 as number | null, seats = 1, index = 0, months = 1, pricePerSeat = false } = {},
) {
  const catalog = sellingPlans(plan('pro', price, grants, { months, pricePerSeat, seats: { min: 1 } }));
  const terms = findTerms(catalog, 'pro', 'month');
  if (!terms.ok) throw new Error(terms.error.detail);
  const draft = openDraft(newAccount(generationId(0), anchor));
  issuePeriodGrants(draft, { terms: terms.value, seats, anchor, index }, anchor + 5);
  return { grants: [...draft.grants.values()], entries: draft.entries, claimed: draft.claimed };
}

describe("a period's grants", () => {
  it.each([
    ['never', never, null],
    ['with its own period', { type: 'periods', count: 1 }, '2026-03-31'],
    ['with the second period after its own', { type: 'periods', count: 3 }, '2026-05-31'],
    ['30 days from its start', { type: 'days', count: 30 }, '2026-03-30'],
    ['a month from its start, clamped', { type: 'months', count: 1 }, '2026-03-28'],
    ['a year from its start', { type: 'months', count: 12 }, '2027-02-28'],
  ])('end %s', (_, lasts, end) => {
    // The second period, [28 February, 31 March), granted a little late.
    const { grants } = given([{ id: 'monthly', credits: 10, when: 'period', lasts }], { index: 1 });
    expect(grants).toMatchObject([
      {
        effectiveAt: instant('2026-02-28'),
        expiresAt: end === null ? null : instant(end),
        recurring: true,
        source: 'plan',
      },
    ]);
  });

  it('that last for periods are counted in periods of the interval', () => {
    const { grants } = given([{ id: 'y', credits: 10, when: 'period', lasts: { type: 'periods', count: 2 } }], {
      months: 12,
    });
    expect(grants[0]!.expiresAt).toBe(instant('2028-01-31'));
  });

  const once = { id: 'gift', credits: 7, when: 'once', lasts: never };
  const atStart = { id: 'bonus', credits: 5, when: 'start', lasts: never };
  const each = { id: 'monthly', credits: 10, when: 'period', lasts: never, priority: 3 };
  it('come in the order of the file: once ever, at the start, and each period', () => {
    const first = given([once, atStart, each]);
    expect(first.grants).toMatchObject([
      { ruleId: 'gift', source: 'once', recurring: false, amount: credits(7), paid: 0n, priority: 0 },
      { ruleId: 'bonus', source: 'plan', recurring: false, amount: credits(5), paid: 0n },
      { ruleId: 'monthly', source: 'plan', recurring: true, amount: credits(10), paid: 999_000_000n, priority: 3 },
    ]);
    expect(first.entries.map((entry) => [entry.reason, entry.at])).toEqual([
      ['first_time', anchor + 5],
      ['subscribed', anchor + 5],
      ['subscribed', anchor + 5],
    ]);
    expect(first.claimed).toEqual(['gift']);
    const second = given([atStart, each], { index: 1 });
    expect(second.entries).toMatchObject([{ reason: 'renewed', amount: credits(10) }]);
  });

  it('are for each seat where the file says so', () => {
    const { grants } = given(
      [
        { ...each, perSeat: true },
        { ...each, id: 'shared' },
      ],
      { seats: 4, price: 100, pricePerSeat: true },
    );
    expect(grants.map((grant) => [grant.amount, grant.paid])).toEqual([
      [credits(40), 320_000_000n],
      [credits(10), 80_000_000n],
    ]);
  });

  it('of no credits are none, and the price falls on the others', () => {
    const { grants } = given([
      { ...each, credits: 0 },
      { ...each, id: 'real' },
    ]);
    expect(grants).toMatchObject([{ ruleId: 'real', paid: 999_000_000n }]);
    expect(given([{ ...each, credits: 0 }]).grants).toEqual([]);
    expect(given([{ ...once, credits: 0 }]).claimed).toEqual([]);
  });

  it('cost nothing where a contract sets the price', () => {
    expect(given([each], { price: null }).grants).toMatchObject([{ paid: 0n }]);
  });
});

describe('the price of a period', () => {
  it('is shared by cumulative floor: thirds of a cent are not lost', () => {
    const third = (id: string) => ({ id, credits: 1, when: 'period', lasts: never });
    const { grants } = given([third('a'), third('b'), third('c')], { price: 1 });
    // 1 cent is 1,000,000 millionths: floor(1/3), floor(2/3) and all of it, each less the one before.
    expect(grants.map((grant) => grant.paid)).toEqual([333_333n, 333_333n, 333_334n]);
  });

  it('is what its grants cost together, exactly, however it is shared', () => {
    const rule = fc.record({ credits: fc.integer({ min: 0, max: 5_000 }), perSeat: fc.boolean() });
    const rules = fc.array(rule, { minLength: 1, maxLength: 6 }).filter((all) => all.some((one) => one.credits > 0));
    fc.assert(
      fc.property(rules, fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 50 }), (all, price, seats) => {
        const grants = all.map((one, index) => ({ ...one, id: `r${index}`, when: 'period', lasts: never }));
        const issued = given(grants, { price, seats, pricePerSeat: true }).grants;
        const paid = issued.reduce((sum, grant) => sum + grant.paid, 0n);
        expect(paid).toBe(BigInt(price) * BigInt(seats) * 1_000_000n);
        // No grant is out of proportion by a whole millionth of a cent.
        const whole = issued.reduce((sum, grant) => sum + grant.amount, 0n);
        for (const grant of issued) {
          const exact = (paid * grant.amount) / whole;
          expect(grant.paid - exact).toBeGreaterThanOrEqual(-1n);
          expect(grant.paid - exact).toBeLessThanOrEqual(1n);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('a grant that lasts for days', () => {
  it('paid for after it has ended, comes and ends with the payment', () => {
    const book = always(
      sellingPlans(plan('pro', 999, [{ id: 'm', credits: 10, when: 'period', lasts: { type: 'days', count: 10 } }])),
    );
    const account = new LivedAccount(book, anchor);
    account.subscribe('pro', anchor);
    const paidAt = instant('2026-02-28') + 11 * DAY_MS;
    const { entries } = account.renew(1, paidAt);
    expect(entries.map(({ at, kind }) => [at, kind])).toEqual([
      [anchor + 10 * DAY_MS, 'expire'],
      [paidAt, 'grant'],
      [paidAt, 'expire'],
    ]);
  });
});
