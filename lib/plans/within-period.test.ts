import { describe, expect, it } from 'vitest';
import type { CatalogAt } from '../catalog/schema';
import { credits } from '../credits';
import { nextDue } from '../ledger/settle';
import type { Subscription } from '../ledger/state';
import { always, deepFreeze, instant, LivedAccount, plan, sellingPlans } from '../ledger/testing/account';
import { DAY_MS, isoText } from '../time';
import { nextRefresh } from './refresh';

const start = instant('2027-05-31');
const end = instant('2028-05-31');
const never = { type: 'never' };
const periods = (count: number) => ({ type: 'periods', count });
const monthly = (amount: number, lasts: unknown = periods(1), more = {}) => ({
  id: 'monthly',
  credits: amount,
  when: 'month',
  lasts,
  ...more,
});

/** Plans by the year, and one without a price by contract. */
const yearly = (id: string, price: number | null, grants: unknown[], more = {}) =>
  plan(id, price, grants, { months: 12, ...more });
const selling = (...plans: Record<string, unknown>[]): CatalogAt => always(deepFreeze(sellingPlans(...plans)));

function on(catalogAt: CatalogAt, planId = 'pro', seats = 1) {
  const account = new LivedAccount(catalogAt, start);
  account.subscribe(planId, start, { seats });
  return account;
}

/** The account with something else in its subscription. */
function changed(account: LivedAccount, more: Partial<Subscription>) {
  const { state, catalogAt } = account;
  return new LivedAccount(catalogAt, { ...state, subscription: { ...state.subscription!, ...more } });
}

describe('rule 20: a year paid up front with monthly credits', () => {
  // From 31 May over the leap day: month, its end, and its twelfth of $99.99 in millionths of a cent.
  const account = on(selling(yearly('pro', 10_000, [monthly(50)])));
  account.settle(end - 1);

  // prettier-ignore
  const months: [given: string, ends: string, paid: bigint][] = [
    ['2027-05-31', '2027-06-30', 833_333_333n], ['2027-06-30', '2027-07-31', 833_333_333n],
    ['2027-07-31', '2027-08-31', 833_333_334n], ['2027-08-31', '2027-09-30', 833_333_333n],
    ['2027-09-30', '2027-10-31', 833_333_333n], ['2027-10-31', '2027-11-30', 833_333_334n],
    ['2027-11-30', '2027-12-31', 833_333_333n], ['2027-12-31', '2028-01-31', 833_333_333n],
    ['2028-01-31', '2028-02-29', 833_333_334n], ['2028-02-29', '2028-03-31', 833_333_333n],
    ['2028-03-31', '2028-04-30', 833_333_333n], ['2028-04-30', '2028-05-31', 833_333_334n],
  ];

  it('gives twelve grants on the anchored days, each ending with its month', () => {
    const grants = [...account.grants.values()];
    expect(grants.map((grant) => [grant.effectiveAt, grant.expiresAt, grant.paid])).toEqual(
      months.map(([given, ends, paid]) => [instant(given), instant(ends), paid]),
    );
    expect(grants.every((grant) => grant.amount === credits(50) && grant.recurring)).toBe(true);
  });

  it('shares the whole price among them, to the millionth', () => {
    const paid = [...account.grants.values()].reduce((sum, grant) => sum + grant.paid, 0n);
    expect(paid).toBe(10_000_000_000n);
  });

  it('dates each entry with its month, the first as the subscription and the others as refreshes', () => {
    const given = account.entries.filter((entry) => entry.kind === 'grant');
    expect(given.map((entry) => [isoText(entry.at).slice(0, 10), entry.reason])).toEqual(
      months.map(([day], index) => [day, index === 0 ? 'subscribed' : 'refreshed']),
    );
    // What ended at that instant ended before, and the year is one period.
    expect(account.entries.slice(1, 3).map((entry) => [entry.kind, isoText(entry.at).slice(0, 10)])).toEqual([
      ['expire', '2027-06-30'],
      ['grant', '2027-06-30'],
    ]);
    expect(account.entries.every((entry) => entry.periodStart === start)).toBe(true);
  });

  it('is the same however often it is looked at', () => {
    const watched = on(selling(yearly('pro', 10_000, [monthly(50)])));
    for (let at = start; at < end; at += 9 * DAY_MS) watched.settle(at);
    watched.settle(end - 1);
    expect(watched.state).toEqual(account.state);
    expect(watched.entries).toEqual(account.entries);
  });

  it('comes again with the next year, whose first month is its renewal', () => {
    const second = on(selling(yearly('pro', 10_000, [monthly(50)])));
    second.settle(end - 1);
    second.renew(1, end);
    expect(second.entries.at(-1)).toMatchObject({ reason: 'renewed', at: end, amount: credits(50) });
    second.settle(instant('2029-05-30'));
    const ofYear = [...second.grants.values()].filter((grant) => grant.effectiveAt >= end);
    expect(ofYear).toHaveLength(12);
    // A year without a leap day, and its own twelfths.
    expect(ofYear.map((grant) => isoText(grant.effectiveAt).slice(0, 10))).toContain('2029-02-28');
    expect(ofYear.reduce((sum, grant) => sum + grant.paid, 0n)).toBe(10_000_000_000n);
  });
});

