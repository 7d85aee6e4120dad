import { describe, expect, it } from 'vitest';
import type { Catalog, CatalogAt } from '../catalog/schema';
import { AMOUNT_MAX, credits } from '../credits';
import { DAY_MS, type Instant } from '../time';
import type { Command } from './command';
import { decide } from './decide';
import { nextDue } from './settle';
import {
  always,
  deepFreeze,
  generationId,
  grantLike,
  instant,
  LivedAccount,
  plan,
  quoteOf,
  sellingPlans,
  shipped,
} from './testing/account';

const captions = always(deepFreeze(shipped('captions')));
const aiStudios = always(deepFreeze(shipped('ai-studios')));
const start = instant('2026-01-31');
const second = instant('2026-02-28');
const third = instant('2026-03-31');
const fourth = instant('2026-04-30');

function on(planId: string, catalogAt: CatalogAt = captions, more: { intervalId?: string; seats?: number } = {}) {
  const account = new LivedAccount(catalogAt, start);
  account.subscribe(planId, start, more);
  return account;
}

const debit = (amount: bigint, quote = {}): Command => ({
  type: 'debit',
  generationId: generationId(1),
  quote: quoteOf(amount, quote),
});

describe('subscribing', () => {
  it('gives the first period and its credits at once, with what was paid for them', () => {
    const account = new LivedAccount(captions, start);
    const change = account.subscribe('pro', start);
    expect(change.entries).toEqual([
      {
        seq: 1,
        at: start,
        kind: 'grant',
        reason: 'subscribed',
        grantId: 1,
        from: 'issued',
        to: 'available',
        amount: credits(200),
        balanceAfter: credits(200),
        periodStart: start,
        generationId: null,
        feature: null,
        model: null,
      },
    ]);
    expect(change.grants).toEqual([
      grantLike({
        id: 1,
        planId: 'pro',
        ruleId: 'monthly',
        recurring: true,
        amount: credits(200),
        effectiveAt: start,
        expiresAt: fourth,
        paid: 999_000_000n,
      }),
    ]);
    expect(change.state).toMatchObject({
      header: { seq: 1, at: start, balance: credits(200), held: 0n, period: { start, end: second, carriedIn: 0n } },
      subscription: { planId: 'pro', intervalId: 'month', seats: 1, anchor: start, periodIndex: 0, status: 'active' },
      claimed: [],
    });
    expect([change.steps, change.claims]).toEqual([[], []]);
  });

  it.each([
    ['a year up front', 'personal', { intervalId: 'year' }, 720, 34_800n, '2027-01-31'],
    ['three seats by the month', 'team', { seats: 3 }, 450, 11_700n, '2026-02-28'],
    ['three seats by the year', 'team', { intervalId: 'year', seats: 3 }, 5_400, 140_400n, '2027-01-31'],
  ])('to %s gives and costs as the catalog says', (_, planId, more, amount, cents, end) => {
    const account = on(planId, aiStudios, more);
    expect(account.state.grants).toMatchObject([
      { amount: credits(amount), paid: cents * 1_000_000n, expiresAt: instant(end), effectiveAt: start },
    ]);
    expect(account.state.header.period).toMatchObject({ start, end: instant(end) });
  });

  it('to a contract gives what its file says: nothing, and asks for no payment', () => {
    const account = on('enterprise', aiStudios, { intervalId: 'contract' });
    account.settle(third);
    expect(account.state.subscription).toMatchObject({ status: 'active', periodIndex: 2 });
    expect(account.entries).toEqual([]);
  });

  it('from a free plan starts anew and leaves what is owned as it is', () => {
    const account = on('free', aiStudios);
    account.spend(credits(6), start + 1);
    const moved = start + 10 * DAY_MS;
    account.subscribe('personal', moved);
    expect(account.state.subscription).toMatchObject({ planId: 'personal', anchor: moved, periodIndex: 0 });
    expect(account.state.grants.map((grant) => [grant.planId, grant.available, grant.expiresAt])).toEqual([
      ['free', credits(10), second],
      ['personal', credits(60), instant('2026-03-10')],
    ]);
    expect(account.state.header.period).toMatchObject({ carriedIn: credits(10), granted: credits(60), used: 0n });
  });

  const refusals: [
    why: string,
    from: string | null,
    to: string,
    more: { intervalId?: string; seats?: number },
    code: string,
  ][] = [
    ['a plan nobody sells', null, 'platinum', {}, 'unknown_plan'],
    ['an interval the plan has not', null, 'personal', { intervalId: 'decade' }, 'unknown_plan'],
    ['no seat at all', null, 'team', { seats: 0 }, 'invalid_quantity'],
    ['half a seat', null, 'team', { seats: 1.5 }, 'invalid_quantity'],
    ['no number of seats', null, 'team', { seats: NaN }, 'invalid_quantity'],
    ['too many seats', null, 'team', { seats: 100_001 }, 'invalid_quantity'],
    ['seats of a plan without seats', null, 'personal', { seats: 2 }, 'invalid_quantity'],
    ['the free plan one is on', 'free', 'free', {}, 'already_subscribed'],
    ['the paid plan one is on', 'personal', 'personal', {}, 'already_subscribed'],
    ['another paid plan', 'personal', 'team', {}, 'already_subscribed'],
    ['the free plan, from a paid one', 'personal', 'free', {}, 'already_subscribed'],
    ['a paid plan, from a contract', 'enterprise', 'team', {}, 'already_subscribed'],
  ];
  it.each(refusals)('is refused for %s', (_, from, to, more, code) => {
    const account = from
      ? on(from, aiStudios, from === 'enterprise' ? { intervalId: 'contract' } : {})
      : new LivedAccount(aiStudios, start);
    const { intervalId = 'month', seats = 1 } = more;
    const failure = account.refused({ type: 'subscribe', planId: to, intervalId, seats }, start + 1);
    expect(failure.code).toBe(code);
    expect(failure.detail).toMatch(/\.$/);
    if (code === 'invalid_quantity') expect(failure.pointer).toBe('/seats');
  });

  it('takes as many seats as the plan names, and no more', () => {
    const seats = { min: 2, max: 5 };
    const book = always(sellingPlans(plan('team', 100, [], { seats })));
    const trying = (count: number) =>
      decide(
        new LivedAccount(book, start).state,
        { type: 'subscribe', planId: 'team', intervalId: 'month', seats: count },
        { claimedElsewhere: [] },
        start,
        book,
      ).ok;
    expect([1, 2, 5, 6].map(trying)).toEqual([false, true, true, false]);
  });
});

