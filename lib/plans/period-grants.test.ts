import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { openDraft } from '../ledger/draft';
import { newAccount } from '../ledger/state';
import { always, generationId, instant, LivedAccount, plan, sellingPlans } from '../ledger/testing/account';
import { DAY_MS } from '../time';
import { issuePeriodGrants, refreshCredits } from './period-grants';
import { findTerms } from './plan';

const anchor = instant('2026-01-31');
const never = { type: 'never' };

/** What a plan gives in one of its periods. */
function given(
  grants: unknown[],
  {
    price = 999 as number | null,
    seats = 1,
    index = 0,
    months = 1,
    pricePerSeat = false,
    first = undefined as boolean | undefined,
  } = {},
) {
  const catalog = sellingPlans(plan('pro', price, grants, { months, pricePerSeat, seats: { min: 1 } }));
  const terms = findTerms(catalog, 'pro', 'month');
  if (!terms.ok) throw new Error(terms.error.detail);
  const draft = openDraft(newAccount(generationId(0), anchor));
  issuePeriodGrants(draft, { terms: terms.value, seats, anchor, index, first: first ?? index === 0 }, anchor + 5);
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

  it('come anew with a period that a change of plan restarts, but for what comes once', () => {
    const restarted = given([once, atStart, each], { index: 0, first: false });
    expect(restarted.entries).toMatchObject([{ reason: 'renewed', amount: credits(10) }]);
    expect(restarted.claimed).toEqual([]);
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

describe("a rhythm's grants at the start of a period", () => {
  const rule = (when: string, lasts: unknown = never, more = {}) => ({ id: 'r', credits: 10, when, lasts, ...more });
  const weekly = { everyDays: 7 };
  // From 31 January 2026, a Saturday. What falls within the period is not given with it.
  // prettier-ignore
  const cases: [what: string, rule: unknown, index: number, months: number, end: string | null | undefined][] = [
    ["a year's first month",                      rule('month'), 0, 12, null],
    ['its end, a month on',                       rule('month', { type: 'periods', count: 1 }), 0, 12, '2026-02-28'],
    ['its end, three months on',                  rule('month', { type: 'periods', count: 3 }), 0, 12, '2026-04-30'],
    ['its end, in months of its own',             rule('month', { type: 'months', count: 1 }), 0, 12, '2026-02-28'],
    ["the second year's first month",             rule('month', { type: 'periods', count: 1 }), 1, 12, '2027-02-28'],
    ['a calendar month that has begun',           rule('calendarMonth', { type: 'periods', count: 1 }), 0, 1, '2026-02-01'],
    ['and ends two firsts later',                 rule('calendarMonth', { type: 'periods', count: 2 }), 0, 1, '2026-03-01'],
    ['no calendar month at a later boundary',     rule('calendarMonth'), 1, 1, undefined],
    ['a week',                                    rule('days', { type: 'periods', count: 1 }, weekly), 0, 1, '2026-02-07'],
    ['a week that begins with the second period', rule('days', { type: 'periods', count: 2 }, weekly), 1, 1, '2026-03-14'],
    ['no week at the third period, a Tuesday',    rule('days', never, weekly), 2, 1, undefined],
    ['a week that lasts for days',                rule('days', { type: 'days', count: 3 }, weekly), 0, 1, '2026-02-03'],
  ];
  it.each(cases)('%s', (_, each, index, months, end) => {
    const { grants, entries } = given([each], { index, months });
    expect(grants.map(({ expiresAt }) => expiresAt)).toEqual(
      end === undefined ? [] : [end === null ? null : instant(end)],
    );
    if (end === undefined) return;
    expect(grants).toMatchObject([{ recurring: true, source: 'plan', ruleId: 'r' }]);
    expect(entries).toMatchObject([{ reason: index === 0 ? 'subscribed' : 'renewed', at: anchor + 5 }]);
  });
});

describe('one turn of what a plan gives again and again', () => {
  it('is each such rule once, whatever its rhythm', () => {
    const rule = (id: string, amount: number, when: string, more = {}) => ({
      id,
      credits: amount,
      when,
      lasts: never,
      ...more,
    });
    const all = [
      rule('gift', 1, 'once'),
      rule('bonus', 2, 'start'),
      rule('year', 100, 'period'),
      rule('month', 20, 'month', { perSeat: true }),
      rule('firsts', 5, 'calendarMonth'),
      rule('daily', 3, 'days', { everyDays: 1 }),
    ];
    const terms = findTerms(sellingPlans(plan('pro', 999, all, { months: 12, seats: { min: 1 } })), 'pro', 'month');
    expect(terms.ok && refreshCredits(terms.value, 4)).toBe(credits(100 + 80 + 5 + 3));
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
