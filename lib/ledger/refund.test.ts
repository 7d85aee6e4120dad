import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { DAY_MS, type Instant } from '../time';
import { noFacts } from './command';
import type { Change } from './decide';
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
const book = always(deepFreeze(sellingPlans(plan('free', 0, []))));
const id = generationId(1);
const end = start + 10 * DAY_MS;

type Line = [
  kind: string,
  reason: string,
  grantId: number | null,
  from: string | null,
  to: string | null,
  amount: bigint,
];

const lines = ({ entries }: Change): Line[] =>
  entries.map(({ kind, reason, grantId, from, to, amount }) => [kind, reason, grantId, from, to, amount]);

/** 20 credits for 40 cents (grant 1) and 5 for 10 cents that end first (grant 2); 12 are charged: 5 of 2, 7 of 1. */
function charged(): LivedAccount {
  const account = new LivedAccount(book, start);
  account.do({ type: 'grant', source: 'contract', amount: credits(20), expiresAt: null, paid: 40n }, start);
  account.do({ type: 'grant', source: 'contract', amount: credits(5), expiresAt: end, paid: 10n }, start);
  account.spend(credits(12), start + 1, { id, member: 'ann', model: 'photon' });
  return account;
}

describe('rule 11: a refund', () => {
  const cases: [what: string, amount: bigint | null, expected: Line[]][] = [
    [
      'of everything goes back to where it came from, the last that paid first',
      null,
      [
        ['refund', 'refunded', 1, 'spent', 'available', credits(7)],
        ['refund', 'refunded', 2, 'spent', 'available', credits(5)],
      ],
    ],
    [
      'of a part goes to the grant that paid last',
      credits(3),
      [['refund', 'refunded', 1, 'spent', 'available', credits(3)]],
    ],
    [
      'of a micro-credit more than that grant paid, reaches the one before it',
      credits(7) + 1n,
      [
        ['refund', 'refunded', 1, 'spent', 'available', credits(7)],
        ['refund', 'refunded', 2, 'spent', 'available', 1n],
      ],
    ],
  ];
  it.each(cases)('%s', (_, amount, expected) => {
    const account = charged();
    const change = account.refund(id, amount, start + DAY_MS);
    expect(lines(change)).toEqual(expected);
    expect(change.entries.every((entry) => entry.at === start + DAY_MS && entry.generationId === id)).toBe(true);
    expect(change.entries[0]).toMatchObject({ feature: 'work', model: 'photon' });
    const back = amount ?? credits(12);
    expect(change.steps).toEqual([
      {
        generationId: id,
        kind: 'refund',
        at: start + DAY_MS,
        periodStart: null,
        credits: back,
        burns: expected.map(([, , grantId, , , burnt]) => ({ grantId, amount: burnt, cost: 2n * burnt })),
        balanceBefore: credits(13),
        balanceAfter: credits(13) + back,
        firstSeq: 5,
        lastSeq: 4 + expected.length,
        quote: null,
        member: 'ann',
        lapsesAt: null,
      },
    ]);
  });

  it('in parts gives back what is left each time, and no more than was charged', () => {
    const account = charged();
    expect(lines(account.refund(id, credits(6), start + 2))).toHaveLength(1);
    expect(lines(account.refund(id, credits(3), start + 3))).toEqual([
      ['refund', 'refunded', 1, 'spent', 'available', credits(1)],
      ['refund', 'refunded', 2, 'spent', 'available', credits(2)],
    ]);
    const command = { type: 'refund', generationId: id } as const;
    expect(account.refused({ ...command, credits: credits(3) + 1n }, start + 4)).toMatchObject({
      code: 'nothing_to_refund',
      detail: 'Of this charge 3 credits are left to give back.',
      data: { left: 3 },
    });
    account.refund(id, null, start + 4);
    expect(account.state.header.balance).toBe(credits(25));
    for (const amount of [null, 1n]) {
      expect(account.refused({ ...command, credits: amount }, start + 5)).toMatchObject({
        code: 'nothing_to_refund',
        detail: 'Nothing is left of this charge: what it cost was given back already.',
      });
    }
  });

  it.each([0n, -1n])('of %s micro-credits is refused', (amount) => {
    expect(charged().refused({ type: 'refund', generationId: id, credits: amount }, start + 2).code).toBe(
      'invalid_amount',
    );
  });

  it('opens a grant again that was used up', () => {
    const account = new LivedAccount(book, start);
    account.give(credits(5), start);
    account.spend(credits(5), start, { id });
    expect(account.state.grants).toEqual([]);
    expect(account.refund(id, credits(2), start + 1).state.grants).toMatchObject([
      { id: 1, available: credits(2), spent: credits(3) },
    ]);
  });

  it('stops where the grant that paid was not handed to it', () => {
    const account = new LivedAccount(book, start);
    account.give(credits(5), start);
    account.spend(credits(5), start, { id });
    const command = { type: 'refund', generationId: id, credits: null } as const;
    const { charge } = account.factsFor(command, start);
    const refund = () => account.do(command, start, { ...noFacts, charge });
    expect(refund).toThrow('without it');
  });

  it('of what was captured beyond the hold gives that back too', () => {
    const account = new LivedAccount(book, start);
    account.give(credits(5), start, end);
    account.give(credits(5), start);
    account.hold(credits(3), start, { id });
    account.capture(id, credits(8), start + 1);
    expect(lines(account.refund(id, null, start + 2))).toEqual([
      ['refund', 'refunded', 2, 'spent', 'available', credits(3)],
      ['refund', 'refunded', 1, 'spent', 'available', credits(5)],
    ]);
  });
});