describe('what falls due next', () => {
  it('is the next month, to the millisecond, and then the end of the year', () => {
    const account = on(selling(yearly('pro', 10_000, [monthly(50, never)])));
    const second = instant('2027-06-30');
    expect(nextDue(account.state, account.catalogAt)).toBe(second);
    expect(account.settle(second - 1).entries).toEqual([]);
    expect(account.settle(second).entries).toMatchObject([{ reason: 'refreshed', at: second }]);
    expect(account.state.subscription!.grantedThrough).toBe(second);
    account.settle(instant('2028-04-30'));
    expect(nextDue(account.state, account.catalogAt)).toBe(end);
  });

  it('is what the account is told to come next', () => {
    const account = on(
      selling(yearly('pro', 10_000, [monthly(50), { ...monthly(9), id: 'firsts', when: 'calendarMonth' }])),
    );
    const next = () => {
      const refresh = nextRefresh(account.state, account.catalogAt(0));
      return refresh && [isoText(refresh.at).slice(0, 10), refresh.credits / credits(1)];
    };
    expect(next()).toEqual(['2027-06-01', 9n]);
    account.settle(instant('2027-06-01'));
    expect(next()).toEqual(['2027-06-30', 50n]);
    account.settle(instant('2028-05-01'));
    // The next year begins with its first month; a calendar month does not begin on that day.
    expect(next()).toEqual(['2028-05-31', 50n]);
    account.settle(end);
    expect(next()).toBeNull();
  });

  it('is both at once where two rhythms meet', () => {
    const book = selling(
      yearly('pro', 10_000, [monthly(50), { ...monthly(9), id: 'thirty', when: 'days', everyDays: 30 }]),
    );
    const account = on(book);
    expect(nextRefresh(account.state, book(0))).toEqual({ at: instant('2027-06-30'), credits: credits(59) });
    expect(account.settle(instant('2027-06-30')).entries.map((entry) => [entry.kind, entry.amount])).toEqual([
      ['expire', credits(50)],
      ['expire', credits(9)],
      ['grant', credits(50)],
      ['grant', credits(9)],
    ]);
  });
});

