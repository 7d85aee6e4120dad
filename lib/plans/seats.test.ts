import { describe, expect, it } from 'vitest';
import { AMOUNT_MAX, credits } from '../credits';
import type { Command } from '../ledger/command';
import { always, deepFreeze, instant, LivedAccount, plan, sellingPlans, shipped } from '../ledger/testing/account';
import { DAY_MS, type Instant } from '../time';
import { findTerms } from './plan';
import { nextRefresh } from './refresh';
import { seatsProblem } from './seats';

const aiStudios = deepFreeze(shipped('ai-studios'));
// [30 April, 30 May): 30 days, $39 and 150 credits a seat.
const start = instant('2024-04-30');
const end = instant('2024-05-30');
const seats = (count: number): Command => ({ type: 'changeSeats', seats: count });

function onTeam(count: number, catalog = aiStudios): LivedAccount {
  const account = new LivedAccount(always(catalog), start);
  account.subscribe('team', start, { seats: count });
  return account;
}

/** A team plan of 30-day months whose seats bring what these rules say. */
function selling(grants: Record<string, unknown>[], more: Record<string, unknown> = {}) {
  const rules = grants.map((rule, index) => ({
    id: `rule-${index}`,
    when: 'period',
    lasts: { type: 'never' },
    ...rule,
  }));
  return deepFreeze(sellingPlans(plan('team', 3_000, rules, { seats: { min: 1 }, pricePerSeat: true, ...more })));
}

/** Amount and price of what a change brought. */
function brought(account: LivedAccount, count: number, at: Instant) {
  return account.do(seats(count), at).grants.map((grant) => [grant.amount, grant.paid]);
}

describe('seats that are added', () => {
  // prettier-ignore
  it.each([
    ['all of their credits, in the first millisecond', start,                              150_000_000n, 3_900n],
    ['a third, with ten days left',                    end - 10 * DAY_MS,                   50_000_000n, 1_300n],
    ['a fraction less a millisecond later, and the same cent', end - 10 * DAY_MS + 1,       49_999_999n, 1_300n],
    ['a cent more a millisecond earlier',              end - 10 * DAY_MS - 1,               50_000_000n, 1_301n],
    ['a single micro-credit, 18 ms before the end',    end - 18,                                     1n,     1n],
  ])('bring %s', (_, at, amount, cents) => {
    const account = onTeam(1);
    const { entries, grants } = account.do(seats(2), at);
    expect(entries).toMatchObject([{ kind: 'grant', reason: 'seats_added', at, amount }]);
    expect(grants).toMatchObject([
      {
        source: 'plan',
        planId: 'team',
        ruleId: 'monthly',
        recurring: true,
        amount,
        paid: cents * 1_000_000n,
        effectiveAt: at,
        expiresAt: end,
      },
    ]);
    expect(account.state.subscription).toMatchObject({ seats: 2, seatsNext: null, anchor: start, periodIndex: 0 });
  });

  it.each([1, 17])('bring nothing where %i ms are left, since that is less than a micro-credit', (left) => {
    const account = onTeam(1);
    expect(account.do(seats(2), end - left).entries).toEqual([]);
    expect(account.state.subscription!.seats).toBe(2);
    account.renew(1, end);
    expect(account.state.header.balance).toBe(credits(300));
  });

  it('are prorated together, so that their price is rounded once', () => {
    // Three seats for a 30th of the month: 15 credits and $3.90.
    expect(brought(onTeam(1), 4, end - DAY_MS)).toEqual([[credits(15), 390_000_000n]]);
    const one = onTeam(1);
    expect([2, 3, 4].flatMap((count) => brought(one, count, end - 7 * DAY_MS - 1))).toEqual(
      Array(3).fill([35_000_000n, 911_000_000n]),
    );
    expect(brought(onTeam(1), 4, end - 7 * DAY_MS - 1)).toEqual([[105_000_000n, 2_731_000_000n]]);
  });

  it('bring no more than the plan itself gives, however often they come and go', () => {
    const account = onTeam(1);
    account.do(seats(2), start + DAY_MS);
    const middle = account.do(seats(1), start + 2 * DAY_MS);
    expect([middle.entries, middle.state.subscription]).toMatchObject([[], { seats: 2, seatsNext: 1 }]);
    // Asking for what is paid already takes the reduction back, and brings nothing twice.
    expect(account.do(seats(2), start + 3 * DAY_MS).entries).toEqual([]);
    expect(account.state.subscription).toMatchObject({ seats: 2, seatsNext: null });
    account.renew(1, end);
    expect(account.state.header.period).toMatchObject({ granted: credits(300) });
  });

  it('count in the period that runs, not in the one before', () => {
    const account = onTeam(1);
    account.renew(1, end);
    account.do(seats(2), end);
    const next = instant('2024-06-30');
    expect(account.state.grants.map((grant) => [grant.amount, grant.expiresAt])).toEqual([
      [credits(150), next],
      [credits(150), next],
    ]);
    expect(account.state.header.period).toMatchObject({ start: end, granted: credits(300) });
  });
});