describe('rule 11: there is nothing to refund', () => {
  const cases: [what: string, live: (account: LivedAccount) => unknown, detail: RegExp][] = [
    ['of what is held: it can be voided', (account) => account.hold(credits(1), start, { id }), /voiding/],
    ['of what was free', (account) => account.spend(0n, start, { id }), /free/],
    [
      'of what was voided',
      (account) => {
        account.hold(credits(1), start, { id });
        account.void(id, start);
      },
      /voided/,
    ],
    [
      'of what has lapsed, though it is only noticed now',
      (account) => account.hold(credits(1), start, { id, lapsesAt: start + 5 }),
      /voiding|lapsed/,
    ],
    [
      'of what was captured for nothing',
      (account) => {
        account.hold(credits(1), start, { id });
        account.capture(id, 0n, start);
      },
      /Nothing is left/,
    ],
  ];
  it.each(cases)('%s', (_, live, detail) => {
    const account = new LivedAccount(book, start);
    account.give(credits(5), start);
    live(account);
    for (const credits of [null, 1n]) {
      const failure = account.refused({ type: 'refund', generationId: id, credits }, start);
      expect(failure.code).toBe('nothing_to_refund');
      expect(failure.detail).toMatch(detail);
    }
  });

  it('of what has lapsed since it was looked up, and that is said', () => {
    const account = new LivedAccount(book, start);
    account.give(credits(5), start);
    account.hold(credits(1), start, { id, lapsesAt: start + 5 });
    const failure = account.refused({ type: 'refund', generationId: id, credits: null }, start + 5);
    expect(failure).toMatchObject({ code: 'nothing_to_refund', data: { generationStatus: 'lapsed' } });
  });

  it('of what never was', () => {
    expect(charged().refused({ type: 'refund', generationId: generationId(2), credits: null }, start).code).toBe(
      'not_found',
    );
  });
});

describe('rule 11: a refund into a grant that has ended', () => {
  const reissued: Line[] = [
    ['reissue', 'refunded', 2, 'spent', 'reissued', credits(5)],
    ['refund', 'reissued', 7, 'issued', 'available', credits(5)],
  ];
  const cases: [when: string, at: Instant, expected: Line[]][] = [
    ['a millisecond before its end goes back', end - 1, [['refund', 'refunded', 2, 'spent', 'available', credits(5)]]],
    ['at the very instant of its end comes after it', end, reissued],
    ['after its end comes back as a new grant', end + 1, reissued],
  ];
  it.each(cases)('%s', (_, at, expected) => {
    const change = charged().refund(id, null, at);
    expect(lines(change)).toEqual([['refund', 'refunded', 1, 'spent', 'available', credits(7)], ...expected]);
    if (expected !== reissued) return;
    expect(change.steps[0]!.burns).toEqual([
      { grantId: 1, amount: credits(7), cost: 14_000_000n },
      { grantId: 2, amount: credits(5), cost: 10_000_000n, reissuedAs: 7 },
    ]);
    expect(change.state.grants.at(-1)).toMatchObject({
      id: 7,
      source: 'refund',
      planId: null,
      ruleId: null,
      recurring: false,
      needsSubscription: false,
      amount: credits(5),
      effectiveAt: at,
      expiresAt: at + 7 * DAY_MS,
      paid: 10_000_000n,
    });
  });

  it('in parts, gives each part a grant of its own, and each its cost: back, and on', () => {
    const account = new LivedAccount(book, start);
    // Three micro-credits for a cent: what is given back goes from B(3) to B(2), and on to B(3) again, each time.
    account.do({ type: 'grant', source: 'contract', amount: 3n, expiresAt: end, paid: 1n }, start);
    account.spend(3n, start, { id });
    for (const after of [1, 2, 3]) account.refund(id, 1n, end + after);
    expect([...account.grants.values()].slice(1).map(({ paid, amount }) => [amount, paid])).toEqual([
      [1n, 333_334n],
      [1n, 333_334n],
      [1n, 333_334n],
    ]);
  });

  it('once only: what comes back to a grant that was itself a refund expires', () => {
    const account = charged();
    account.refund(id, credits(12), end);
    const again = generationId(2);
    account.spend(credits(5), end + 1, { id: again });
    const over = end + 7 * DAY_MS;
    const change = account.refund(again, null, over);
    expect(lines(change)).toEqual([['refund', 'refunded', 7, 'spent', 'expired', credits(5)]]);
    expect(change.steps).toMatchObject([{ burns: [{ grantId: 7, amount: credits(5), cost: 10_000_000n }] }]);
    expect(change.state.header.balance).toBe(credits(20));
  });

  it('that has not ended goes back to it', () => {
    const account = charged();
    account.refund(id, credits(12), end);
    account.spend(credits(5), end + 1, { id: generationId(2) });
    const change = account.refund(generationId(2), null, end + 2);
    expect(lines(change)).toEqual([['refund', 'refunded', 7, 'spent', 'available', credits(5)]]);
  });
});

