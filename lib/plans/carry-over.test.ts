import { describe, expect, it } from 'vitest';
import type { Micro } from '../credits';
import { credits } from '../credits';
import { openDraft } from '../ledger/draft';
import { newAccount, type Grant } from '../ledger/state';
import {
  always,
  deepFreeze,
  generationId,
  grantLike,
  instant,
  LivedAccount,
  plan,
  sellingPlans,
} from '../ledger/testing/account';
import { tableOf, type Row } from '../ledger/testing/story';
import { addMonthsUtc } from '../time';
import { carryOverCap, trimCarriedOver } from './carry-over';
import { findTerms, type PlanTerms } from './plan';

const now = instant('2026-03-15');

/** A plan of 100 credits a period, for each of its seats, with a policy. */
function carrying(carryOver: unknown, grants: unknown[] = [monthly(100)]): PlanTerms {
  const terms = findTerms(sellingPlans(plan('pro', 999, grants, { carryOver, seats: { min: 1 } })), 'pro', 'month');
  if (!terms.ok) throw new Error(terms.error.detail);
  return terms.value;
}

function monthly(amount: number | string, more = {}) {
  return { id: 'monthly', credits: amount, perSeat: true, when: 'period', lasts: { type: 'never' }, ...more };
}

const half = { type: 'fraction', of: 'unspent', fraction: 0.5 };
const times = (factor: number) => ({ type: 'multiple', of: 'periodCredits', times: factor });

describe('the carry-over cap', () => {
  const gift = { id: 'gift', credits: 50, when: 'once', lasts: { type: 'never' } };
  const bonus = { id: 'bonus', credits: 10, when: 'start', lasts: { type: 'never' } };
  const topUp = { id: 'top-up', credits: 5, when: 'period', lasts: { type: 'never' } };
  const cases: [policy: string, terms: PlanTerms, seats: number, cap: Micro | null][] = [
    ['everything', carrying({ type: 'everything' }), 1, null],
    ['nothing', carrying({ type: 'nothing' }), 3, 0n],
    ['an amount', carrying({ type: 'amount', credits: 250 }), 1, credits(250)],
    ['an amount, whatever the seats', carrying({ type: 'amount', credits: 0.5 }), 4, 500_000n],
    ["twice the period's credits", carrying(times(2)), 1, credits(200)],
    ["twice the period's credits of three seats", carrying(times(2)), 3, credits(600)],
    ['one and a half times', carrying(times(1.5)), 1, credits(150)],
    ['a multiple that no float holds', carrying(times(1.1), [monthly('0.000010')]), 1, 11n],
    [
      'a multiple that leaves a fraction of a micro-credit, downwards',
      carrying(times(1.5), [monthly('0.000001')]),
      1,
      1n,
    ],
    [
      'a multiple of what is given each period, and of nothing else',
      carrying(times(2), [monthly(100), gift, bonus, topUp]),
      2,
      credits(410),
    ],
    ['a multiple of nothing', carrying(times(2), [gift]), 1, 0n],
    ['a fraction of what is left, without a limit beforehand', carrying({ ...half }), 1, null],
    ['a fraction of what is left, of at most so much', carrying({ ...half, atMost: 60 }), 3, credits(60)],
  ];
  it.each(cases)('is %s', (_, terms, seats, cap) => {
    expect(carryOverCap(terms, seats)).toBe(cap);
  });

  it('counts one turn of each rhythm, however often it comes in the period', () => {
    const daily = { id: 'daily', credits: 3, when: 'days', everyDays: 1, lasts: { type: 'never' } };
    const firsts = { id: 'firsts', credits: 20, when: 'calendarMonth', perSeat: true, lasts: { type: 'never' } };
    expect(carryOverCap(carrying(times(2), [monthly(100), daily, firsts]), 2)).toBe(credits(2 * (200 + 3 + 40)));
  });

  // prettier-ignore
  const fractions: [what: string, fraction: number, atMost: number | null, carried: Micro, cap: Micro][] = [
    ['half of it',                       0.5,      null, credits(70),  credits(35)],
    ['all of it',                        1,        null, 123_456_789n, 123_456_789n],
    ['rounded down to the micro-credit', 0.5,      null, 7n,           3n],
    ['a third, as the file has it',      0.333333, null, 3_000_000n,   999_999n],
    ['of nothing',                       0.5,      60,   0n,           0n],
    ['up to its limit',                  0.5,      60,   credits(120), credits(60)],
    ['and no more',                      0.5,      60,   credits(121), credits(60)],
  ];
  it.each(fractions)('a fraction: %s', (_, fraction, atMost, carried, cap) => {
    const policy = { type: 'fraction', of: 'unspent', fraction, ...(atMost === null ? {} : { atMost }) };
    expect(carryOverCap(carrying(policy), 1, carried)).toBe(cap);
  });
});

