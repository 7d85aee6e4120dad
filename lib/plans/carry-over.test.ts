import { describe, expect, it } from 'vitest';
import type { Micro } from '../credits';
import { credits } from '../credits';
import { openDraft } from '../ledger/draft';
import { newAccount, type Grant } from '../ledger/state';
import { deepFreeze, generationId, grantLike, instant, plan, sellingPlans } from '../ledger/testing/account';
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
  ];
  it.each(cases)('is %s', (_, terms, seats, cap) => {
    expect(carryOverCap(terms, seats)).toBe(cap);
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
