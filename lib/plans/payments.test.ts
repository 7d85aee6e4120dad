import { describe, expect, it } from 'vitest';
import type { Command } from '../ledger/command';
import { always, deepFreeze, instant, LivedAccount, shipped } from '../ledger/testing/account';
import { DAY_MS, type Instant } from '../time';
import { nextPaymentWithin, paymentOwed } from './payments';

const aiStudios = always(deepFreeze(shipped('ai-studios')));
const start = instant('2024-01-31');
const second = instant('2024-02-29');
const third = instant('2024-03-31');
const nextYear = instant('2025-01-31');
const add: Command = { type: 'addUnits', addOnId: 'personal-credits', units: 1 };

function on(planId: string, intervalId: string, ...commands: [Command, Instant][]): LivedAccount {
  const account = new LivedAccount(aiStudios, start);
  account.subscribe(planId, start, { intervalId });
  for (const [command, at] of commands) account.do(command, at);
  return account;
}

const owed = (account: LivedAccount, at: Instant) => {
  account.settle(at);
  return paymentOwed(account.state, at, account.catalogAt);
};

describe('what is owed', () => {
  const cases: [what: string, of: () => LivedAccount, at: Instant, command: Command | null][] = [
    ['nothing, without a subscription', () => new LivedAccount(aiStudios, start), start, null],
    ['nothing, on a free plan, ever', () => on('free', 'month'), nextYear, null],
    ['nothing, on a contract, ever', () => on('enterprise', 'contract'), nextYear, null],
    ['nothing, in the last millisecond of a month', () => on('personal', 'month'), second - 1, null],
    ['the next period, from its first one', () => on('personal', 'month'), second, { type: 'renew', periodIndex: 1 }],
    ['one period at a time, however late', () => on('personal', 'month'), nextYear, { type: 'renew', periodIndex: 1 }],
    [
      'units with the period, on a monthly plan',
      () => on('personal', 'month', [add, start]),
      second,
      { type: 'renew', periodIndex: 1 },
    ],
    ['nothing within a year without units', () => on('personal', 'year'), nextYear - 1, null],
    [
      'nothing in the last millisecond of a month of units',
      () => on('personal', 'year', [add, start]),
      second - 1,
      null,
    ],
    [
      'a month of units, from its first one',
      () => on('personal', 'year', [add, start]),
      second,
      { type: 'payUnits', monthIndex: 1 },
    ],
    [
      'the oldest month first',
      () => on('personal', 'year', [add, start]),
      nextYear - 1,
      { type: 'payUnits', monthIndex: 1 },
    ],
    ['nothing for a month in which units were bought', () => on('personal', 'year', [add, second]), third - 1, null],
    ['the month after it', () => on('personal', 'year', [add, second]), third, { type: 'payUnits', monthIndex: 2 }],
    [
      'the renewal before any month of units',
      () => on('personal', 'year', [add, start]),
      nextYear,
      { type: 'renew', periodIndex: 1 },
    ],
    [
      'the renewal still, after its grace',
      () => on('personal', 'month', [{ type: 'declinePayment', periodIndex: 1 }, second], [{ type: 'settle' }, third]),
      third,
      { type: 'renew', periodIndex: 1 },
    ],
    [
      'nothing for a subscription that was cancelled',
      () => on('personal', 'month', [{ type: 'cancel' }, start]),
      third,
      null,
    ],
    [
      'the next period of the plan that one goes down to',
      () => on('team', 'month', [{ type: 'changePlan', planId: 'personal', intervalId: 'year' }, start]),
      second,
      { type: 'renew', periodIndex: 1 },
    ],
    [
      'nothing for units that were given up',
      () => on('personal', 'year', [add, start], [{ ...add, type: 'removeUnits' } as Command, second]),
      third,
      null,
    ],
  ];
  it.each(cases)('is %s', (_, of, at, command) => {
    const account = of();
    expect(owed(account, at)).toEqual(command);
  });

  it.each([
    ['month', second],
    ['year', nextYear],
  ])('can be paid, until nothing is owed: late, on a plan by the %s', (intervalId, firstEnd) => {
    const late = firstEnd + 65 * DAY_MS;
    const account = on('personal', intervalId, [add, start]);
    const paid: Command[] = [];
    for (let due = owed(account, late); due !== null && paid.length < 9; due = owed(account, late)) {
      account.do(due, late);
      paid.push(due);
    }
    const month = (monthIndex: number) => ({ type: 'payUnits', monthIndex });
    const period = (periodIndex: number) => ({ type: 'renew', periodIndex });
    // 65 days after 29 February is 4 May; after 31 January, 6 April.
    expect(paid).toEqual(
      intervalId === 'month' ? [period(1), period(2), period(3)] : [period(1), month(13), month(14)],
    );
    expect(account.state.subscription!.status).toBe('active');
  });
});

describe('the next payment within a period', () => {
  const cases: [what: string, of: () => LivedAccount, at: Instant | null][] = [
    ['none, without a subscription', () => new LivedAccount(aiStudios, start), null],
    ['none, without units', () => on('personal', 'year'), null],
    ['the month after the one in which units were bought', () => on('personal', 'year', [add, second]), third],
    [
      'the same, when that month is overdue',
      () => on('personal', 'year', [add, start], [{ type: 'settle' }, third]),
      second,
    ],
    [
      'none, while the renewal is awaited',
      () => on('personal', 'year', [add, start], [{ type: 'settle' }, nextYear]),
      null,
    ],
  ];
  it.each(cases)('is %s', (_, of, at) => {
    expect(nextPaymentWithin(of().state.subscription)).toBe(at);
  });
});