/** Trims an account that owns these grants; tells what is left available of each, by id. */
function trim(grants: readonly Grant[], terms: PlanTerms, seats = 1) {
  const sum = (place: 'available' | 'held') => grants.reduce((total, grant) => total + grant[place], 0n);
  const header = { seq: 50, at: now - 1, balance: sum('available'), held: sum('held'), period: null };
  const draft = openDraft(deepFreeze({ ...newAccount(generationId(0), now), header, grants }));
  trimCarriedOver(draft, terms, seats, now);
  return {
    draft,
    left: Object.fromEntries([...draft.grants].map(([id, grant]) => [id, grant.available / credits(1)])),
  };
}

describe('a renewal that carries', () => {
  const early = instant('2026-04-01');
  const late = instant('2026-05-01');
  const of = (id: number, more: Partial<Grant> = {}) => grantLike({ id, recurring: true, expiresAt: late, ...more });
  const goodwill = grantLike({ id: 7, source: 'goodwill', expiresAt: early });
  const pack = grantLike({ id: 8, source: 'pack' });

  const cases: [what: string, grants: Grant[], policy: unknown, left: Record<number, bigint>][] = [
    ['everything leaves all', [of(1), of(2), of(3)], { type: 'everything' }, { 1: 100n, 2: 100n, 3: 100n }],
    [
      'nothing takes all that plans gave, and nothing else',
      [of(1), goodwill, pack],
      { type: 'nothing' },
      { 1: 0n, 7: 100n, 8: 100n },
    ],
    ['as much as it may takes nothing', [of(1), of(2)], times(2), { 1: 100n, 2: 100n }],
    [
      'too much takes what ends soonest',
      [of(1), of(2, { expiresAt: early }), of(3)],
      times(2),
      { 1: 100n, 2: 0n, 3: 100n },
    ],
    [
      'too much takes a part where a part is enough',
      [of(1, { expiresAt: early }), of(2)],
      times(1.6),
      { 1: 60n, 2: 100n },
    ],
    [
      'too much takes several grants',
      [of(1), of(2), of(3, { expiresAt: early })],
      times(0.5),
      { 1: 0n, 2: 50n, 3: 0n },
    ],
    ['what never ends takes that last', [of(1, { expiresAt: null }), of(2)], times(1), { 1: 100n, 2: 0n }],
    [
      'grants that end together takes the older',
      [of(1, { effectiveAt: 2 }), of(2, { effectiveAt: 1 })],
      times(1),
      { 1: 100n, 2: 0n },
    ],
    [
      'grants by their end, whatever their priority',
      [of(1, { priority: -9 }), of(2, { expiresAt: early })],
      times(1),
      { 1: 100n, 2: 0n },
    ],
    [
      'goodwill and packs leaves them out of the sum',
      [of(1), of(2), goodwill, pack],
      times(2),
      { 1: 100n, 2: 100n, 7: 100n, 8: 100n },
    ],
    ['held credits counts them', [of(1, { held: credits(30) }), of(2)], times(1), { 1: 0n, 2: 70n }],
    [
      'held credits above the cap takes what it can, and they stay',
      [of(1, { held: credits(90) }), of(2, { held: credits(80) })],
      times(1),
      { 1: 0n, 2: 0n },
    ],
    [
      'a grant that is all held passes it over',
      [of(1, { held: credits(100), expiresAt: early }), of(2)],
      times(1.5),
      { 1: 0n, 2: 50n },
    ],
    ['half takes half of what is available and held', [of(1, { held: credits(50) }), of(2)], half, { 1: 0n, 2: 50n }],
    ['half of what is held as well takes no more than there is', [of(1, { held: credits(90) })], half, { 1: 0n }],
    ['half, and at most 60', [of(1), of(2)], { ...half, atMost: 60 }, { 1: 0n, 2: 60n }],
    ['half of what plans gave', [of(1), goodwill, pack], half, { 1: 50n, 7: 100n, 8: 100n }],
    ['up to an amount', [of(1), of(2)], { type: 'amount', credits: '0.5' }, { 1: 0n, 2: 0n }],
  ];
  it.each(cases)('%s', (_, grants, policy, left) => {
    const trimmed = trim(grants, carrying(policy));
    expect(trimmed.left).toEqual(left);
    const held = grants.reduce((sum, grant) => sum + grant.held, 0n);
    expect(trimmed.draft.header.held).toBe(held);
  });

  it('writes what it took as expired, dated now, for the cap', () => {
    const { draft } = trim([of(1), of(2)], carrying({ type: 'amount', credits: '0.5' }));
    expect(draft.entries).toMatchObject([
      {
        kind: 'expire',
        reason: 'carry_over_cap',
        at: now,
        grantId: 1,
        from: 'available',
        to: 'expired',
        amount: credits(100),
      },
      { kind: 'expire', reason: 'carry_over_cap', at: now, grantId: 2, amount: 99_500_000n, balanceAfter: 500_000n },
    ]);
  });

  it('goes by the seats that it renews with', () => {
    expect(trim([of(1), of(2), of(3)], carrying(times(1)), 2).left).toEqual({ 1: 0n, 2: 100n, 3: 100n });
  });
});

