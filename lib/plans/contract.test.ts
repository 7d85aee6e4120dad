import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import type { Command } from '../ledger/command';
import { spendable } from '../ledger/locks';
import { nextDue } from '../ledger/settle';
import { always, deepFreeze, instant, LivedAccount, shipped } from '../ledger/testing/account';
import { DAY_MS, type Instant } from '../time';
import { isSetByContract } from './contract';
import type { PlanOrder } from './order';
import { paymentOwed } from './payments';

const aiStudios = deepFreeze(shipped('ai-studios'));
const start = instant('2024-01-31');
const end = instant('2024-02-29');
const declined = (periodIndex: number): Command => ({ type: 'declinePayment', periodIndex });

/** On a contract with 100 credits of its own, and 10 given besides. */
function onContract() {
  const account = new LivedAccount(always(aiStudios), start);
  account.subscribe('enterprise', start, { intervalId: 'contract' });
  account.do({ type: 'grant', source: 'contract', amount: credits(100), expiresAt: null, paid: 5_000n }, start);
  account.give(credits(10), start);
  return account;
}

const standing = (account: LivedAccount, at: Instant) => {
  const { state } = account.settle(at);
  const { status, periodIndex } = state.subscription!;
  return [status, periodIndex, Number(spendable(state, aiStudios)) / 1e6];
};

describe('a contract that is not paid for', () => {
  const late = end - 3 * DAY_MS;
  const over = late + aiStudios.graceDays * DAY_MS;

  it('is in grace beyond the end of its period, then suspended: its own credits are locked, and no others', () => {
    const account = onContract();
    expect(account.do(declined(0), late).entries).toEqual([]);
    expect(account.state.subscription).toMatchObject({ status: 'active', graceEndsAt: over });
    account.do(declined(0), late + 1);
    expect(account.state.subscription).toMatchObject({ graceEndsAt: over });
    expect(standing(account, end)).toEqual(['active', 1, 110]);
    expect(nextDue(account.state, account.catalogAt)).toBe(over);
    expect(standing(account, over - 1)).toEqual(['active', 1, 110]);
    expect(standing(account, over)).toEqual(['suspended', 1, 10]);
    expect(standing(account, over + 100 * DAY_MS)).toEqual(['suspended', 1, 10]);
    expect(account.refused({ type: 'renew', periodIndex: 2 }, over + 100 * DAY_MS).code).toBe('nothing_to_renew');
    const { state } = account;
    expect(paymentOwed(state, over, account.catalogAt)).toBeNull();
  });

  it('goes on once it is paid, and does what fell due meanwhile; once', () => {
    const account = onContract();
    account.do(declined(0), late);
    const paidAt = instant('2024-05-15');
    account.settle(paidAt);
    account.renew(1, paidAt);
    expect(standing(account, paidAt)).toEqual(['active', 3, 110]);
    expect(account.state.subscription!.graceEndsAt).toBeNull();
    expect(account.refused({ type: 'renew', periodIndex: 3 }, paidAt).code).toBe('nothing_to_renew');
  });

  it('is of the running period, and of a contract', () => {
    const account = onContract();
    expect(account.refused(declined(1), late).code).toBe('nothing_to_renew');
    const paying = new LivedAccount(always(aiStudios), start);
    paying.subscribe('team', start, { intervalId: 'month' });
    expect(paying.refused(declined(0), late).code).toBe('nothing_to_renew');
    expect(paying.refused({ type: 'renew', periodIndex: 0 }, late).code).toBe('nothing_to_renew');
  });
});

describe('what a contract sets', () => {
  const on = (planId: string, next: string | null = null) => ({
    planId,
    next: next === null ? null : ({ type: 'plan', planId: next, intervalId: 'month', seats: 1 } as const),
  });
  const to = (planId: string): PlanOrder => ({ type: 'changePlan', planId, intervalId: 'month' });
  it.each<[boolean, ReturnType<typeof on> | null, PlanOrder]>([
    [true, null, to('enterprise')],
    [true, on('team'), to('enterprise')],
    [true, on('enterprise'), to('team')],
    [true, on('enterprise'), { type: 'cancel' }],
    [true, on('enterprise'), { type: 'resume' }],
    [true, on('enterprise'), { type: 'changeSeats', seats: 2 }],
    [true, on('team', 'enterprise'), { type: 'undoChange' }],
    [false, on('team'), to('personal')],
    [false, on('team', 'personal'), { type: 'undoChange' }],
    [false, on('enterprise'), { type: 'buyPack', packId: 'p', count: 1 }],
    [false, on('enterprise'), { type: 'addUnits', addOnId: 'a', units: 1 }],
    [false, on('enterprise'), { type: 'removeUnits', addOnId: 'a', units: 1 }],
  ])('%s: on %j, %j', (is, subscription, order) => {
    expect(isSetByContract(order, subscription, aiStudios)).toBe(is);
  });
});
