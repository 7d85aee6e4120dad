import { describe, expect, it } from 'vitest';
import { AMOUNT_MAX, credits } from '../credits';
import { DAY_MS, type Instant } from '../time';
import { usedOf } from './caps';
import { noFacts, type SetCap } from './command';
import type { CapScope, CapWindow } from './state';
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
const third = instant('2026-03-31');
const monthly = { id: 'monthly', credits: 100, when: 'period', lasts: { type: 'never' } };
const book = always(deepFreeze(sellingPlans(plan('free', 0, [monthly]))));
const id = generationId(1);

const whole: CapScope = { type: 'account' };
const ann: CapScope = { type: 'member', member: 'ann' };
const work: CapScope = { type: 'feature', feature: 'work' };

const cap = (scope: CapScope, per: CapWindow, limit: bigint | null): SetCap => ({ type: 'setCap', scope, per, limit });

function onFree(zone = 'UTC'): LivedAccount {
  const account = new LivedAccount(book, start, zone);
  account.subscribe('free', start);
  return account;
}

function capped(scope: CapScope, per: CapWindow, limit: bigint, zone = 'UTC'): LivedAccount {
  const account = onFree(zone);
  account.do(cap(scope, per, limit), start);
  return account;
}

const debit = (amount: bigint, about: { feature?: string; member?: string } = {}) =>
  ({
    type: 'debit',
    generationId: generationId(99),
    quote: quoteOf(amount, about),
    member: about.member ?? null,
  }) as const;

const counted = (account: LivedAccount) => account.state.caps.map((each) => Number(each.counted / credits(1)));

describe('rule 12: a limit', () => {
  it('counts what is charged, and refuses what would go over it, charging nothing', () => {
    const account = capped(whole, 'period', credits(50));
    account.spend(credits(30), start + 1);
    const before = account.state;
    expect(account.refused(debit(credits(20) + 1n), start + 2)).toEqual({
      code: 'cap_reached',
      detail:
        'This needs 20.000001 credits, and of the 50 that the account may use in a period 20 are left. Nothing was charged.',
      data: {
        scope: { type: 'account' },
        per: 'period',
        limit: 50,
        counted: 30,
        needed: 20.000001,
        resetsAt: '2026-02-28T00:00:00.000Z',
      },
    });
    expect(account.state).toBe(before);
    account.spend(credits(20), start + 2);
    expect(account.state.caps).toEqual([
      { scope: whole, per: 'period', limit: credits(50), window: '2026-01-31T00:00:00.000Z', counted: credits(50) },
    ]);
    expect(account.refused(debit(1n), start + 3).code).toBe('cap_reached');
  });

  const scopes: [what: string, scope: CapScope, about: { feature?: string; member?: string }, refused: boolean][] = [
    ['of the account holds for everybody', whole, { feature: 'other', member: 'bob' }, true],
    ['of a member holds for that member', ann, { feature: 'other', member: 'ann' }, true],
    ['of a member leaves another alone', ann, { member: 'bob' }, false],
    ['of a member leaves alone what nobody asked for by name', ann, {}, false],
    ['of a feature holds for that feature', work, { member: 'bob' }, true],
    ['of a feature leaves another alone', work, { feature: 'other', member: 'ann' }, false],
  ];
  it.each(scopes)('%s', (_, scope, about, refused) => {
    const account = capped(scope, 'day', credits(10));
    if (refused) {
      expect(account.refused(debit(credits(11), about), start).code).toBe('cap_reached');
      account.do(debit(credits(10), about), start);
      expect(counted(account)).toEqual([10]);
    } else {
      account.do(debit(credits(11), about), start);
      expect(counted(account)).toEqual([0]);
    }
  });

  it.each([
    ['the account', whole, 'of the 5 that the account may use in a day 5 are left.'],
    ['a member', ann, 'of the 5 that this member may use in a day 5 are left.'],
    ['a feature', work, 'of the 5 that this feature may use in a day 5 are left.'],
  ] as const)('of %s says so', (_, scope, words) => {
    const failure = capped(scope, 'day', credits(5)).refused(debit(credits(6), { member: 'ann' }), start);
    expect(failure.detail).toContain(words);
  });

  it('of nothing lets nothing be used, and free work through', () => {
    const account = capped(whole, 'period', 0n);
    expect(account.refused(debit(1n), start).code).toBe('cap_reached');
    expect(account.do(debit(0n), start).entries).toMatchObject([{ kind: 'free' }]);
  });

  it('is asked before the balance is: one who may not is not told to buy more', () => {
    expect(capped(whole, 'day', credits(50)).refused(debit(credits(200)), start).code).toBe('cap_reached');
  });

  it('that leaves least is the one that is named, in whatever order they were set', () => {
    const least = (caps: SetCap[]) => {
      const account = onFree();
      for (const each of caps) account.do(each, start);
      return account.refused(debit(credits(60), { member: 'ann' }), start).data;
    };
    const all = [cap(whole, 'period', credits(50)), cap(work, 'day', credits(30)), cap(ann, 'period', credits(30))];
    expect(least(all)).toMatchObject({ limit: 30, scope: { type: 'feature' } });
    expect(least([...all].reverse())).toEqual(least(all));
  });
});