describe('seats that are removed', () => {
  it('stay paid and usable until the renewal, and are gone with it', () => {
    const account = onTeam(3);
    expect(account.do(seats(1), end - 1).entries).toEqual([]);
    expect(account.state.subscription).toMatchObject({ seats: 3, seatsNext: 1 });
    expect(account.state.header.balance).toBe(credits(450));
    expect(nextRefresh(account.state, aiStudios)).toEqual({ at: end, credits: credits(150) });
    const { grants } = account.renew(1, end);
    expect(grants.at(-1)).toMatchObject({ amount: credits(150), paid: 3_900_000_000n });
    expect(account.state.subscription).toMatchObject({ seats: 1, seatsNext: null });
  });

  it('can be fewer still, or more, until then: the last word counts', () => {
    const account = onTeam(5);
    for (const count of [4, 1, 3]) account.do(seats(count), start + count);
    expect(account.state.subscription).toMatchObject({ seats: 5, seatsNext: 3 });
    expect(account.do(seats(6), start + 5).grants).toHaveLength(1);
    expect(account.state.subscription).toMatchObject({ seats: 6, seatsNext: null });
  });

  it('can still be given up while the renewal waits for its payment', () => {
    const account = onTeam(3);
    account.settle(end);
    account.do(seats(2), end + DAY_MS);
    account.renew(1, end + 2 * DAY_MS);
    expect(account.state.subscription).toMatchObject({ seats: 2, seatsNext: null, status: 'active' });
    expect(account.state.header.balance).toBe(credits(300));
  });
});

describe('a change of seats is refused', () => {
  it('without a subscription', () => {
    expect(new LivedAccount(always(aiStudios), start).refused(seats(2), start).code).toBe('no_subscription');
  });

  it('while the period has to be paid for, if it asks for more', () => {
    const account = onTeam(2);
    expect(account.refused(seats(3), end).code).toBe('payment_awaited');
    account.renew(1, end);
    expect(account.do(seats(3), end).entries).toHaveLength(1);
  });

  it.each([0, -1, 1.5, NaN, Infinity, 100_001])('for %d seats', (count) => {
    expect(onTeam(2).refused(seats(count), start + 1)).toMatchObject({ code: 'invalid_quantity', pointer: '/seats' });
  });

  it('on a plan without seats, but for the one it has', () => {
    const account = new LivedAccount(always(aiStudios), start);
    account.subscribe('personal', start);
    expect(account.refused(seats(2), start).detail).toBe('Personal has 1 seat.');
    expect(account.do(seats(1), start).entries).toEqual([]);
  });

  it('beyond what the plan names, or the ledger can hold', () => {
    const catalog = selling([{ credits: 100, perSeat: true }], { seats: { min: 2, max: 4 } });
    const terms = findTerms(catalog, 'team', 'month');
    if (!terms.ok) throw new Error(terms.error.detail);
    expect([1, 2, 4, 5].map((count) => seatsProblem(terms.value, count))).toEqual([
      'team takes 2 to 4 seats.',
      null,
      null,
      'team takes 2 to 4 seats.',
    ]);
    const huge = onTeam(1, selling([{ credits: '999999999.999999', perSeat: true }]));
    expect(huge.state.header.balance).toBe(AMOUNT_MAX);
    expect(huge.refused(seats(2), start)).toMatchObject({ code: 'invalid_quantity', pointer: '/seats' });
  });
});

describe('more seats than the ledger can hold the credits of', () => {
  it.each([
    ['each month of a year', 12, { when: 'month' }],
    ['each 30 days of a year', 12, { when: 'days', everyDays: 30 }],
    ['on the first of each month', 12, { when: 'calendarMonth' }],
    ['once', 1, { when: 'once' }],
    ['at the start', 1, { when: 'start' }],
  ])('are refused where the credits come %s', (_, months, rhythm) => {
    const credits = months === 1 ? 600_000_000 : 50_000_000;
    const rule = { id: 'seats', credits, perSeat: true, lasts: { type: 'never' }, ...rhythm };
    const terms = findTerms(sellingPlans(plan('team', 1, [rule], { months, seats: { min: 1 } })), 'team', 'month');
    if (!terms.ok) throw new Error(terms.error.detail);
    expect([1, 2].map((count) => seatsProblem(terms.value, count))).toEqual([
      null,
      "team can't hold the credits of so many seats.",
    ]);
  });
});

