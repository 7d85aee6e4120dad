import { describe, expect, it } from 'vitest';
import type { Catalog, Pack } from '../catalog/schema';
import { AMOUNT_MAX, credits } from '../credits';
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
} from '../ledger/testing/account';
import { DAY_MS, type Instant } from '../time';

const start = instant('2027-11-20');
const never: Pack['lasts'] = { type: 'never' };
const pack = (id: string, amount: number, price: bigint, more: Partial<Pack> = {}): Pack => ({
  id,
  name: id,
  credits: credits(amount),
  price,
  lasts: never,
  needsSubscription: false,
  volume: [],
  planPrices: {},
  priority: 0,
  ...more,
});

const packs = [
  pack('small', 10, 500n, { volume: [{ from: 5, price: 400n }] }),
  pack('large', 100, 4_000n, { planPrices: { pro: 3_000n } }),
  pack('members', 100, 1_000n, { needsSubscription: true }),
  pack('huge', 1, 1n, { credits: AMOUNT_MAX }),
];
const monthly = { id: 'm', credits: 50, when: 'period', lasts: { type: 'periods', count: 1 } };
const catalog: Catalog = deepFreeze({ ...sellingPlans(plan('free', 0, []), plan('pro', 999, [monthly])), packs });
const book = always(catalog);

const rule = { packId: 'small', count: 1, threshold: credits(5), monthlyLimit: 1_200n };
const set = (more: Partial<typeof rule> = {}): Command => ({ type: 'setTopUp', rule: { ...rule, ...more } });
const off: Command = { type: 'setTopUp', rule: null };
const buy = (count = 1, packId = 'small'): Command => ({ type: 'buyPack', packId, count, topUp: true });
const wish = { packId: 'small', count: 1, price: 500n };

/** An account with so many credits and a rule. */
function having(amount: number, more: Partial<typeof rule> = {}) {
  const account = new LivedAccount(book, start);
  account.give(credits(amount), start);
  account.do(set(more), start);
  return account;
}

describe('a rule for buying packs', () => {
  // prettier-ignore
  const refusals: [what: string, more: Partial<typeof rule>, code: string, pointer: string | undefined][] = [
    ['names a pack that nobody sells', { packId: 'none' },                'unknown_pack',     undefined],
    ['buys nothing',                   { count: 0 },                      'invalid_quantity', '/count'],
    ['buys a half',                    { count: 0.5 },                    'invalid_quantity', '/count'],
    ['buys more than at once',         { count: 101 },                    'invalid_quantity', '/count'],
    ['buys more than the ledger holds', { packId: 'huge', count: 2 },     'invalid_quantity', '/count'],
    ['waits for less than nothing',    { threshold: 0n },                 'invalid_amount',   '/threshold'],
    ['waits for less than that',       { threshold: -1n },                'invalid_amount',   '/threshold'],
    ['waits for more than there can be', { threshold: AMOUNT_MAX + 1n },  'invalid_amount',   '/threshold'],
    ['may never buy anything',         { monthlyLimit: 499n },            'invalid_amount',   '/monthlyLimit'],
    ['may spend less than nothing',    { monthlyLimit: -1n },             'invalid_amount',   '/monthlyLimit'],
    ['may not buy so many at once',    { count: 5, monthlyLimit: 1_999n }, 'invalid_amount',  '/monthlyLimit'],
  ];
  it.each(refusals)('is refused where it %s', (_, more, code, pointer) => {
    const failure = new LivedAccount(book, start).refused(set(more), start);
    expect([failure.code, failure.pointer]).toEqual([code, pointer]);
    expect(failure.detail).toMatch(/\.$/);
  });

  it.each([
    ['the very price', { monthlyLimit: 500n }],
    ['the price of five, bought together', { count: 5, monthlyLimit: 2_000n }],
    ['a millionth of a credit', { threshold: 1n }],
  ])('takes %s', (_, more) => {
    expect(having(50, more).state.topUp).toMatchObject({ enabled: true, pending: false, spent: 0n, month: '2027-11' });
  });

  it('goes by the price of the plan that is live', () => {
    const account = new LivedAccount(book, start);
    expect(account.refused(set({ packId: 'large', monthlyLimit: 3_000n }), start).code).toBe('invalid_amount');
    account.subscribe('pro', start);
    account.do(set({ packId: 'large', monthlyLimit: 3_000n, threshold: credits(60) }), start);
    expect(account.state.topUp!.pending).toBe(true);
  });
});