describe('within a period that is not paid for', () => {
  const daily = { id: 'daily', credits: 1, when: 'days', everyDays: 1, lasts: periods(1) };
  const book = selling(plan('pro', 999, [daily]));
  const second = instant('2027-06-30');

  it('nothing comes, and what waits for the payment stays', () => {
    const account = on(book);
    account.settle(second + 10 * DAY_MS);
    expect(account.state.subscription).toMatchObject({ status: 'awaiting_payment', periodIndex: 0 });
    // The last day's credit would have ended at the boundary.
    expect(account.state.header.balance).toBe(credits(1));
    expect(account.state.header.at).toBe(second - DAY_MS);
  });

  it('rule 15: a late payment brings what fell due meanwhile, each from its own day, and its end', () => {
    const account = on(book);
    const paidAt = second + 3 * DAY_MS + 5;
    const { entries } = account.renew(1, paidAt);
    const late = entries.filter((entry) => entry.at === paidAt);
    // The old day ends, the four days come one after another, and only the running one is left.
    expect(late.map((entry) => entry.kind)).toEqual([
      ...['expire', 'grant', 'expire', 'grant', 'expire', 'grant', 'expire', 'grant'],
    ]);
    const days = late.filter((entry) => entry.kind === 'grant').map((entry) => account.grants.get(entry.grantId!)!);
    expect(days.map((grant) => grant.effectiveAt)).toEqual([0, 1, 2, 3].map((day) => second + day * DAY_MS));
    expect(account.state.grants).toMatchObject([{ available: credits(1), expiresAt: second + 4 * DAY_MS }]);
    expect(nextDue(account.state, book)).toBe(second + 4 * DAY_MS);
  });
});

describe('a rhythm goes by what the account has when it is due:', () => {
  const perSeat = yearly('team', 1_200, [monthly(10, never, { perSeat: true })], {
    seats: { min: 1 },
    pricePerSeat: true,
  });

  it('rule 19: by the seats of that day', () => {
    const account = changed(on(selling(perSeat), 'team', 2), { seats: 5 });
    account.settle(instant('2027-07-31'));
    expect([...account.grants.values()].map((grant) => [grant.amount, grant.paid])).toEqual([
      // A seat's month is a twelfth of $12.
      [credits(20), 200_000_000n],
      [credits(50), 500_000_000n],
      [credits(50), 500_000_000n],
    ]);
  });

  it('by the plan of that day, without going back', () => {
    const book = selling(yearly('pro', 1_200, [monthly(10, never)]), yearly('max', 2_400, [monthly(30, never)]));
    const before = on(book);
    before.settle(instant('2027-06-30'));
    const account = changed(before, { planId: 'max' });
    expect(account.settle(instant('2027-07-30')).entries).toEqual([]);
    expect(account.settle(instant('2027-08-31')).grants).toMatchObject([
      { planId: 'max', amount: credits(30), paid: 200_000_000n },
      { planId: 'max', amount: credits(30), paid: 200_000_000n },
    ]);
  });

  it('on until the end of a subscription that is cancelled', () => {
    const account = changed(on(selling(yearly('pro', 1_200, [monthly(10)]))), { next: { type: 'cancel' } });
    account.settle(end - 1);
    expect([...account.grants.values()].at(-1)).toMatchObject({ effectiveAt: instant('2028-04-30') });
    expect(nextRefresh(account.state, account.catalogAt(0))).toBeNull();
  });

  it('and of a plan that one moves to with the next period', () => {
    const book = selling(yearly('pro', 1_200, [monthly(10)]), plan('basic', 500, [{ ...monthly(4), when: 'period' }]));
    const next = { type: 'plan', planId: 'basic', intervalId: 'month', seats: 1 } as const;
    const account = changed(on(book), { next });
    account.settle(instant('2028-04-30'));
    expect(nextRefresh(account.state, book(0))).toEqual({ at: end, credits: credits(4) });
  });
});

