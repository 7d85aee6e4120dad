import { describe, expect, it } from 'vitest';
import type { Catalog, Pack } from '../catalog/schema';
import { AMOUNT_MAX, credits } from '../credits';
import { byBurnDown } from '../ledger/burn-down';
import type { Command } from '../ledger/command';
import {
  always,
  deepFreeze,
  generationId,
  instant,
  LivedAccount,
  plan,
  quoteOf,
  sellingPlans,
  shipped,
} from '../ledger/testing/account';
import { DAY_MS, type Instant } from '../time';
import { packPrice } from './packs';

const artifio = always(deepFreeze(shipped('artifio')));
const start = instant('2024-01-31');
const second = instant('2024-02-29');
const third = instant('2024-03-31');
const fourth = instant('2024-04-30');

const buy = (packId: string, count = 1): Command => ({ type: 'buyPack', packId, count });
const debit = (amount: number): Command => ({
  type: 'debit',
  generationId: generationId(9_000),
  quote: quoteOf(credits(amount)),
});
const pack = (id: string, lasts: Pack['lasts'], more: Partial<Pack> = {}): Pack => ({
  id,
  name: id,
  credits: credits(100),
  price: 500n,
  lasts,
  needsSubscription: false,
  volume: [],
  planPrices: {},
  priority: 0,
  ...more,
});

/** A free plan and a paid one, by the month and by the year, and these packs. */
const selling = (...packs: Pack[]): Catalog =>
  deepFreeze({
    ...sellingPlans(plan('free', 0, []), {
      ...plan('pro', 999, []),
      intervals: [
        { id: 'month', months: 1, price: 999, grants: [] },
        { id: 'year', months: 12, price: 9_990, grants: [] },
      ],
    }),
    packs,
  });

describe('the packs of Artifio', () => {
  // prettier-ignore
  it.each([
    ['credits-500',     500,    500n],
    ['credits-2000',   2_000,  1_900n],
    ['credits-10000', 10_000,  9_000n],
    ['credits-50000', 50_000, 42_500n],
  ])('%s: %i credits for %s cents, usable at once and never ending', (packId, amount, cents) => {
    const account = new LivedAccount(artifio, start);
    const { entries, grants } = account.do(buy(packId), start);
    expect(entries).toMatchObject([{ kind: 'grant', reason: 'bought', at: start, amount: credits(amount) }]);
    expect(grants).toMatchObject([
      {
        source: 'pack',
        planId: null,
        ruleId: packId,
        recurring: false,
        amount: credits(amount),
        paid: cents * 1_000_000n,
        effectiveAt: start,
        expiresAt: null,
      },
    ]);
    account.spend(credits(amount), instant('2124-01-31'));
  });

  it('are a grant each, however many are bought at once', () => {
    const account = new LivedAccount(artifio, start);
    expect(
      account.do(buy('credits-500', 3), start).grants.map((grant) => [grant.id, grant.amount, grant.paid]),
    ).toEqual([1, 2, 3].map((id) => [id, credits(500), 500_000_000n]));
  });
});

describe('a pack is refused', () => {
  const catalog = selling(
    pack('one', { type: 'never' }),
    pack('half', { type: 'never' }, { credits: AMOUNT_MAX / 2n }),
  );
  // prettier-ignore
  it.each([
    ['that nobody sells',              'two',    1,    'unknown_pack'],
    ['bought not once',                'one',    0,    'invalid_quantity'],
    ['bought less than not at all',    'one',   -1,    'invalid_quantity'],
    ['bought by half',                 'one',    0.5,  'invalid_quantity'],
    ['bought no number of times',      'one',    NaN,  'invalid_quantity'],
    ['bought for ever',                'one',    Infinity, 'invalid_quantity'],
    ['bought more often than at once', 'one',  101,    'invalid_quantity'],
    ['with more than the ledger holds', 'half',  3,    'invalid_quantity'],
  ])('%s', (_, packId, count, code) => {
    const failure = new LivedAccount(always(catalog), start).refused(buy(packId, count), start);
    expect(failure.code).toBe(code);
    expect(failure.pointer).toBe(code === 'invalid_quantity' ? '/count' : undefined);
    expect(failure.detail).toMatch(/\.$/);
  });

  it.each([
    ['one', 100],
    ['half', 2],
  ])('but not "%s" %i times', (packId, count) => {
    expect(new LivedAccount(always(catalog), start).do(buy(packId, count), start).entries).toHaveLength(count);
  });

  it('once a version of the catalog no longer sells it; what was bought stays', () => {
    const account = new LivedAccount((at) => (at < second ? catalog : selling()), start);
    account.do(buy('one'), second - 1);
    expect(account.refused(buy('one'), second).code).toBe('unknown_pack');
    expect(account.state.header.balance).toBe(credits(100));
  });
});

