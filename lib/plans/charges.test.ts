import { describe, expect, it } from 'vitest';
import type { Command } from '../ledger/command';
import type { Change } from '../ledger/decide';
import { always, deepFreeze, instant, LivedAccount, plan, sellingPlans, shipped } from '../ledger/testing/account';
import { isoText, type Instant } from '../time';
import { totalDue, type ChargeLine } from './charge-line';

const aiStudios = always(deepFreeze(shipped('ai-studios')));
const start = instant('2024-04-30');
const half = instant('2024-05-15');
const end = instant('2024-05-30');

const day = (at: Instant) => isoText(at).slice(0, 10);
const linesOf = ({ charges }: Pick<Change, 'charges'>) =>
  charges.map(({ kind, itemId, intervalId, quantity, amount, span }) => [
    ...[kind, itemId, intervalId, quantity, Number(amount)],
    span && `${day(span.start)} ${day(span.end)}`,
  ]);

/** What is charged is what the credits that come for it have cost: no money without credits, no credits without it. */
function expectPaidFor({ charges, entries, grants }: Change): void {
  const charged = charges.reduce((sum, { amount }) => sum + amount, 0n) * 1_000_000n;
  const ended = entries.some(({ reason }) => reason === 'plan_changed');
  const paid = entries
    .filter(({ kind }) => kind === 'grant')
    .reduce((sum, { grantId }) => sum + grants.find(({ id }) => id === grantId)!.paid, 0n);
  if (!ended) expect(paid).toBe(charged);
}

type Event = [at: Instant, command: Command, lines: unknown[]];

function live(events: Event[], seats = 2): void {
  const account = new LivedAccount(aiStudios, start);
  const first: Event = [
    start,
    { type: 'subscribe', planId: 'team', intervalId: 'month', seats },
    [['plan', 'team', 'month', seats, 3_900 * seats, '2024-04-30 2024-05-30']],
  ];
  for (const [at, command, lines] of [first, ...events]) {
    const change = account.do(command, at);
    expect(linesOf(change)).toEqual(lines);
    expectPaidFor(change);
  }
}

const units = (count: number): Command => ({ type: 'addUnits', addOnId: 'team-credits', units: count });
const seatsTo = (count: number): Command => ({ type: 'changeSeats', seats: count });
const renew = (periodIndex: number): Command => ({ type: 'renew', periodIndex });
const change = (planId: string, intervalId: string): Command => ({ type: 'changePlan', planId, intervalId });

describe('rule 21: what has to be paid', () => {
  it('is said line by line, with the time that it pays for, by each command that costs', () => {
    live([
      [half, seatsTo(3), [['seats', 'team', 'month', 1, 1_950, '2024-05-15 2024-05-30']]],
      [half, units(2), [['add_on', 'team-credits', null, 2, 6_000, '2024-05-15 2024-05-30']]],
      [half, seatsTo(1), []],
      [end, { type: 'settle' }, []],
      [
        end,
        renew(1),
        [
          ['plan', 'team', 'month', 1, 3_900, '2024-05-30 2024-06-30'],
          ['add_on', 'team-credits', null, 2, 6_000, '2024-05-30 2024-06-30'],
        ],
      ],
    ]);
  });

  it('of units within a year, is each month’s own', () => {
    live([
      [
        start,
        change('team', 'year'),
        [
          ['plan', 'team', 'year', 2, 93_600, '2024-04-30 2025-04-30'],
          ['unused_time', 'team', 'month', 2, -7_800, '2024-04-30 2024-05-30'],
        ],
      ],
      [half, units(1), [['add_on', 'team-credits', null, 1, 3_000, '2024-05-15 2024-05-30']]],
      [
        instant('2024-06-02'),
        { type: 'payUnits', monthIndex: 1 },
        [['add_on', 'team-credits', null, 1, 3_000, '2024-05-30 2024-06-30']],
      ],
    ]);
  });

  it('is nothing for what is free or by contract, and nothing for what a change ends', () => {
    const account = new LivedAccount(aiStudios, start);
    expect(account.subscribe('free', start).charges).toEqual([]);
    expect(account.settle(end).charges).toEqual([]);
    expect(account.do(change('enterprise', 'contract'), end).charges).toEqual([]);
    expect(account.settle(instant('2024-07-01')).charges).toEqual([]);
    expect(account.do({ type: 'end' }, instant('2024-07-01')).charges).toEqual([]);
  });

  it('is summed up over its lines, and never below nothing', () => {
    const line = (amount: bigint): ChargeLine => ({
      ...{ kind: 'plan', itemId: 'a', intervalId: 'month', quantity: 1 },
      ...{ amount, span: null },
    });
    expect(totalDue([line(1_000n), line(-333n)])).toBe(667n);
    expect(totalDue([line(100n), line(-333n)])).toBe(0n);
    expect(totalDue([])).toBe(0n);
  });

  it('of a plan without credits is money all the same', () => {
    const account = new LivedAccount(always(sellingPlans(plan('pro', 999, []))), start);
    expect(linesOf(account.subscribe('pro', start))).toEqual([
      ['plan', 'pro', 'month', 1, 999, '2024-04-30 2024-05-30'],
    ]);
  });
});