// Worked out by hand. 100 credits come each month; 30, 0, 60, 20 and 0 are used. What ends soonest is spent first, then
// what is oldest; what is trimmed goes in the same order, at the end of the month that it leaves.
describe('a policy, month by month:', () => {
  const start = instant('2027-11-30');
  const used = [30, 0, 60, 20, 0, 0];
  const boundaries = [0, 1, 2, 3, 4, 5, 6].map((months) => addMonthsUtc(start, months));
  const never = { type: 'never' };
  const periods = (count: number) => ({ type: 'periods', count });
  // prettier-ignore
  const stories: [what: string, policy: unknown, lasts: unknown, rows: Row[]][] = [
    ['nothing is carried', { type: 'nothing' }, never, [
      // month       carried granted used expired left  of the grants
      ['2027-11-30',      0,   100,   30,    70,    0, []],
      ['2027-12-30',      0,   100,    0,   100,    0, []],
      ['2028-01-30',      0,   100,   60,    40,    0, []],
      ['2028-02-29',      0,   100,   20,    80,    0, []],
      ['2028-03-30',      0,   100,    0,   100,    0, []],
    ]],
    ['everything is carried', { type: 'everything' }, never, [
      ['2027-11-30',      0,   100,   30,     0,   70, [70]],
      ['2027-12-30',     70,   100,    0,     0,  170, [70, 100]],
      ['2028-01-30',    170,   100,   60,     0,  210, [10, 100, 100]],
      ['2028-02-29',    210,   100,   20,     0,  290, [90, 100, 100]],
      ['2028-03-30',    290,   100,    0,     0,  390, [90, 100, 100, 100]],
    ]],
    ['half of it, at most 60', { ...half, atMost: 60 }, never, [
      ['2027-11-30',      0,   100,   30,    35,   35, [35]],
      ['2027-12-30',     35,   100,    0,    75,   60, [60]],
      ['2028-01-30',     60,   100,   60,    50,   50, [50]],
      ['2028-02-29',     50,   100,   20,    70,   60, [60]],
      ['2028-03-30',     60,   100,    0,   100,   60, [60]],
    ]],
    ['a quarter of it, rounded down', { ...half, fraction: 0.25 }, never, [
      ['2027-11-30',      0,   100,   30,  52.5,   17.5, [17.5]],
      ['2027-12-30',   17.5,   100,    0, 88.125, 29.375, [29.375]],
      ['2028-01-30', 29.375,   100,   60, 52.03125, 17.34375, [17.34375]],
      ['2028-02-29', 17.34375, 100,   20, 73.007813, 24.335937, [24.335937]],
    ]],
    ['one and a half months of it', times(1.5), never, [
      ['2027-11-30',      0,   100,   30,     0,   70, [70]],
      ['2027-12-30',     70,   100,    0,    20,  150, [50, 100]],
      ['2028-01-30',    150,   100,   60,    40,  150, [50, 100]],
      ['2028-02-29',    150,   100,   20,    80,  150, [50, 100]],
      ['2028-03-30',    150,   100,    0,   100,  150, [50, 100]],
    ]],
    ['30 of it', { type: 'amount', credits: 30 }, never, [
      ['2027-11-30',      0,   100,   30,    40,   30, [30]],
      ['2027-12-30',     30,   100,    0,   100,   30, [30]],
      ['2028-01-30',     30,   100,   60,    40,   30, [30]],
      ['2028-02-29',     30,   100,   20,    80,   30, [30]],
      ['2028-03-30',     30,   100,    0,   100,   30, [30]],
    ]],
    ['it is carried once only, as it lasts for two', { type: 'everything' }, periods(2), [
      ['2027-11-30',      0,   100,   30,     0,   70, [70]],
      ['2027-12-30',     70,   100,    0,    70,  100, [100]],
      ['2028-01-30',    100,   100,   60,    40,  100, [100]],
      ['2028-02-29',    100,   100,   20,    80,  100, [100]],
      ['2028-03-30',    100,   100,    0,   100,  100, [100]],
    ]],
    ['it is carried for three more', { type: 'everything' }, periods(4), [
      ['2027-11-30',      0,   100,   30,     0,   70, [70]],
      ['2027-12-30',     70,   100,    0,     0,  170, [70, 100]],
      ['2028-01-30',    170,   100,   60,     0,  210, [10, 100, 100]],
      ['2028-02-29',    210,   100,   20,     0,  290, [90, 100, 100]],
      ['2028-03-30',    290,   100,    0,    90,  300, [100, 100, 100]],
      ['2028-04-30',    300,   100,    0,   100,  300, [100, 100, 100]],
    ]],
  ];

  it.each(stories)('%s, at renewals', (_, carryOver, lasts, rows) => {
    const free = plan('free', 0, [{ id: 'm', credits: 100, when: 'period', lasts }], { carryOver });
    const account = new LivedAccount(always(sellingPlans(free)), start);
    account.subscribe('free', start);
    for (const [month] of rows.entries()) {
      if (used[month]! > 0) account.spend(credits(used[month]!), boundaries[month + 1]! - 1);
    }
    account.settle(boundaries[rows.length]!);
    expect(tableOf(account, boundaries.slice(0, rows.length + 1))).toEqual(rows);
  });

  it.each(stories)('%s, at the refreshes within a year', (_, carryOver, lasts, rows) => {
    const yearly = plan('pro', 9_990, [{ id: 'm', credits: 100, when: 'month', lasts }], { months: 12, carryOver });
    const account = new LivedAccount(always(sellingPlans(yearly)), start);
    account.subscribe('pro', start);
    for (const [month, [, , , , , left, leftOfGrants]] of rows.entries()) {
      if (used[month]! > 0) account.spend(credits(used[month]!), boundaries[month + 1]! - 1);
      account.settle(boundaries[month + 1]!);
      const held = account.state.grants.map((grant) => Number(grant.available) / 1_000_000);
      expect(held).toEqual([...leftOfGrants, 100]);
      expect(held.reduce((sum, each) => sum + each, 0)).toBeCloseTo(left + 100, 6);
    }
    expect(account.state.subscription!.periodIndex).toBe(0);
  });
});