describe('a rule asks', () => {
  it('when less than its threshold can be spent, and not at it', () => {
    const account = having(20);
    expect(account.spend(credits(15), start + 1).topUp).toBeNull();
    expect(account.spend(1n, start + 2).topUp).toEqual(wish);
    expect(account.state.topUp!.pending).toBe(true);
  });

  it('once, until what it asked for has come', () => {
    const account = having(20);
    account.spend(credits(16), start + 1);
    expect(account.spend(credits(1), start + 2).topUp).toBeNull();
    expect(account.do(buy(), start + 3)).toMatchObject({ topUp: null, charges: [{ amount: 500n }] });
    expect(account.state.header.balance).toBe(credits(13));
    expect(account.spend(credits(10), start + 4).topUp).toEqual(wish);
  });

  it('at once when it is set, and again while that is not enough', () => {
    const account = new LivedAccount(book, start);
    expect(account.do(set({ threshold: credits(15) }), start).topUp).toEqual(wish);
    expect(account.do(buy(), start + 1).topUp).toEqual(wish);
    expect(account.do(buy(), start + 2).topUp).toBeNull();
  });

  it('for several packs at the price of so many', () => {
    const account = having(20, { count: 5, monthlyLimit: 2_000n });
    expect(account.spend(credits(16), start + 1).topUp).toEqual({ packId: 'small', count: 5, price: 2_000n });
    expect(account.do(buy(5), start + 2).grants.map((grant) => grant.paid)).toEqual(Array(5).fill(400_000_000n));
  });

  it('after a hold, whose credits can not be spent', () => {
    expect(having(20).hold(credits(16), start + 1).topUp).toEqual(wish);
  });

  it('with the next use after credits have ended: the passing of time alone asks for nothing', () => {
    const account = new LivedAccount(book, start);
    account.give(credits(20), start, start + DAY_MS);
    account.do(set(), start);
    expect(account.settle(start + DAY_MS).topUp).toBeNull();
    expect(account.spend(0n, start + DAY_MS + 1).topUp).toEqual(wish);
  });

  it('not when nothing happens: a look changes nothing', () => {
    const account = having(20, { monthlyLimit: 500n });
    account.spend(credits(16), start + 1);
    account.do(buy(), start + 2);
    account.spend(credits(13), start + 3);
    // December's limit is whole, and still nobody asks until something happens.
    const december = instant('2027-12-01');
    const before = account.state;
    expect(account.settle(december).topUp).toBeNull();
    expect(account.state).toEqual(before);
    expect(account.spend(1n, december + 1).topUp).toEqual(wish);
  });

  it('not for what would be refused', () => {
    const account = having(20, { packId: 'members' });
    expect(account.spend(credits(16), start + 1).topUp).toBeNull();
    // On a paid plan it is sold.
    account.subscribe('pro', start + 2);
    expect(account.spend(credits(51), start + 3).topUp).toEqual({ packId: 'members', count: 1, price: 1_000n });
  });

  it('not for a pack that is sold no more', () => {
    const later = start + DAY_MS;
    const account = new LivedAccount((at) => (at < later ? catalog : { ...catalog, packs: [] }), start);
    account.give(credits(20), start);
    account.do(set(), start);
    expect(account.spend(credits(16), later).topUp).toBeNull();
  });

  it('counts only what can be spent: credits that are locked are none', () => {
    const account = new LivedAccount(book, start);
    account.subscribe('pro', start);
    account.do(set({ threshold: credits(20), monthlyLimit: 10_000n }), start);
    const boundary = instant('2027-12-20');
    // In the grace, the 50 that wait for the payment can be spent.
    expect(account.do({ type: 'declinePayment', periodIndex: 1 }, boundary).topUp).toBeNull();
    account.settle(boundary + 7 * DAY_MS);
    expect(account.spend(0n, boundary + 7 * DAY_MS).topUp).toEqual(wish);
  });
});