describe("rule 7: a refund in the period's sums", () => {
  const monthly = (count: number) => ({
    id: 'monthly',
    credits: 10,
    when: 'period',
    lasts: { type: 'periods', count },
  });
  const onFree = (count: number) => {
    const account = new LivedAccount(always(sellingPlans(plan('free', 0, [monthly(count)]))), start);
    account.subscribe('free', start);
    account.spend(credits(4), start + 1, { id });
    return account;
  };
  const periodOf = (change: Change) => {
    const { carriedIn, granted, used, ended } = change.state.header.period!;
    return [carriedIn, granted, used, ended].map((amount) => Number(amount / credits(1)));
  };

  it('of a charge of the same period makes less used', () => {
    const change = onFree(3).refund(id, null, second - 1);
    expect(lines(change)).toEqual([['refund', 'refunded', 1, 'spent', 'available', credits(4)]]);
    expect(periodOf(change)).toEqual([0, 10, 0, 0]);
  });

  it('of a charge of an earlier period comes in, and makes nothing less used', () => {
    const change = onFree(3).refund(id, credits(3), second);
    expect(lines(change).at(-1)).toEqual(['refund', 'refunded_earlier', 1, 'spent', 'available', credits(3)]);
    expect(periodOf(change)).toEqual([6, 13, 0, 0]);
  });

  it('of an earlier period, into a grant that has ended, comes in once', () => {
    const change = onFree(1).refund(id, null, second);
    expect(lines(change).slice(-2)).toEqual([
      ['reissue', 'refunded_earlier', 1, 'spent', 'reissued', credits(4)],
      ['refund', 'reissued_earlier', 6, 'issued', 'available', credits(4)],
    ]);
    expect(periodOf(change)).toEqual([0, 14, 0, 0]);
  });

  it('of the same period, into a grant that has ended, makes less used and brings nothing in', () => {
    const account = onFree(3);
    account.give(credits(5), start, start + 10);
    account.spend(credits(5), start + 2, { id: generationId(2) });
    const change = account.refund(generationId(2), null, start + 10);
    expect(lines(change).map(([kind, reason]) => [kind, reason])).toEqual([
      ['reissue', 'refunded'],
      ['refund', 'reissued'],
    ]);
    expect(periodOf(change)).toEqual([0, 15, 4, 0]);
  });

  it.each([
    ['the same period makes less used, and ends', start + 8 * DAY_MS, [0, 15, 4, 5]],
    ['an earlier period comes in, and ends', second, [6, 15, 0, 5]],
  ])('into a refund that has ended, of a charge of %s', (_, at, expected) => {
    const account = onFree(3);
    account.give(credits(5), start, start + 10);
    account.spend(credits(5), start + 2, { id: generationId(2) });
    account.refund(generationId(2), null, start + 10);
    account.spend(credits(5), start + 11, { id: generationId(3) });
    const change = account.refund(generationId(3), null, at);
    expect(lines(change).at(-1)).toMatchObject([
      'refund',
      expect.stringMatching(/^refunded/),
      6,
      'spent',
      'expired',
      credits(5),
    ]);
    expect(periodOf(change)).toEqual(expected);
  });

  it('of a charge that was captured in this period is of this period, whenever it was held', () => {
    const account = new LivedAccount(always(sellingPlans(plan('free', 0, [monthly(3)]))), start);
    account.subscribe('free', start);
    account.hold(credits(4), second - 1, { id });
    account.capture(id, credits(4), second);
    const change = account.refund(id, null, second + 1);
    expect(lines(change)).toEqual([['refund', 'refunded', 1, 'spent', 'available', credits(4)]]);
    expect(periodOf(change)).toEqual([10, 10, 0, 0]);
  });

  it('of a charge from before the first period comes in', () => {
    const account = new LivedAccount(always(sellingPlans(plan('free', 0, [monthly(3)]))), start);
    account.give(credits(4), start);
    account.spend(credits(4), start, { id });
    account.subscribe('free', start + 1);
    expect(periodOf(account.refund(id, null, start + 2))).toEqual([0, 14, 0, 0]);
  });

  it('rule 15: into a grant that waits for its payment goes back to it', () => {
    const account = new LivedAccount(always(sellingPlans(plan('pro', 999, [monthly(1)]))), start);
    account.subscribe('pro', start);
    account.spend(credits(4), second + 1, { id });
    const change = account.refund(id, null, second + 2);
    expect(lines(change)).toEqual([['refund', 'refunded', 1, 'spent', 'available', credits(4)]]);
    expect(
      account.refused({ type: 'debit', generationId: generationId(2), quote: quoteOf(credits(11)) }, second + 3),
    ).toMatchObject({
      data: { available: 10 },
    });
  });
});