describe('a refresh within the period', () => {
  const start = instant('2027-01-15');
  const never = { type: 'never' };
  const firsts = { id: 'firsts', credits: 20, when: 'calendarMonth', lasts: never };
  const weekly = { id: 'weekly', credits: 7, when: 'days', everyDays: 7, lasts: never };
  const yearly = { id: 'yearly', credits: 500, when: 'period', lasts: never };

  function of(carryOver: unknown) {
    const pro = plan('pro', 9_990, [yearly, firsts, weekly], { months: 12, carryOver });
    const account = new LivedAccount(always(sellingPlans(pro)), start);
    account.subscribe('pro', start);
    return account;
  }
  const left = (account: LivedAccount) =>
    account.state.grants.map((grant) => [grant.ruleId ?? grant.source, grant.available / credits(1)]);

  it('trims what that rule gave before, and nothing else', () => {
    const account = of({ type: 'nothing' });
    account.give(credits(3), start + 1);
    // 22 and 29 January bring weeks; the first of February is the other rule's.
    account.settle(instant('2027-01-31'));
    expect(left(account)).toEqual([
      ['yearly', 500n],
      ['firsts', 20n],
      ['goodwill', 3n],
      ['weekly', 7n],
    ]);
    account.settle(instant('2027-02-01'));
    expect(left(account)).toEqual([
      ['yearly', 500n],
      ['goodwill', 3n],
      ['weekly', 7n],
      ['firsts', 20n],
    ]);
  });

  it("has a multiple of that rule's own credits for its cap", () => {
    const account = of(times(2));
    account.settle(instant('2027-02-04'));
    // Three weeks; the fourth, on 5 February, carries two of them.
    expect(left(account).filter(([id]) => id === 'weekly')).toEqual(Array(3).fill(['weekly', 7n]));
    account.settle(instant('2027-02-05'));
    expect(left(account).filter(([id]) => id === 'weekly')).toEqual(Array(3).fill(['weekly', 7n]));
    expect(account.entries.at(-2)).toMatchObject({ kind: 'expire', reason: 'carry_over_cap', amount: credits(7) });
    expect(account.entries.at(-1)).toMatchObject({ kind: 'grant', reason: 'refreshed', amount: credits(7) });
  });

  it('is left alone by the renewal, which trims and counts only what comes with it', () => {
    const account = of(times(1));
    const end = instant('2028-01-15');
    account.settle(end - 1);
    // The year's 500, two of each rhythm: what was carried and what came.
    expect(account.recurring).toBe(credits(500 + 40 + 14));
    account.renew(1, end);
    // The year's 500 carried, and 500 again. No week and no calendar month begins on that very day: they go on.
    expect(account.recurring).toBe(credits(500 + 40 + 14 + 500));
  });

  it('goes on to the end of its own turn where a renewal carries nothing, and none of its days is without credits', () => {
    const account = of({ type: 'nothing' });
    const end = instant('2028-01-15');
    account.settle(end - 1);
    account.renew(1, end);
    expect(left(account)).toEqual([
      ['firsts', 20n],
      ['weekly', 7n],
      ['yearly', 500n],
    ]);
    // The next week, and the first of February: each takes the place of what that rule gave before.
    account.settle(instant('2028-02-01'));
    expect(left(account).sort()).toEqual([
      ['firsts', 20n],
      ['weekly', 7n],
      ['yearly', 500n],
    ]);
  });

  it('is trimmed by the renewal where it comes again at that very instant', () => {
    // A common year has 73 times five days.
    const pro = plan('pro', 9_990, [yearly, { ...weekly, everyDays: 5 }], {
      months: 12,
      carryOver: { type: 'nothing' },
    });
    const account = new LivedAccount(always(sellingPlans(pro)), start);
    account.subscribe('pro', start);
    const end = instant('2028-01-15');
    account.settle(end - 1);
    account.renew(1, end);
    expect(left(account)).toEqual([
      ['yearly', 500n],
      ['weekly', 7n],
    ]);
    expect(account.grants.size).toBe(2 * 1 + 74);
  });

  it('is over where the plan is paid for in another way from then on, whose own turns begin there', () => {
    const [yearly] = plan('pro', 9_990, [weekly], { months: 12 }).intervals;
    const pro = { ...plan('pro', 999, [weekly], { carryOver: { type: 'nothing' } }) };
    const catalog = sellingPlans({ ...pro, intervals: [...pro.intervals, { ...yearly!, id: 'year' }] });
    const downgrade = { ...catalog.changes.downgrade, unspent: 'keepToExpiry' } as const;
    const account = new LivedAccount(always({ ...catalog, changes: { ...catalog.changes, downgrade } }), start);
    account.subscribe('pro', start, { intervalId: 'year' });
    account.do({ type: 'changePlan', planId: 'pro', intervalId: 'month' }, start + 1);
    const end = instant('2028-01-15');
    account.settle(end - 1);
    account.renew(1, end);
    expect(account.state.grants.map(({ effectiveAt, available }) => [effectiveAt, available])).toEqual([
      [end, credits(7)],
    ]);
  });

  it('leaves what is held, and counts it', () => {
    const account = of({ type: 'nothing' });
    const weeklyGrant = account.state.grants.find((grant) => grant.ruleId === 'weekly')!;
    account.hold(credits(525), start + 1, { lapsesAt: instant('2027-01-30') });
    expect(account.state.grants.find((grant) => grant.id === weeklyGrant.id)).toMatchObject({ held: credits(5) });
    account.settle(instant('2027-01-22'));
    expect(account.grants.get(weeklyGrant.id)).toMatchObject({ held: credits(5), available: 0n, expired: credits(2) });
  });
});
