import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { always, deepFreeze, instant, LivedAccount, plan, sellingPlans } from '../ledger/testing/account';

const start = instant('2024-01-31');
const monthly = { id: 'monthly', credits: 10, when: 'period', lasts: { type: 'periods', count: 1 } };
const book = always(
  deepFreeze(sellingPlans(plan('free', 0, [monthly]), plan('hobby', 0, [monthly]), plan('pro', 999, [monthly]))),
);

describe('subscriptions that start in one millisecond', () => {
  it('have periods that start apart, each with its own entries', () => {
    const account = new LivedAccount(book, start);
    for (const planId of ['free', 'hobby', 'pro']) account.subscribe(planId, start);
    expect(account.entries.map((entry) => [entry.at - start, entry.periodStart! - start])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect(account.state.subscription).toMatchObject({ planId: 'pro', anchor: start + 2 });
    expect(account.state.header.period).toMatchObject({ start: start + 2, end: instant('2024-02-29') + 2 });
    // What is done next, by a clock that still shows the same millisecond, is not before the period.
    expect(account.spend(credits(1), start).entries).toMatchObject([{ at: start + 2, periodStart: start + 2 }]);
  });

  it('a millisecond later is as good as any other instant', () => {
    const account = new LivedAccount(book, start);
    account.subscribe('free', start);
    account.subscribe('pro', start + 1);
    expect(account.state.subscription!.anchor).toBe(start + 1);
  });

  it('have periods that start apart where the account was on no plan in between, too', () => {
    const account = new LivedAccount(always(deepFreeze(sellingPlans(plan('pro', 999, [monthly])))), start);
    account.subscribe('pro', start);
    account.do({ type: 'revoke', grantId: 1, amount: null }, start);
    account.do({ type: 'end' }, start);
    expect(account.state.header.period).toBeNull();
    account.subscribe('pro', start);
    expect(account.state.header.period).toMatchObject({ start: start + 1, granted: credits(10), ended: 0n });
    expect(account.entries.map(({ periodStart }) => periodStart! - start)).toEqual([0, 0, 1]);
  });

  it('what ends just then ends in the period before', () => {
    const account = new LivedAccount(book, start);
    account.subscribe('free', start);
    account.give(credits(3), start, start + 1);
    const { entries } = account.subscribe('pro', start);
    expect(entries.map(({ kind, at, periodStart }) => [kind, at - start, periodStart! - start])).toEqual([
      ['expire', 1, 0],
      ['grant', 1, 1],
    ]);
    expect(account.state.header.period).toMatchObject({ carriedIn: credits(10), granted: credits(10), ended: 0n });
  });
});
