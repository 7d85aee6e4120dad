import { describe, expect, it } from 'vitest';
import type { Catalog, Pack } from '../catalog/schema';
import { AMOUNT_MAX, credits } from '../credits';
import { byBurnDown } from '../ledger/burn-down';
import type { Command } from '../ledger/command';
import { always, deepFreeze, instant, LivedAccount, plan, sellingPlans, shipped } from '../ledger/testing/account';
import { DAY_MS, type Instant } from '../time';

const artifio = always(deepFreeze(shipped('artifio')));
const start = instant('2024-01-31');
const second = instant('2024-02-29');
const third = instant('2024-03-31');
const fourth = instant('2024-04-30');

const buy = (packId: string, count = 1): Command => ({ type: 'buyPack', packId, count });
const pack = (id: string, lasts: Pack['lasts'], more: Partial<Pack> = {}): Pack => ({
  id,
  name: id,
  credits: credits(100),
  price: 500n,
  lasts,
  needsSubscription: false,
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
