import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { DAY_MS } from '../time';
import { isLocked, spendable } from './locks';
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
const monthly = { id: 'monthly', credits: 10, when: 'period', lasts: { type: 'periods', count: 1 } };
const catalog = deepFreeze(
  sellingPlans(plan('free', 0, [monthly]), plan('pro', 999, [monthly]), plan('contract', null, [])),
);
const book = always(catalog);

const debit = (amount: bigint) => ({ type: 'debit', generationId: generationId(99), quote: quoteOf(amount) }) as const;

/** On a plan, with 5 credits that need a live subscription and 2 that need nothing. */
function on(planId: string | null): LivedAccount {
  const account = new LivedAccount(book, start);
  if (planId !== null) account.subscribe(planId, start);
  account.give(credits(2), start);
  account.give(credits(5), start);
  account.suppose(account.state.header.seq, { needsSubscription: true });
  return account;
}

const spendableOf = (account: LivedAccount) => Number(spendable(account.state, catalog) / credits(1));

describe('rule 7: credits that need a live subscription', () => {
  it.each([
    ['without one are locked', null, 2, 'credits_locked'],
    ['on a free plan are locked', 'free', 12, 'credits_locked'],
    ['on a paid plan can be spent', 'pro', 17, 'insufficient_credits'],
    ['on a contract can be spent', 'contract', 7, 'insufficient_credits'],
  ])('%s', (_, planId, expected, code) => {
    const account = on(planId);
    expect(spendableOf(account)).toBe(expected);
    expect(account.refused(debit(credits(expected) + 1n), start).code).toBe(code);
    const change = account.do(debit(credits(expected)), start);
    expect(change.state.header.balance).toBe(code === 'credits_locked' ? credits(5) : 0n);
  });

  it('that are locked are named, with what unlocks them', () => {
    expect(on(null).refused(debit(credits(4)), start)).toEqual({
      code: 'credits_locked',
      detail:
        'This needs 4 credits and 2 can be spent; ' +
        '5 more are locked until the account is on a plan that is paid for. Nothing was charged.',
      data: { needed: 4, spendable: 2, locked: 5, shortfall: 2, why: 'needs_plan' },
    });
    expect(on(null).refused(debit(credits(7)), start).code).toBe('credits_locked');
  });

  it('are not the matter where even all of them would be too few', () => {
    expect(on(null).refused(debit(credits(7) + 1n), start)).toMatchObject({
      code: 'insufficient_credits',
      data: { available: 2, shortfall: 5.000001 },
    });
  });

  it('can be spent while a payment is awaited', () => {
    const account = on('pro');
    account.settle(second + DAY_MS);
    expect(spendableOf(account)).toBe(17);
  });
});

describe('rule 15: after the grace', () => {
  it('what had waited for the payment is locked, and packs that need a subscription, until it comes; others are not', () => {
    const account = on('pro');
    account.do({ type: 'declinePayment', periodIndex: 1 }, second);
    const over = second + catalog.graceDays * DAY_MS;
    account.settle(over - 1);
    expect(spendableOf(account)).toBe(17);
    account.settle(over);
    expect(account.state.grants.map((grant) => isLocked(grant, account.state, catalog))).toEqual([true, false, true]);
    expect(account.refused(debit(credits(3)), over)).toMatchObject({
      code: 'credits_locked',
      data: { spendable: 2, locked: 15, shortfall: 1, why: 'payment_awaited' },
    });
    account.do(debit(credits(2)), over);
    account.renew(1, over + 1);
    expect(spendableOf(account)).toBe(15);
  });
});