describe('a pack ends', () => {
  const bought = second + 12 * DAY_MS;
  // prettier-ignore
  const cases: [what: string, lasts: Pack['lasts'], on: 'nothing' | 'month' | 'year', end: Instant | null][] = [
    ['never',                                         { type: 'never' },             'month',   null],
    ['days after it was bought',                      { type: 'days', count: 30 },   'month',   bought + 30 * DAY_MS],
    ['months after it was bought',                    { type: 'months', count: 12 }, 'month',   instant('2025-03-12')],
    ['with the period that runs',                     { type: 'periods', count: 1 }, 'month',   third],
    ['with the next one, on its anchored day',        { type: 'periods', count: 2 }, 'month',   fourth],
    ['with the 31st, though bought in a short month', { type: 'periods', count: 3 }, 'month',   instant('2024-05-31')],
    ['with the year that runs',                       { type: 'periods', count: 1 }, 'year',    instant('2025-01-31')],
    ['with the next year',                            { type: 'periods', count: 2 }, 'year',    instant('2026-01-31')],
    ['as many months on, where no period runs',       { type: 'periods', count: 2 }, 'nothing', instant('2024-05-12')],
  ];
  it.each(cases)('%s', (_, lasts, on, end) => {
    const account = new LivedAccount(always(selling(pack('one', lasts))), start);
    if (on !== 'nothing') account.subscribe('pro', start, { intervalId: on });
    if (on === 'month') account.renew(1, second);
    expect(account.do(buy('one'), bought).grants).toMatchObject([{ effectiveAt: bought, expiresAt: end }]);
    if (end === null) return;
    // Its last millisecond is the one before its end.
    const waits = on !== 'nothing' && account.state.header.period!.end === end;
    expect(account.settle(end - 1).state.header.balance).toBe(credits(100));
    expect(account.settle(end).state.header.balance).toBe(waits ? credits(100) : 0n);
    if (waits) expect(account.renew(account.state.subscription!.periodIndex + 1, end).state.header.balance).toBe(0n);
  });

  it('with the period that really runs, if bought while its payment is awaited', () => {
    const account = new LivedAccount(always(selling(pack('one', { type: 'periods', count: 1 }))), start);
    account.subscribe('pro', start);
    account.do(buy('one'), second);
    expect(account.state.subscription!.status).toBe('awaiting_payment');
    account.renew(1, second + DAY_MS);
    expect(account.state.grants).toMatchObject([{ available: credits(100), expiresAt: third }]);
  });
});

describe('a pack', () => {
  it('outlives renewals and a change from free to paid', () => {
    const account = new LivedAccount(always(selling(pack('one', { type: 'never' }))), start);
    account.subscribe('free', start);
    account.do(buy('one'), start);
    account.subscribe('pro', instant('2024-03-10'));
    account.renew(1, instant('2024-04-10'));
    expect(account.state.header.balance).toBe(credits(100));
  });

  it('pays by its priority, then by its end, then by its age', () => {
    const account = new LivedAccount(
      always(
        selling(
          pack('late', { type: 'never' }, { priority: 1 }),
          pack('endless', { type: 'never' }),
          pack('ending', { type: 'days', count: 90 }),
          pack('first', { type: 'never' }, { priority: -1 }),
        ),
      ),
      start,
    );
    for (const id of ['late', 'endless', 'endless', 'ending', 'first']) account.do(buy(id), start);
    expect([...account.state.grants].sort(byBurnDown).map((grant) => [grant.ruleId, grant.id])).toEqual([
      ['first', 5],
      ['ending', 4],
      ['endless', 2],
      ['endless', 3],
      ['late', 1],
    ]);
  });
});