describe('rule 19: seats added within a year of monthly credits', () => {
  const upFront = { id: 'up-front', credits: 100, when: 'period', perSeat: true, lasts: never };
  const each = monthly(10, never, { perSeat: true });
  const more = { seats: { min: 1 }, pricePerSeat: true };
  const money = (amounts: bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);

  it.each([
    ['all of it monthly', [each]],
    ['a part of it up front', [upFront, each]],
    [
      'and on the first of each calendar month',
      [
        { ...each, when: 'calendarMonth' },
        { ...upFront, perSeat: false },
      ],
    ],
  ])('cost what their credits carry, to the millionth: %s', (_, grants) => {
    const book = selling(yearly('team', 9_999, grants, more));
    // On the first and last milliseconds of months, long and short, of the year and of its leap day.
    const joins = [
      '2027-05-31T00:00:00.001',
      '2027-06-29T23:59:59.999',
      '2027-06-30',
      '2028-02-29',
      '2028-03-30T23:59:59.999',
    ];
    for (const at of [...joins.map((text) => instant(text.length > 10 ? `${text}Z` : text)), end - 1]) {
      const account = on(book, 'team', 2);
      const first = 2n * 9_999n * 1_000_000n;
      const { charges } = account.do({ type: 'changeSeats', seats: 5 }, at);
      account.settle(end - 1);
      const paid = money([...account.grants.values()].map((grant) => grant.paid));
      const charged = first + money(charges.map((line) => line.amount)) * 1_000_000n;
      // A cent for the last millisecond may buy less than a millionth of a credit, and no grant then carries it.
      expect([isoText(at), paid <= charged, charged - paid <= 1_000_000n]).toEqual([isoText(at), true, true]);
    }
  });
});

describe('a version of the catalog that starts within the period', () => {
  const before = sellingPlans(yearly('pro', 1_200, [monthly(10, never)]));
  const spring = instant('2027-09-01');
  const after = (...plans: Record<string, unknown>[]) => sellingPlans(...plans);
  const from =
    (later: ReturnType<typeof sellingPlans>): CatalogAt =>
    (at) =>
      at < spring ? before : later;

  it('changes nothing of what was bought until the renewal', () => {
    const book = from(after(yearly('pro', 2_400, [monthly(5, never)])));
    const account = on(book);
    account.settle(end - 1);
    expect([...account.grants.values()].map((grant) => grant.amount)).toEqual(Array(12).fill(credits(10)));
    expect([...account.grants.values()].every((grant) => grant.paid === 100_000_000n)).toBe(true);
    expect(account.renew(1, end).grants).toMatchObject([{ amount: credits(5), paid: 200_000_000n }]);
  });

  it('is where a plan is found that there was not before', () => {
    const book = from(after(yearly('pro', 1_200, [monthly(10, never)]), yearly('new', 2_400, [monthly(30, never)])));
    const old = on(book);
    old.settle(instant('2027-09-30'));
    const account = changed(old, { planId: 'new' });
    expect(account.settle(instant('2027-10-31')).grants).toMatchObject([{ planId: 'new', amount: credits(30) }]);
  });
});

describe('plans that need no payment', () => {
  const rule = (when: string, more = {}) => ({ id: 'r', credits: 10, when, lasts: periods(1), ...more });

  it.each([
    // 31 May, then each first: fourteen in the thirteen months to the end of June.
    ['on the first of each calendar month', rule('calendarMonth'), 14],
    ['each week', rule('days', { everyDays: 7 }), 57],
    ['each day', rule('days', { everyDays: 1 }), 396],
  ])('give %s, across their periods', (_, given, times) => {
    const account = on(selling(plan('free', 0, [given])), 'free');
    account.settle(instant('2028-06-29'));
    expect(account.grants.size).toBe(times);
    expect(account.state.grants).toHaveLength(1);
    expect(account.state.subscription!.periodIndex).toBe(12);
  });

  it('and contracts carry no money', () => {
    const account = on(selling(yearly('contract', null, [monthly(10)])), 'contract');
    account.settle(end + DAY_MS);
    expect(account.grants.size).toBe(13);
    expect([...account.grants.values()].every((grant) => grant.paid === 0n)).toBe(true);
  });
});