describe('rule 12: the window of a limit', () => {
  it('of a period begins again with the next one', () => {
    const account = capped(whole, 'period', credits(50));
    account.spend(credits(50), second - 1);
    expect(account.refused(debit(1n), second - 1).code).toBe('cap_reached');
    account.spend(credits(50), second);
    expect(account.state.caps).toMatchObject([{ window: '2026-02-28T00:00:00.000Z', counted: credits(50) }]);
    expect(account.refused(debit(1n), second)).toMatchObject({ data: { resetsAt: '2026-03-31T00:00:00.000Z' } });
  });

  it('is told as empty once it is over, though nothing has been counted since', () => {
    const account = capped(whole, 'period', credits(50));
    account.spend(credits(50), start + 1);
    account.settle(second);
    const [only] = account.state.caps;
    expect([only!.counted, usedOf(only!, account.state, second)]).toEqual([credits(50), 0n]);
  });

  it('does not begin again while the period is over and its payment is awaited, and nobody says when it will', () => {
    const paid = always(sellingPlans(plan('pro', 999, [monthly])));
    const account = new LivedAccount(paid, start);
    account.subscribe('pro', start);
    account.do(cap(whole, 'period', credits(50)), start);
    account.spend(credits(50), start + 1);
    expect(account.refused(debit(1n), second + 1)).toMatchObject({ code: 'cap_reached', data: { resetsAt: null } });
    account.renew(1, second + 2);
    account.spend(credits(50), second + 2);
  });

  it('of an account without a period never ends', () => {
    const account = new LivedAccount(book, start);
    account.give(credits(100), start);
    account.do(cap(whole, 'period', credits(50)), start);
    account.spend(credits(50), start);
    expect(account.refused(debit(1n), third)).toMatchObject({ code: 'cap_reached', data: { resetsAt: null } });
  });

  // Clocks in Berlin go forward on 29 March 2026 (a day of 23 hours) and back on 25 October (one of 25).
  it.each<[string, string, string]>([
    ['of 23 hours', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['of 25 hours', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ])("of a day is a day of the account's zone, one %s too", (_, from, to) => {
    const account = capped(whole, 'day', credits(10), 'Europe/Berlin');
    account.spend(credits(10), instant(from) - 1);
    account.spend(credits(4), instant(from));
    // Seen from Greenwich, that is still the day before.
    expect(account.refused(debit(credits(7)), instant(from))).toMatchObject({ data: { counted: 4, resetsAt: to } });
    account.spend(credits(6), instant(to) - 1);
    expect(account.refused(debit(1n), instant(to) - 1)).toMatchObject({ data: { counted: 10, resetsAt: to } });
    account.spend(credits(10), instant(to));
    expect(counted(account)).toEqual([10]);
  });
});

describe('rule 12: holds', () => {
  it('count against a limit from the moment they are made', () => {
    const account = capped(whole, 'day', credits(10));
    account.hold(credits(8), start, { id });
    expect(account.refused(debit(credits(3)), start).code).toBe('cap_reached');
    const hold = { ...debit(credits(3)), type: 'hold', lapsesAt: start + 5 } as const;
    expect(account.refused(hold, start).code).toBe('cap_reached');
    // Charging what was held counts nothing twice.
    account.capture(id, credits(8), start + 1);
    expect(counted(account)).toEqual([8]);
  });

  it('captured for less, count for less', () => {
    const account = capped(ann, 'day', credits(10));
    account.hold(credits(8), start, { id, member: 'ann' });
    account.capture(id, credits(3), start + 1);
    expect(counted(account)).toEqual([3]);
  });

  it.each([
    ['voided', (account: LivedAccount) => account.void(id, start + 1)],
    ['lapsed', (account: LivedAccount) => account.settle(start + 9)],
    [
      'refunded',
      (account: LivedAccount) => [account.capture(id, credits(8), start + 1), account.refund(id, null, start + 2)],
    ],
  ])('that are %s no longer count', (_, end) => {
    const account = capped(work, 'period', credits(10));
    account.hold(credits(8), start, { id, lapsesAt: start + 9 });
    end(account);
    expect(counted(account)).toEqual([0]);
  });

  it('captured for more, are refused where the difference goes over, and stand', () => {
    const account = capped(whole, 'day', credits(10));
    account.hold(credits(8), start, { id });
    const failure = account.refused({ type: 'capture', generationId: id, credits: credits(10) + 1n }, start + 1);
    expect(failure).toMatchObject({
      code: 'cap_reached',
      detail:
        'This took 2.000001 credits more than were held, and of the 10 that the account may use in a day 2 are left. ' +
        'Nothing was charged, and the hold stands.',
      data: { counted: 8, needed: 2.000001 },
    });
    expect(account.state.holds).toHaveLength(1);
    account.capture(id, credits(10), start + 1);
    expect(counted(account)).toEqual([10]);
  });

  it('captured for more on another day, count the difference there', () => {
    const account = capped(whole, 'day', credits(10));
    account.hold(credits(8), start, { id, lapsesAt: start + 3 * DAY_MS });
    account.capture(id, credits(11), start + DAY_MS);
    expect(account.state.caps).toMatchObject([{ window: '2026-02-01', counted: credits(3) }]);
  });

  it('of nothing, captured for something on another day and refunded, count and come back there', () => {
    const account = capped(whole, 'day', credits(10));
    account.hold(0n, start, { id, lapsesAt: start + 3 * DAY_MS });
    account.capture(id, credits(3), start + DAY_MS);
    account.do(cap(work, 'day', credits(10)), start + DAY_MS);
    expect(counted(account)).toEqual([3, 3]);
    account.refund(id, null, start + DAY_MS + 1);
    expect(counted(account)).toEqual([0, 0]);
  });

  it.each<[what: string, per: CapWindow, then: Instant]>([
    ['day', 'day', start + DAY_MS],
    ['period', 'period', second],
  ])('and charges of an earlier %s, given back, make no room in this one', (_, per, then) => {
    const account = capped(whole, per, credits(10));
    account.hold(credits(4), then - 1, { id, lapsesAt: then + DAY_MS });
    account.spend(credits(5), then - 1, { id: generationId(2) });
    account.spend(credits(7), then);
    account.void(id, then + 1);
    account.refund(generationId(2), null, then + 1);
    expect(counted(account)).toEqual([7]);
  });

  it('of an earlier period, captured in this one and refunded, make no room in it', () => {
    const account = capped(whole, 'period', credits(10));
    account.hold(credits(4), second - 1, { id });
    account.spend(credits(7), second);
    account.capture(id, credits(4), second);
    account.refund(id, null, second + 1);
    expect(counted(account)).toEqual([7]);
  });
});

describe('rule 12: setting a limit', () => {
  it('counts what its window has used and holds already, and not what has come back', () => {
    const account = onFree();
    account.spend(credits(30), start, { id, member: 'ann' });
    account.spend(credits(1), start, { feature: 'other' });
    account.hold(credits(20), start, { lapsesAt: start + DAY_MS });
    account.refund(id, credits(10), start + 1);
    for (const scope of [whole, ann, work]) account.do(cap(scope, 'period', credits(50)), start + 1);
    expect(account.state.caps.map((each) => [each.scope.type, each.counted])).toEqual([
      ['account', credits(41)],
      ['feature', credits(40)],
      ['member', credits(20)],
    ]);
    account.do(cap(whole, 'day', credits(50)), start + 2 * DAY_MS);
    expect(account.state.caps[0]).toMatchObject({ per: 'day', counted: 0n, window: '2026-02-02' });
  });

  it('counts no hold that has lapsed by then, though it is only noticed now', () => {
    const account = onFree();
    account.hold(credits(20), start, { lapsesAt: start + 5 });
    account.hold(credits(3), start, { lapsesAt: start + 5, feature: 'other' });
    account.hold(credits(4), start, { lapsesAt: start + 6 });
    account.do(cap(work, 'day', credits(50)), start + 5);
    expect(counted(account)).toEqual([4]);
  });

  it('counts nothing of a period that was over by then, though it is only noticed now', () => {
    const account = onFree();
    account.spend(credits(30), start);
    account.do(cap(whole, 'period', credits(50)), second);
    expect(account.state.caps).toMatchObject([{ counted: 0n, window: '2026-02-28T00:00:00.000Z' }]);
  });

  it('anew keeps what was counted, and voids nothing, even where that is more', () => {
    const account = capped(whole, 'day', credits(50));
    account.hold(credits(30), start, { id });
    // What a new one would begin with is not asked.
    account.do(cap(whole, 'day', credits(10)), start + 1, { ...noFacts, charged: credits(1) });
    expect(account.state.caps).toMatchObject([{ limit: credits(10), counted: credits(30) }]);
    expect(account.refused(debit(1n), start + 2)).toMatchObject({
      detail:
        'This needs 0.000001 credits, and of the 10 that the account may use in a day 0 are left. Nothing was charged.',
    });
    expect(account.do(debit(0n), start + 2).steps).toMatchObject([{ kind: 'free' }]);
    account.capture(id, credits(30), start + 3);
    expect(counted(account)).toEqual([30]);
  });

  it('beside others leaves them alone: each scope and window has its own', () => {
    const account = onFree();
    const caps = [
      cap(whole, 'day', 1n),
      cap(whole, 'period', 2n),
      cap(ann, 'day', 3n),
      cap({ type: 'member', member: 'bob' }, 'day', 4n),
      cap({ type: 'feature', feature: 'ann' }, 'day', 5n),
    ];
    for (const each of caps) account.do(each, start);
    account.do(cap(ann, 'day', null), start);
    expect(account.state.caps.map(({ limit }) => limit).sort()).toEqual([1n, 2n, 4n, 5n]);
  });

  it('keeps them in one order, by type, window and name, whatever came first', () => {
    const scopes: CapScope[] = ['ä', 'b', 'B', 'a a', 'a'].map((member) => ({ type: 'member', member }));
    const caps = [...scopes, work, whole].flatMap((scope) => [cap(scope, 'period', 1n), cap(scope, 'day', 1n)]);
    const account = onFree();
    for (const each of caps) account.do(each, start);
    const names = ['B', 'a', 'a a', 'b', 'ä'];
    expect(account.state.caps.map(({ scope, per }) => [scope.type, per, Object.values(scope)[1]])).toEqual([
      ['account', 'day', undefined],
      ['account', 'period', undefined],
      ['feature', 'day', 'work'],
      ['feature', 'period', 'work'],
      ...names.map((name) => ['member', 'day', name]),
      ...names.map((name) => ['member', 'period', name]),
    ]);
    const other = onFree();
    for (const each of [...caps].reverse()) other.do(each, start);
    expect(other.state.caps).toEqual(account.state.caps);
  });

  it('is possible for a hundred, and each of those can still be changed', () => {
    const account = onFree();
    const ofMember = (number: number) => cap({ type: 'member', member: `${number}` }, 'day', credits(number));
    for (let number = 1; number <= 100; number += 1) account.do(ofMember(number), start);
    expect(account.refused(ofMember(101), start)).toMatchObject({
      code: 'too_many_caps',
      data: { caps: 100, max: 100 },
    });
    account.do({ ...ofMember(7), limit: 0n }, start);
    account.do({ ...ofMember(8), limit: null }, start);
    account.do(ofMember(101), start);
    expect(account.state.caps).toHaveLength(100);
  });

  it.each([
    ['none', ''],
    ['121 characters', 'a'.repeat(121)],
  ])('for a member whose name has %s is refused', (_, member) => {
    const failure = onFree().refused(cap({ type: 'member', member }, 'day', 1n), start);
    expect(failure).toMatchObject({ code: 'invalid_request', pointer: '/scope/member' });
  });

  it('for a member whose name has 120 characters is possible', () => {
    expect(capped({ type: 'member', member: 'a'.repeat(120) }, 'day', 1n).state.caps).toHaveLength(1);
  });

  it('to none takes it away, and there is nothing to take away twice', () => {
    const account = capped(ann, 'day', credits(10));
    for (const other of [cap(ann, 'period', null), cap(work, 'day', null), cap(whole, 'day', null)]) {
      expect(account.refused(other, start).code).toBe('unknown_cap');
    }
    account.do(cap(ann, 'day', null), start);
    expect(account.state.caps).toEqual([]);
    expect(account.refused(cap(ann, 'day', null), start).code).toBe('unknown_cap');
  });

  it.each([-1n, AMOUNT_MAX + 1n])('to %s micro-credits is refused', (limit) => {
    expect(onFree().refused(cap(whole, 'day', limit), start).code).toBe('invalid_amount');
  });

  it.each([0n, AMOUNT_MAX])('to %s micro-credits is possible', (limit) => {
    expect(capped(whole, 'day', limit).state.caps).toMatchObject([{ limit }]);
  });
});