describe('a debit', () => {
  it('moves credits from the grants that pay, and says which', () => {
    const account = on('pro');
    account.give(credits(5), start + 1, start + DAY_MS);
    const change = account.do(debit(credits(12), { feature: 'ai-edit', model: 'photon' }), start + 2);
    const about = { at: start + 2, kind: 'debit', reason: 'generation', from: 'available', to: 'spent' };
    const same = { generationId: generationId(1), feature: 'ai-edit', model: 'photon', periodStart: start };
    expect(change.entries).toEqual([
      { ...about, ...same, seq: 3, grantId: 2, amount: credits(5), balanceAfter: credits(200) },
      { ...about, ...same, seq: 4, grantId: 1, amount: credits(7), balanceAfter: credits(193) },
    ]);
    expect(change.steps).toEqual([
      {
        generationId: generationId(1),
        kind: 'debit',
        at: start + 2,
        periodStart: start,
        credits: credits(12),
        burns: [
          { grantId: 2, amount: credits(5), cost: 0n },
          // 7 of the 200 that $9.99 paid for.
          { grantId: 1, amount: credits(7), cost: 34_965_000n },
        ],
        balanceBefore: credits(205),
        balanceAfter: credits(193),
        firstSeq: 3,
        lastSeq: 4,
        quote: quoteOf(credits(12), { feature: 'ai-edit', model: 'photon' }),
        member: null,
        lapsesAt: null,
      },
    ]);
    // The grant that is used up leaves the state, and is still among what has changed.
    expect(change.state.grants.map((grant) => grant.id)).toEqual([1]);
    expect(change.grants.map((grant) => [grant.id, grant.available, grant.spent])).toEqual([
      [2, 0n, credits(5)],
      [1, credits(193), credits(7)],
    ]);
  });

  it('that costs nothing leaves a line of kind free, even on an empty account', () => {
    const account = new LivedAccount(captions, start);
    const change = account.do(debit(0n, { feature: 'sound' }), start + 1);
    expect(change.entries).toMatchObject([
      { seq: 1, kind: 'free', grantId: null, from: null, to: null, amount: 0n, balanceAfter: 0n, feature: 'sound' },
    ]);
    expect(change.steps).toMatchObject([
      { kind: 'free', credits: 0n, burns: [], balanceBefore: 0n, periodStart: null, firstSeq: 1, lastSeq: 1 },
    ]);
    expect(change.grants).toEqual([]);
  });

  it('can spend the last micro-credit, and the next one is refused', () => {
    const account = on('pro');
    account.do(debit(credits(200)), start);
    expect(account.state.header.balance).toBe(0n);
    expect(account.refused(debit(1n), start)).toMatchObject({ data: { shortfall: 0.000001, available: 0 } });
  });

  it('is refused whole, with what is missing, when more comes, and which plan has more', () => {
    const account = on('pro');
    account.spend(credits(150), start + 1);
    expect(account.refused(debit(credits(64)), start + 2)).toEqual({
      code: 'insufficient_credits',
      detail: 'This needs 64 credits and 50 are available. Nothing was charged.',
      data: {
        needed: 64,
        available: 50,
        shortfall: 14,
        refreshesAt: '2026-02-28T00:00:00.000Z',
        refreshCredits: 200,
        nextPlan: {
          id: 'max',
          name: 'Max',
          interval: 'month',
          creditsPerPeriod: 500,
          priceMinor: 2499,
          currency: 'USD',
        },
      },
    });
  });

  it.each([
    ['on the highest plan', 'scale-4x', captions, { nextPlan: null, refreshCredits: 5600 }],
    ['on the highest plan that is sold by price', 'team', aiStudios, { nextPlan: null, refreshCredits: 150 }],
    ['on a free plan that gives nothing more', 'free', captions, { refreshesAt: null, nextPlan: { id: 'pro' } }],
    ['on a free plan that refreshes', 'free', aiStudios, { refreshCredits: 16, nextPlan: { id: 'personal' } }],
  ])('that is refused %s says so', (_, planId, catalogAt, data) => {
    expect(on(planId, catalogAt).refused(debit(AMOUNT_MAX), start).data).toMatchObject(data);
  });

  it('on an account without a subscription names no refresh and no plan', () => {
    const account = new LivedAccount(captions, start);
    expect(account.refused(debit(credits(1)), start).data).toMatchObject({ refreshesAt: null, nextPlan: null });
  });

  it('names a plan of the same interval where there is one', () => {
    const account = on('personal', aiStudios, { intervalId: 'year' });
    const failure = account.refused(debit(credits(5000)), start);
    expect(failure.data).toMatchObject({ nextPlan: { id: 'team', interval: 'year', priceMinor: 46_800 } });
  });
});