describe('the price of one pack', () => {
  const sold = pack(
    'one',
    { type: 'never' },
    {
      price: 500n,
      volume: [
        { from: 5, price: 450n },
        { from: 10, price: 400n },
      ],
      planPrices: { pro: 425n },
    },
  );
  // prettier-ignore
  it.each([
    ['alone: the list price',                         1, null,   500n],
    ['four: the list price',                          4, null,   500n],
    ['five: the price from five on',                  5, null,   450n],
    ['nine: still that',                              9, null,   450n],
    ['ten: the price from ten on',                   10, null,   400n],
    ['a hundred: that too',                         100, null,   400n],
    ["alone, on a plan: the plan's price",            1, 'pro',  425n],
    ["five, on a plan: the plan's, which is lower",   5, 'pro',  425n],
    ['ten, on a plan: the one from ten on',          10, 'pro',  400n],
    ['on a plan that has no price of its own',        1, 'free', 500n],
    ['on a plan whose name means something else',     1, 'constructor', 500n],
  ])('%s', (_, count, planId, price) => {
    expect(packPrice(sold, count, planId)).toBe(price);
  });

  const buying = (account: LivedAccount, count: number, at = start + 1) => {
    const { grants, charges } = account.do(buy('one', count), at);
    return { paid: grants.map((grant) => grant.paid), charges };
  };
  const line = (quantity: number, amount: bigint) => [
    { kind: 'pack', itemId: 'one', intervalId: null, quantity, amount, span: null },
  ];

  it('is what each was paid for, and their sum is what is charged', () => {
    const account = new LivedAccount(always(selling(sold)), start);
    expect(buying(account, 5)).toEqual({ paid: Array(5).fill(450_000_000n), charges: line(5, 2_250n) });
    expect(buying(account, 1)).toEqual({ paid: [500_000_000n], charges: line(1, 500n) });
  });

  it("is the plan's while the plan is live: not on a free plan, and not after the grace", () => {
    const free = new LivedAccount(always(selling({ ...sold, planPrices: { pro: 425n, free: 1n } })), start);
    free.subscribe('free', start);
    expect(buying(free, 1).charges).toEqual(line(1, 500n));
    free.subscribe('pro', start + 2);
    expect(buying(free, 1, start + 3).charges).toEqual(line(1, 425n));

    const paying = new LivedAccount(always(selling(sold)), start);
    paying.subscribe('pro', start);
    paying.do({ type: 'declinePayment', periodIndex: 1 }, second);
    expect(buying(paying, 1, second + 1).charges).toEqual(line(1, 425n));
    expect(buying(paying, 1, second + 7 * DAY_MS).charges).toEqual(line(1, 500n));
  });

  it('of nothing is charged as nothing', () => {
    const account = new LivedAccount(always(selling({ ...sold, price: 0n })), start);
    expect(buying(account, 1)).toEqual({ paid: [0n], charges: [] });
  });
});

describe('a pack that needs a live subscription', () => {
  const book = always(selling(pack('one', { type: 'never' }, { needsSubscription: true })));

  it('is sold to nobody without one', () => {
    const account = new LivedAccount(book, start);
    expect(account.refused(buy('one'), start)).toMatchObject({
      code: 'no_subscription',
      detail: expect.stringMatching(/paid plan only\.$/),
    });
    account.subscribe('free', start);
    expect(account.refused(buy('one'), start + 1).code).toBe('no_subscription');
  });

  it('is sold on a paid plan and in its grace, and not after it', () => {
    const account = new LivedAccount(book, start);
    account.subscribe('pro', start);
    expect(account.do(buy('one'), start + 1).grants).toMatchObject([{ needsSubscription: true }]);
    account.do({ type: 'declinePayment', periodIndex: 1 }, second);
    account.do(buy('one'), second + 7 * DAY_MS - 1);
    expect(account.refused(buy('one'), second + 7 * DAY_MS).code).toBe('no_subscription');
    // Locked, and not lost: a late payment opens them again.
    expect(account.state.header.balance).toBe(credits(200));
    expect(account.refused(debit(1), second + 8 * DAY_MS).code).toBe('credits_locked');
    account.renew(1, second + 9 * DAY_MS);
    account.spend(credits(200), second + 9 * DAY_MS);
  });
});

describe('a pack bought by the rule of the account', () => {
  const book = always(selling(pack('one', { type: 'never' }), pack('two', { type: 'never' })));
  const rule = { packId: 'one', count: 2, threshold: credits(10), monthlyLimit: 3_000n };
  const byRule = (packId: string, count: number): Command => ({ type: 'buyPack', packId, count, topUp: true });

  it('is refused where there is no rule, or it has asked for nothing or for something else', () => {
    const account = new LivedAccount(book, start);
    expect(account.refused(byRule('one', 2), start).code).toBe('top_up_not_due');
    account.do(buy('one'), start);
    account.do({ type: 'setTopUp', rule }, start);
    expect(account.refused(byRule('one', 2), start).code).toBe('top_up_not_due');
    account.spend(credits(95), start);
    expect(account.refused(byRule('one', 1), start).code).toBe('top_up_not_due');
    expect(account.refused(byRule('two', 2), start).code).toBe('top_up_not_due');
    account.do(byRule('one', 2), start);
    expect(account.refused(byRule('one', 2), start).code).toBe('top_up_not_due');
  });

  it('counts in its month, and what is bought otherwise does not', () => {
    const account = new LivedAccount(book, start);
    account.do({ type: 'setTopUp', rule }, start);
    account.do(buy('one', 3), start);
    expect(account.state.topUp).toMatchObject({ pending: true, spent: 0n });
    expect(account.do(byRule('one', 2), start).charges).toMatchObject([{ kind: 'pack', quantity: 2, amount: 1_000n }]);
    expect(account.state.topUp).toMatchObject({ pending: false, spent: 1_000n, month: '2024-01' });
  });
});
