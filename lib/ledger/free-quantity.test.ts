import { describe, expect, it } from 'vitest';
import { catalogSchema } from '../catalog/schema';
import { credits } from '../credits';
import { DAY_MS } from '../time';
import { freeLeft } from './free-quantity';
import type { FreeQuantity } from './state';
import {
  always,
  deepFreeze,
  generationId,
  instant,
  LivedAccount,
  plan,
  quoteOf,
  sellingPlans,
} from './testing/account';

const start = instant('2026-01-31');
const second = instant('2026-02-28');
const id = generationId(1);
const unit = 1_000_000n;

/** A feature that gives its first ten units free, in each window. */
const feature = (per: FreeQuantity['per']) => ({
  id: `by-${per}`,
  name: 'Work',
  product: 'test',
  kind: 'image',
  price: { type: 'perUnit', credits: 1, unit: 'image' },
  firstFree: { units: 10, per },
});
const catalog = deepFreeze({
  ...sellingPlans(plan('free', 0, [])),
  features: catalogSchema.shape.features.parse([
    ...(['period', 'day', 'ever'] as const).map(feature),
    { ...feature('day'), id: 'dear', firstFree: undefined },
  ]),
});

function onFree(zone = 'UTC'): LivedAccount {
  const account = new LivedAccount(always(catalog), start, zone);
  account.subscribe('free', start);
  account.give(credits(100), start);
  return account;
}

const of = (per: FreeQuantity['per'], units: bigint) => ({
  feature: `by-${per}`,
  free: [{ feature: `by-${per}`, per, units: units * unit }],
});

const left = (account: LivedAccount, per: FreeQuantity['per'], at: number) =>
  freeLeft(account.state, `by-${per}`, catalog, at);

describe('rule 13: what a feature gives free', () => {
  it.each(['period', 'day', 'ever'] as const)('in each %s is counted as it is taken', (per) => {
    const account = onFree();
    expect(left(account, per, start)).toBe(10n * unit);
    account.spend(credits(2), start, of(per, 4n));
    account.spend(0n, start, of(per, 3n));
    expect(left(account, per, start)).toBe(3n * unit);
    // A quote that is honoured late may have promised more than is left.
    account.spend(0n, start, of(per, 9n));
    expect(left(account, per, start)).toBe(0n);
  });

  it('is nothing for a feature that gives none, or that nobody sells', () => {
    expect(['dear', 'no-such'].map((each) => freeLeft(onFree().state, each, catalog, start))).toEqual([null, null]);
  });

  it.each([
    ['period', second - 1, second],
    ['day', start + DAY_MS - 1, start + DAY_MS],
  ] as const)('in each %s is whole again in the next, and takes the place of the one before', (per, last, next) => {
    const account = onFree();
    account.spend(0n, start, of(per, 4n));
    expect(left(account, per, last)).toBe(6n * unit);
    account.settle(next);
    expect(left(account, per, next)).toBe(10n * unit);
    account.spend(0n, next, of(per, 1n));
    expect(account.state.freeUses).toHaveLength(1);
    expect(left(account, per, next)).toBe(9n * unit);
  });

  it('once for ever does not come again', () => {
    const account = onFree();
    account.spend(0n, start, of('ever', 4n));
    account.settle(second + 400 * DAY_MS);
    expect(left(account, 'ever', second + 400 * DAY_MS)).toBe(6n * unit);
  });

  it("in each day is one of the account's own zone", () => {
    const account = onFree('Asia/Tokyo');
    const midnight = instant('2026-02-01T15:00:00.000Z');
    account.spend(0n, midnight - 1, of('day', 4n));
    expect([left(account, 'day', midnight - 1), left(account, 'day', midnight)]).toEqual([6n * unit, 10n * unit]);
  });

  it('is counted for each feature by itself', () => {
    const account = onFree();
    for (const per of ['period', 'day', 'ever'] as const) account.spend(0n, start, of(per, 4n));
    account.spend(0n, start, of('day', 1n));
    expect(account.state.freeUses).toEqual([
      { feature: 'by-day', window: '2026-01-31', used: 5n * unit },
      { feature: 'by-ever', window: '', used: 4n * unit },
      { feature: 'by-period', window: '2026-01-31T00:00:00.000Z', used: 4n * unit },
    ]);
  });
});

describe('rule 13: a hold', () => {
  it.each([
    ['is voided', (account: LivedAccount) => account.void(id, start + 1)],
    ['lapses', (account: LivedAccount) => account.settle(start + 5)],
  ])('takes free quantities, and gives them back where it %s', (_, end) => {
    const account = onFree();
    account.spend(0n, start, of('day', 1n));
    account.hold(0n, start, { id, lapsesAt: start + 5, ...of('day', 4n) });
    expect(left(account, 'day', start)).toBe(5n * unit);
    end(account);
    expect(left(account, 'day', start + 5)).toBe(9n * unit);
  });

  it('that is captured keeps what it took', () => {
    const account = onFree();
    account.hold(0n, start, { id, ...of('day', 4n) });
    account.capture(id, 0n, start + 1);
    expect(left(account, 'day', start + 1)).toBe(6n * unit);
  });

  it('that is priced anew as it is captured takes what it really took', () => {
    const account = onFree();
    account.hold(0n, start, { id, ...of('day', 4n) });
    const [hold] = account.state.holds;
    // Its own four count as left for the new price.
    expect(freeLeft(account.state, 'by-day', catalog, start, hold)).toBe(10n * unit);
    const quote = quoteOf(0n, of('day', 7n));
    account.do({ type: 'capture', generationId: id, credits: 0n, quote }, start + 1);
    expect(left(account, 'day', start + 1)).toBe(3n * unit);
  });

  it.each([
    ['period', second],
    ['day', start + DAY_MS],
  ] as const)('of an earlier %s gives nothing back in this one', (per, next) => {
    const account = onFree();
    account.hold(0n, next - 1, { id, lapsesAt: next + DAY_MS, ...of(per, 4n) });
    account.spend(0n, next, of(per, 3n));
    account.void(id, next + 1);
    expect(left(account, per, next + 1)).toBe(7n * unit);
  });
});