describe("the limit of a month, by UTC's calendar:", () => {
  // Worked out by hand: each purchase is 10 credits for $5.00, at most $12.00 a month, below 5 credits.
  const account = having(10);
  const last = instant('2027-12-01') - 1;
  // prettier-ignore
  const steps: [what: string, at: Instant, does: 'spend' | 'buy', asks: boolean, spent: bigint, month: string][] = [
    ['6 of 10 spent',                      start + 1,     'spend', true,    0n,    '2027-11'],
    ['the first purchase comes',           start + 2,     'buy',   false,   500n,  '2027-11'],
    ['6 of 14',                            start + 3,     'spend', false,   500n,  '2027-11'],
    ['6 of 8',                             start + 4,     'spend', true,    500n,  '2027-11'],
    ['the second comes',                   start + 5,     'buy',   false,   1_000n, '2027-11'],
    ['6 of 12',                            start + 6,     'spend', false,   1_000n, '2027-11'],
    ['6 of 6: a third would be $15.00',    last - 1,      'spend', false,   1_000n, '2027-11'],
    ['December begins with a free line',   last + 1,      'spend', true,    1_000n, '2027-11'],
    ['its first comes, in its own month',  last + 2,      'buy',   false,   500n,  '2027-12'],
  ];
  it.each(steps)('%s', (_, at, does, asks, spent, month) => {
    const amount = account.state.header.balance === 0n ? 0n : credits(6);
    const command: Command =
      does === 'buy' ? buy() : { type: 'debit', generationId: generationId(at % 100_000), quote: quoteOf(amount) };
    expect(account.do(command, at).topUp).toEqual(asks ? wish : null);
    expect(account.state.topUp).toMatchObject({ spent, month, pending: asks });
  });

  it('a purchase that was asked for in one month and comes in the next counts there', () => {
    const other = having(10);
    other.spend(credits(6), last);
    other.do(buy(), last + 1);
    expect(other.state.topUp).toMatchObject({ spent: 500n, month: '2027-12' });
  });
});

describe('a rule that is switched off', () => {
  it('asks for nothing, and drops what it waits for', () => {
    const account = having(20);
    account.spend(credits(16), start + 1);
    account.do(off, start + 2);
    expect(account.state.topUp).toMatchObject({ enabled: false, pending: false });
    expect(account.refused(buy(), start + 3).code).toBe('top_up_not_due');
    expect(account.spend(credits(1), start + 4).topUp).toBeNull();
  });

  it('and on again has the limit that was left', () => {
    const account = having(10, { monthlyLimit: 500n });
    account.spend(credits(6), start + 1);
    account.do(buy(), start + 2);
    account.do(off, start + 3);
    expect(account.do(set({ threshold: credits(15), monthlyLimit: 999n }), start + 4).topUp).toBeNull();
    expect(account.state.topUp).toMatchObject({ enabled: true, spent: 500n });
    // With more for the month, it asks.
    expect(account.do(set({ threshold: credits(15), monthlyLimit: 1_000n }), start + 5).topUp).toEqual(wish);
  });

  it('in a new month has the whole', () => {
    const account = having(10, { monthlyLimit: 500n });
    account.spend(credits(6), start + 1);
    account.do(buy(), start + 2);
    account.do(off, start + 3);
    account.do(set({ threshold: credits(15), monthlyLimit: 500n }), instant('2027-12-01'));
    expect(account.state.topUp).toMatchObject({ spent: 0n, month: '2027-12', pending: true });
  });

  it('that never was on is nothing', () => {
    const account = new LivedAccount(book, start);
    account.do(off, start);
    expect(account.state.topUp).toBeNull();
  });
});

describe('a rule that is set anew while it waits', () => {
  const waiting = () => {
    const account = having(20);
    account.spend(credits(16), start + 1);
    return account;
  };

  it('for the same purchase goes on waiting: nothing is bought twice', () => {
    const account = waiting();
    expect(account.do(set({ threshold: credits(8) }), start + 2).topUp).toBeNull();
    account.do(buy(), start + 3);
    expect(account.state.topUp!.pending).toBe(false);
  });

  it('for another one asks for that', () => {
    const account = waiting();
    const change = account.do(set({ packId: 'large', monthlyLimit: 4_000n }), start + 2);
    expect(change.topUp).toEqual({ packId: 'large', count: 1, price: 4_000n });
    expect(account.refused(buy(), start + 3).code).toBe('top_up_not_due');
  });
});

describe('a top-up whose payment is declined', () => {
  const decline: Command = { type: 'declineTopUp' };

  it('switches the rule off, and it never switches itself on again', () => {
    const account = having(20);
    account.spend(credits(16), start + 1);
    expect(account.do(decline, start + 2).topUp).toBeNull();
    expect(account.state.topUp).toMatchObject({ enabled: false, pending: false, spent: 0n });
    account.give(credits(20), start + 3);
    expect(account.spend(credits(22), instant('2027-12-05')).topUp).toBeNull();
    expect(account.settle(instant('2028-12-05')).topUp).toBeNull();
    expect(account.state.topUp!.enabled).toBe(false);
    // Until somebody does.
    expect(account.do(set(), instant('2028-12-06')).topUp).toEqual(wish);
  });

  it('is refused where nothing waits for a payment', () => {
    expect(new LivedAccount(book, start).refused(decline, start).code).toBe('top_up_not_due');
    expect(having(20).refused(decline, start).code).toBe('top_up_not_due');
  });
});