describe('credits that no plan gives', () => {
  it.each([
    ['goodwill', 'goodwill'],
    ['promotion', 'promotion'],
    ['import', 'imported'],
  ] as const)('from %s arrive at once, at no cost', (source, reason) => {
    const account = on('pro');
    const amount = credits(7);
    const change = account.do({ type: 'grant', source, amount, expiresAt: third }, start + 1);
    expect(change.entries).toMatchObject([{ kind: 'grant', reason, amount, at: start + 1, from: 'issued' }]);
    expect(change.grants).toEqual([
      grantLike({ id: 2, source, amount, effectiveAt: start + 1, expiresAt: third, recurring: false, paid: 0n }),
    ]);
    expect(change.state.header.period).toMatchObject({ granted: credits(207) });
  });

  it.each<[string, bigint, Instant | null, string]>([
    ['nothing', 0n, null, 'invalid_amount'],
    ['less than nothing', -1n, null, 'invalid_amount'],
    ['more than an amount may be', AMOUNT_MAX + 1n, null, 'invalid_amount'],
    ['credits that have ended', credits(1), start, 'invalid_time'],
    ['credits that end at this very instant', credits(1), start + 1, 'invalid_time'],
  ])('are refused: %s', (_, amount, expiresAt, code) => {
    const failure = on('pro').refused({ type: 'grant', source: 'goodwill', amount, expiresAt }, start + 1);
    expect(failure.code).toBe(code);
  });

  it.each([1n, AMOUNT_MAX])('may be as little or as much as %s micro-credits', (amount) => {
    const account = new LivedAccount(captions, start);
    account.give(amount, start, start + 1);
    expect(account.state.header.balance).toBe(amount);
  });
});