describe('the rules that seats bring credits by', () => {
  const half = end - 15 * DAY_MS;

  it('are those for each seat and each period: what is shared or comes once does not come again', () => {
    const catalog = selling([
      { credits: 100, perSeat: true },
      { credits: 70 },
      { credits: 50, perSeat: true, when: 'once' },
      { credits: 30, perSeat: true, when: 'start' },
      { credits: 0, perSeat: true },
    ]);
    expect(brought(onTeam(1, catalog), 2, half)).toEqual([[credits(50), 1_500_000_000n]]);
  });

  it('share the price by their credits, and the parts add up to it', () => {
    const catalog = selling(
      [1, 1, 1].map((amount) => ({ credits: amount, perSeat: true })),
      {},
    );
    // $30 for a 30th of the month: $1; each rule brings a third of 100 cents' millionths.
    const parts = brought(onTeam(1, catalog), 2, end - DAY_MS);
    expect(parts).toEqual([
      [33_333n, 33_333_333n],
      [33_333n, 33_333_333n],
      [33_333n, 33_333_334n],
    ]);
  });

  it('cost nothing where the price does not depend on seats, or a contract sets it', () => {
    const flat = selling([{ credits: 100, perSeat: true }], { pricePerSeat: false });
    expect(brought(onTeam(1, flat), 2, half)).toEqual([[credits(50), 0n]]);
    const contract = sellingPlans(
      plan('team', null, [{ id: 'm', credits: 100, perSeat: true, when: 'period', lasts: { type: 'never' } }], {
        seats: { min: 1 },
        pricePerSeat: true,
      }),
    );
    expect(brought(onTeam(1, contract), 2, half)).toEqual([[credits(50), 0n]]);
  });

  // prettier-ignore
  it.each([
    ['with the period',                         { type: 'periods', count: 1 }, end],
    ['with a later period, as the others',      { type: 'periods', count: 3 }, instant('2024-07-30')],
    ['never',                                   { type: 'never' },             null],
    ['days after they came, not after the rest', { type: 'days', count: 10 },  half + 10 * DAY_MS],
    ['months after they came',                  { type: 'months', count: 2 },  instant('2024-07-15')],
  ])('end %s', (_, lasts, expiresAt) => {
    const account = onTeam(1, selling([{ credits: 100, perSeat: true, lasts }]));
    expect(account.do(seats(2), half).grants.at(-1)).toMatchObject({ effectiveAt: half, expiresAt, available: credits(50) });
  });
});

describe('seats that are added within a year of monthly credits', () => {
  const monthly = { id: 'm', credits: 10, perSeat: true, when: 'month', lasts: { type: 'periods', count: 1 } };
  const catalog = deepFreeze(
    sellingPlans(plan('team', 1_200, [monthly], { months: 12, seats: { min: 1 }, pricePerSeat: true })),
  );
  const from = instant('2024-01-31');
  const yearly = (at: Instant) => {
    const account = new LivedAccount(always(catalog), from);
    account.subscribe('team', from);
    account.settle(at);
    return account;
  };

  // prettier-ignore
  it.each([
    // All twelve months, of which eleven are to come: the first is there at once, at a twelfth of the price.
    ['in the first millisecond', '2024-01-31', [[10_000_000n, 100_000_000n]], 1_200n],
    // 184 of 366 days: 60.327868 of 120, of which fifty are to come and carry 5.00 of the 6.04.
    ['at the seventh month',     '2024-07-31', [[10_327_868n, 104_000_000n]],   604n],
    // A millisecond earlier, six months are to come, and carry 6.00.
    ['just before it',           '2024-07-30T23:59:59.999Z', [[327_868n, 4_000_000n]], 604n],
    // 31 of 366 days, 10.163934 of 120; a month later there is nothing to come.
    ['in the last month',        '2024-12-31', [[10_163_934n, 102_000_000n]],   102n],
    // 153 of 366 days are 5.0163… of twelve months; five are to come.
    ['at the end of August',     '2024-08-31', [[10_163_934n, 102_000_000n]],   502n],
  ] as const)('%s, bring now what the months to come do not', (_, day, parts, price) => {
    const at = instant(day);
    const account = yearly(at);
    const change = account.do(seats(2), at);
    expect(change.charges).toMatchObject([{ kind: 'seats', quantity: 1, amount: price }]);
    expect(change.grants.map((grant) => [grant.amount, grant.paid])).toEqual(parts);
    // They end with the month that they came in, and the months to come are of two seats.
    expect(change.grants[0]!.expiresAt).toBe(account.state.grants[0]!.expiresAt);
    account.settle(instant('2025-01-31') - 1);
    const paid = [...account.grants.values()].reduce((sum, grant) => sum + grant.paid, 0n);
    expect(paid).toBe((1_200n + price) * 1_000_000n);
  });

  it('cost at least what the months to come carry, where those are the shorter ones', () => {
    const account = new LivedAccount(always(catalog), instant('2024-07-31'));
    account.subscribe('team', instant('2024-07-31'));
    // Six of the twelve months are to come, in 181 of the 365 days: by the time they would cost 5.96.
    const change = account.do(seats(2), instant('2025-01-31') - 1);
    expect(change.charges).toMatchObject([{ amount: 600n }]);
    expect(change.entries.filter(({ reason }) => reason === 'seats_added')).toEqual([]);
  });
});