describe('expiry', () => {
  it.each([
    ['one millisecond before its end a grant is whole', -1, credits(5)],
    ['at the exact millisecond of its end it is gone', 0, 0n],
    ['and it stays gone', 1, 0n],
  ])('%s', (_, after, left) => {
    const end = start + DAY_MS;
    const account = new LivedAccount(captions, start);
    account.give(credits(5), start, end);
    const { entries } = account.settle(end + after);
    expect(account.state.header.balance).toBe(left);
    // However late it is noticed, it is dated at the end itself.
    if (after >= 0) {
      expect(entries).toMatchObject([{ kind: 'expire', reason: 'lifetime_over', at: end, to: 'expired' }]);
    }
  });

  it('comes before the command of the same instant', () => {
    const account = new LivedAccount(captions, start);
    account.give(credits(5), start, start + 10);
    account.give(credits(5), start);
    expect(account.refused(debit(credits(6)), start + 10)).toMatchObject({ data: { available: 5 } });
    expect(account.spend(credits(10), start + 9).entries).toHaveLength(2);
  });

  it('happens in time order, and in burn-down order where two end together', () => {
    const account = new LivedAccount(captions, start);
    account.give(credits(1), start, start + 30);
    account.give(credits(2), start, start + 20);
    account.give(credits(3), start + 1, start + 20);
    account.give(credits(4), start + 1, start + 10);
    const { entries } = account.settle(start + 100);
    expect(entries.map(({ at, amount }) => [at - start, amount / credits(1)])).toEqual([
      [10, 4n],
      [20, 2n],
      [20, 3n],
      [30, 1n],
    ]);
  });

  it('takes only what is available: held credits survive the end of their grant', () => {
    const held = grantLike({ id: 1, amount: credits(10), held: credits(4), expiresAt: start + 10 });
    const account = new LivedAccount(captions, {
      ...new LivedAccount(captions, start).state,
      header: { seq: 1, at: start, balance: credits(6), held: credits(4), period: null },
      grants: [held],
    });
    account.settle(start + 11);
    expect(account.state.grants).toMatchObject([{ available: 0n, held: credits(4), expired: credits(6) }]);
    expect(nextDue(account.state, captions)).toBeNull();
  });
});

describe('a period that needs no payment', () => {
  it('is renewed by itself at its own boundary: what ends ends first, then the new credits come', () => {
    const account = on('free', aiStudios);
    account.spend(credits(6), start + 1);
    const { entries } = account.settle(second + 5 * DAY_MS);
    expect(entries.map(({ at, kind, amount, periodStart }) => [at, kind, amount, periodStart])).toEqual([
      [second, 'expire', credits(10), start],
      [second, 'grant', credits(16), second],
    ]);
    expect(account.state.header.period).toEqual({
      start: second,
      end: third,
      carriedIn: 0n,
      granted: credits(16),
      used: 0n,
      ended: 0n,
    });
  });

  it('takes a debit of the very instant of its renewal into the new period', () => {
    const before = on('free', aiStudios);
    expect(before.spend(credits(16), second - 1).steps).toMatchObject([{ periodStart: start }]);
    const { steps } = before.spend(credits(16), second);
    expect(steps).toMatchObject([{ periodStart: second, balanceBefore: credits(16), balanceAfter: 0n }]);
  });

  it('can be renewed many times at once, each at its own boundary', () => {
    const account = on('free', aiStudios);
    account.settle(fourth);
    expect(account.entries.map(({ at, kind }) => [at, kind])).toEqual([
      [start, 'grant'],
      [second, 'expire'],
      [second, 'grant'],
      [third, 'expire'],
      [third, 'grant'],
      [fourth, 'expire'],
      [fourth, 'grant'],
    ]);
  });

  it('is never paid for', () => {
    expect(on('free', aiStudios).refused({ type: 'renew', periodIndex: 1 }, second).code).toBe('nothing_to_renew');
  });
});

describe('a period that has to be paid for', () => {
  it('ends as waiting: nothing is granted, and nothing is written', () => {
    const account = on('pro');
    expect(account.settle(second - 1).state.subscription).toMatchObject({ status: 'active' });
    const change = account.settle(second);
    expect(change.entries).toEqual([]);
    expect(change.state.subscription).toMatchObject({ status: 'awaiting_payment', periodIndex: 0 });
    expect(change.state.header.balance).toBe(credits(200));
  });

  it('keeps what would have ended at the boundary spendable, and counts it in the old period', () => {
    const account = on('personal', aiStudios);
    account.give(credits(9), start, second);
    const { steps } = account.spend(credits(40), second + 3 * DAY_MS);
    expect(steps).toMatchObject([{ periodStart: start, balanceAfter: credits(29) }]);
    expect(account.state.header.period).toMatchObject({ start, end: second, used: credits(40), ended: 0n });
    expect(nextDue(account.state, aiStudios)).toBeNull();
  });

  it('lets go what ends at another instant, before the boundary or after it', () => {
    const account = on('personal', aiStudios);
    account.give(credits(1), start, second - 1);
    account.give(credits(2), start, second + 1);
    account.settle(second + DAY_MS);
    expect(account.entries.filter(({ kind }) => kind === 'expire').map(({ at, amount }) => [at, amount])).toEqual([
      [second - 1, credits(1)],
      [second + 1, credits(2)],
    ]);
    expect(account.state.header.balance).toBe(credits(60));
  });

  it('paid at the boundary, is opened there: ends, trims, grants', () => {
    const account = on('personal', aiStudios);
    account.spend(credits(45), start + 1);
    const { entries, state } = account.renew(1, second);
    expect(entries.map(({ at, kind, reason, amount, periodStart }) => [at, kind, reason, amount, periodStart])).toEqual(
      [
        [second, 'expire', 'lifetime_over', credits(15), start],
        [second, 'grant', 'renewed', credits(60), second],
      ],
    );
    expect(state.subscription).toMatchObject({ status: 'active', periodIndex: 1, anchor: start });
    expect(account.spend(credits(60), second).steps).toMatchObject([{ periodStart: second }]);
  });

  it("paid late, is opened at its boundary, and its entries carry the payment's instant", () => {
    const paidAt = second + 4 * DAY_MS + 123;
    const account = on('personal', aiStudios);
    account.spend(credits(20), second + DAY_MS);
    const { entries, state } = account.renew(1, paidAt);
    expect(entries.map(({ at, kind, amount }) => [at, kind, amount])).toEqual([
      [paidAt, 'expire', credits(40)],
      [paidAt, 'grant', credits(60)],
    ]);
    expect(state.grants).toMatchObject([{ effectiveAt: second, expiresAt: third, available: credits(60) }]);
    expect(state.header.period).toEqual({
      start: second,
      end: third,
      carriedIn: 0n,
      granted: credits(60),
      used: 0n,
      ended: 0n,
    });
  });

  it.each([
    ['before its boundary', 1, second - 1],
    ['for the period after the next', 2, second],
    ['for the period that runs', 0, second],
    ['for no period', -1, second],
  ])('is not opened by a payment %s', (_, periodIndex, at) => {
    expect(on('pro').refused({ type: 'renew', periodIndex }, at).code).toBe('nothing_to_renew');
  });

  it('is opened once, however often it is called', () => {
    const account = on('pro');
    account.renew(1, second);
    for (const at of [second, second + 1, third]) {
      expect(account.refused({ type: 'renew', periodIndex: 1 }, at).code).toBe('nothing_to_renew');
    }
    expect(account.state.header.balance).toBe(credits(400));
  });

  it('cannot be opened where there is no subscription', () => {
    const account = new LivedAccount(captions, start);
    expect(account.refused({ type: 'renew', periodIndex: 1 }, second).code).toBe('no_subscription');
  });

  it('late by several periods, is paid one by one, and the last one runs', () => {
    const account = on('personal', aiStudios);
    const paidAt = fourth + DAY_MS;
    expect(account.renew(1, paidAt).state.subscription).toMatchObject({ status: 'awaiting_payment', periodIndex: 1 });
    // February's credits have ended with March's boundary, which waits for its own payment.
    expect(account.state.header.balance).toBe(credits(60));
    account.renew(2, paidAt);
    expect(account.renew(3, paidAt).state.subscription).toMatchObject({ status: 'active', periodIndex: 3 });
    expect(account.state.header.balance).toBe(credits(60));
    expect(account.entries.filter(({ kind }) => kind === 'grant')).toHaveLength(4);
    expect(account.state.header.period).toMatchObject({ start: fourth, end: instant('2026-05-31') });
    // Three months were paid for and never usable: what each gave ended with its period.
    expect(account.entries.filter(({ to }) => to === 'expired').map(({ at }) => at)).toEqual([paidAt, paidAt, paidAt]);
  });

  it('so late that its credits have ended already, gives and ends them in one breath, and time does not run back', () => {
    // February's credits end on 31 May: they come, and end, on 5 June.
    const account = on('pro');
    const paidAt = instant('2026-06-05');
    const { entries, state } = account.renew(1, paidAt);
    expect(entries.map(({ at, kind, amount }) => [at, kind, amount])).toEqual([
      [fourth, 'expire', credits(200)],
      [paidAt, 'grant', credits(200)],
      [paidAt, 'expire', credits(200)],
    ]);
    expect(state.header).toMatchObject({ at: paidAt, balance: 0n });
  });

  it('carries no more than its cap: the excess expires in the old period, before the new credits come', () => {
    const monthly = { id: 'monthly', credits: 10, when: 'period', lasts: { type: 'never' } };
    const carryOver = { type: 'multiple', of: 'periodCredits', times: 1.5 };
    const account = on('pro', always(sellingPlans(plan('pro', 100, [monthly], { carryOver }))));
    account.give(credits(100), start);
    account.renew(1, second);
    const { entries, state } = account.renew(2, third);
    expect(
      entries.map(({ at, reason, grantId, amount, periodStart }) => [at, reason, grantId, amount, periodStart]),
    ).toEqual([
      [third, 'carry_over_cap', 1, credits(5), second],
      [third, 'renewed', 5, credits(10), third],
    ]);
    expect(account.recurring).toBe(credits(25));
    expect(state.header.period).toMatchObject({ carriedIn: credits(115), granted: credits(10) });
  });

  it('carries by the terms of the version in force at its boundary, even when it is paid later', () => {
    const monthly = (amount: number) => ({
      id: 'monthly',
      credits: amount,
      when: 'period',
      lasts: { type: 'periods', count: 3 },
    });
    const versions: Catalog[] = [10, 20, 30].map((amount) => sellingPlans(plan('pro', 100, [monthly(amount)])));
    const catalogAt: CatalogAt = (at) => versions[at < second ? 0 : at < second + DAY_MS ? 1 : 2]!;
    const account = on('pro', catalogAt);
    account.renew(1, second + 2 * DAY_MS);
    expect(account.state.header.period).toMatchObject({ carriedIn: credits(10), granted: credits(20) });
  });
});

describe('time', () => {
  it('never runs backwards: a command of the past happens at the last entry', () => {
    const account = on('pro');
    account.spend(credits(1), start + DAY_MS);
    const change = account.spend(credits(2), start - DAY_MS);
    expect(change.entries[0]!.at).toBe(start + DAY_MS);
    expect(change.steps).toMatchObject([{ at: start + DAY_MS }]);
    expect(account.refused({ type: 'grant', source: 'goodwill', amount: 1n, expiresAt: start + 1 }, start).code).toBe(
      'invalid_time',
    );
  });

  it('never runs back out of a period that has begun, though its start left no entry', () => {
    const account = on('free');
    account.settle(second);
    const { entries, steps } = account.spend(credits(1), second - 1);
    expect(entries).toMatchObject([{ at: second, periodStart: second }]);
    expect(steps).toMatchObject([{ at: second, periodStart: second }]);
  });

  it('has nothing left to do where a payment opens a period that the clock has not come to', () => {
    const paid = always(deepFreeze(sellingPlans(plan('pro', 999, []))));
    const account = new LivedAccount(paid, start);
    account.subscribe('pro', start);
    account.settle(second);
    // The boundary has left no entry, and the clock has been put back.
    account.hold(0n, second - DAY_MS, { lapsesAt: second - 1 });
    expect(account.renew(1, second - DAY_MS).steps).toMatchObject([{ kind: 'lapse' }]);
    expect(account.state.holds).toEqual([]);
  });

  it('knows what falls due next', () => {
    const account = new LivedAccount(captions, start - 1);
    const due = () => nextDue(account.state, captions);
    expect(due()).toBeNull();
    account.give(credits(1), start - 1);
    expect(due()).toBeNull();
    account.give(credits(1), start - 1, fourth);
    expect(due()).toBe(fourth);
    account.subscribe('pro', start);
    expect(due()).toBe(second);
    account.give(credits(1), start, start + 5);
    expect(due()).toBe(start + 5);
    account.spend(credits(1), start);
    expect(due()).toBe(second);
    account.settle(second);
    // It waits for its payment; the grants that end later do not wait.
    expect(due()).toBe(fourth);
  });

  it('settled in one step or in many is the same time: same state, same entries', () => {
    const live = (steps: readonly Instant[]) => {
      const account = new LivedAccount(aiStudios, start);
      account.subscribe('free', start);
      account.give(credits(3), start, start + 40 * DAY_MS);
      account.give(credits(4), start, second);
      for (const at of steps) account.settle(at);
      return { state: account.state, entries: account.entries };
    };
    const end = instant('2027-03-15');
    const days = Array.from({ length: (end - start) / DAY_MS + 1 }, (_, day) => start + day * DAY_MS);
    const once = live([end]);
    expect(once.entries.length).toBe(3 + 2 + 13 * 2);
    expect(live([...days, end, end])).toEqual(once);
    expect(live([second - 1, second, second, third + 1, end])).toEqual(once);
  });

  it('is settled by any command just as by settling first', () => {
    const [direct, settled] = [on('free', aiStudios), on('free', aiStudios)];
    settled.settle(third + 1);
    direct.spend(credits(1), third + 1);
    settled.do(
      { type: 'debit', generationId: direct.entries.at(-1)!.generationId!, quote: quoteOf(credits(1)) },
      third + 1,
    );
    expect(direct.state).toEqual(settled.state);
    expect(direct.entries).toEqual(settled.entries);
  });
});

describe('a refused command', () => {
  it('settles nothing and changes nothing, though much had fallen due', () => {
    const account = on('personal', aiStudios);
    account.give(credits(5), start, start + 10);
    const before = structuredClone(account.state);
    expect(account.refused(debit(credits(61)), third).code).toBe('insufficient_credits');
    expect(account.refused({ type: 'renew', periodIndex: 7 }, third).code).toBe('nothing_to_renew');
    expect(account.state).toEqual(before);
    // What it would have settled is still to be done, and done once.
    expect(account.settle(third).entries).toMatchObject([{ kind: 'expire', at: start + 10 }]);
  });
});

describe('a ledger that is asked the impossible stops, and saves nothing', () => {
  it('where a plan has vanished from its catalog', () => {
    const { state } = on('pro');
    const other = always(sellingPlans(plan('free', 0, [])));
    expect(() => decide(state, { type: 'settle' }, { claimedElsewhere: [] }, start, other)).toThrow('no plan "pro"');
  });

  it('where a command is not one of its own', () => {
    const { state } = on('pro');
    const command = { type: 'confiscate' } as unknown as Command;
    expect(() => decide(state, command, { claimedElsewhere: [] }, start, captions)).toThrow('unhandled case');
  });
});
