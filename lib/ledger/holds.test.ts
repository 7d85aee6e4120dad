import { describe, expect, it } from 'vitest';
import { AMOUNT_MAX, credits } from '../credits';
import { DAY_MS, type Instant } from '../time';
import type { Change } from './decide';
import { nextDue } from './settle';
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

/** Without a plan: 20 credits that cost 2 cents each (grant 1), and 5 that were given and end in ten days (grant 2). */
const end = start + 10 * DAY_MS;
function owning(): LivedAccount {
  const account = new LivedAccount(book, start);
  account.do({ type: 'grant', source: 'contract', amount: credits(20), expiresAt: null, paid: 40n }, start);
  account.give(credits(5), start, end);
  return account;
}

/** ... of which 12 are held: 5 of grant 2, which pays first, and 7 of grant 1. */
function holding(lapsesAt: Instant = start + 20 * DAY_MS): LivedAccount {
  const account = owning();
  account.hold(credits(12), start + 1, { id, lapsesAt, member: 'ann', model: 'photon' });
  return account;
}

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

describe('rule 10: a hold', () => {
  it('keeps credits for a generation, in burn-down order, and says which', () => {
    const account = owning();
    const lapsesAt = start + DAY_MS;
    const change = account.hold(credits(12), start + 1, { id, lapsesAt, member: 'ann', model: 'photon' });
    expect(lines(change)).toEqual([
      ['hold', 'generation', 2, 'available', 'held', credits(5)],
      ['hold', 'generation', 1, 'available', 'held', credits(7)],
    ]);
    expect(change.entries[0]).toMatchObject({ generationId: id, feature: 'work', model: 'photon', at: start + 1 });
    expect(change.state.header).toMatchObject({ balance: credits(13), held: credits(12) });
    const parts = [
      { grantId: 2, amount: credits(5) },
      { grantId: 1, amount: credits(7) },
    ];
    expect(change.state.holds).toEqual([
      {
        generationId: id,
        at: start + 1,
        lapsesAt,
        periodStart: null,
        feature: 'work',
        model: 'photon',
        member: 'ann',
        free: [],
        parts,
      },
    ]);
    expect(change.steps).toEqual([
      {
        generationId: id,
        kind: 'hold',
        at: start + 1,
        periodStart: null,
        credits: credits(12),
        burns: parts.map((part) => ({ ...part, cost: 0n })),
        balanceBefore: credits(25),
        balanceAfter: credits(13),
        firstSeq: 3,
        lastSeq: 4,
        quote: quoteOf(credits(12), { model: 'photon' }),
        member: 'ann',
        lapsesAt,
      },
    ]);
    expect(nextDue(change.state, book)).toBe(lapsesAt);
  });

  it('of free work moves nothing and writes nothing: the free line comes with its capture', () => {
    const account = new LivedAccount(book, start);
    const held = account.hold(0n, start, { id });
    expect([held.entries, held.state.holds]).toMatchObject([[], [{ generationId: id, parts: [] }]]);
    expect(held.steps).toMatchObject([{ kind: 'hold', credits: 0n, burns: [], firstSeq: null, lastSeq: null }]);
    const captured = account.capture(id, 0n, start + 1);
    expect(lines(captured)).toEqual([['free', 'generation', null, null, null, 0n]]);
    expect(captured.steps).toMatchObject([{ kind: 'capture', credits: 0n, burns: [], firstSeq: 1, lastSeq: 1 }]);
  });

  it('of free work that is voided leaves no line at all', () => {
    const account = new LivedAccount(book, start);
    account.hold(0n, start, { id });
    expect(account.void(id, start + 1)).toMatchObject({ entries: [], steps: [{ kind: 'void', firstSeq: null }] });
    expect(account.state.holds).toEqual([]);
  });

  const hold = (lapsesAt: Instant, amount = credits(1)) =>
    ({ type: 'hold', generationId: id, quote: quoteOf(amount), lapsesAt }) as const;

  it.each([
    ['at this very instant', 0],
    ['in the past', -1],
    ['more than thirty days from now', 30 * DAY_MS + 1],
    ['nobody knows when', NaN],
  ])('that would lapse %s is refused', (_, after) => {
    expect(owning().refused(hold(start + after), start).code).toBe('invalid_time');
  });

  it.each([1, 30 * DAY_MS])('may last %s milliseconds', (after) => {
    expect(owning().do(hold(start + after), start).state.holds).toMatchObject([{ lapsesAt: start + after }]);
  });

  it('is refused whole where there are too few credits, and keeps what it has from being spent twice', () => {
    expect(owning().refused(hold(start + 1, credits(25) + 1n), start)).toMatchObject({
      code: 'insufficient_credits',
      data: { needed: 25.000001, available: 25, shortfall: 0.000001 },
    });
    const command = { type: 'debit', generationId: generationId(2), quote: quoteOf(credits(14)) } as const;
    expect(holding().refused(command, start + 2)).toMatchObject({ data: { available: 13, shortfall: 1 } });
  });

  it('is refused where a thousand are open already', () => {
    const account = holding();
    const [open] = account.state.holds;
    const many = Array.from({ length: 999 }, (_, at) => ({ ...open!, generationId: generationId(10 + at), parts: [] }));
    const crowded = new LivedAccount(book, { ...account.state, holds: [open!, ...many] });
    expect(crowded.refused({ ...hold(start + DAY_MS), generationId: generationId(2) }, start + 2)).toMatchObject({
      code: 'too_many_holds',
      data: { open: 1_000, max: 1_000 },
    });
    const one = new LivedAccount(book, { ...account.state, holds: [open!, ...many.slice(1)] });
    expect(one.do({ ...hold(start + DAY_MS), generationId: generationId(2) }, start + 2).state.holds).toHaveLength(
      1_000,
    );
  });
});

describe('rule 10: a capture', () => {
  const cases: [
    what: string,
    amount: bigint,
    expected: Line[],
    burns: [grant: number, amount: bigint, cost: bigint][],
  ][] = [
    [
      'of what was held charges it',
      credits(12),
      [
        ['capture', 'generation', 2, 'held', 'spent', credits(5)],
        ['capture', 'generation', 1, 'held', 'spent', credits(7)],
      ],
      [
        [2, credits(5), 0n],
        [1, credits(7), 14_000_000n],
      ],
    ],
    [
      'of less gives the rest back, to those that would have paid last',
      credits(6),
      [
        ['capture', 'generation', 2, 'held', 'spent', credits(5)],
        ['capture', 'generation', 1, 'held', 'spent', credits(1)],
        ['void', 'unused', 1, 'held', 'available', credits(6)],
      ],
      [
        [2, credits(5), 0n],
        [1, credits(1), 2_000_000n],
      ],
    ],
    [
      'of less than the first grant holds leaves the others alone',
      credits(3),
      [
        ['capture', 'generation', 2, 'held', 'spent', credits(3)],
        ['void', 'unused', 2, 'held', 'available', credits(2)],
        ['void', 'unused', 1, 'held', 'available', credits(7)],
      ],
      [[2, credits(3), 0n]],
    ],
    [
      'of nothing gives everything back, and leaves a line that it was free',
      0n,
      [
        ['free', 'generation', null, null, null, 0n],
        ['void', 'unused', 2, 'held', 'available', credits(5)],
        ['void', 'unused', 1, 'held', 'available', credits(7)],
      ],
      [],
    ],
    [
      'of more takes the difference, and a grant that pays twice is told once',
      credits(15) + 1n,
      [
        ['capture', 'generation', 2, 'held', 'spent', credits(5)],
        ['capture', 'generation', 1, 'held', 'spent', credits(7)],
        ['capture', 'generation', 1, 'available', 'spent', credits(3) + 1n],
      ],
      [
        [2, credits(5), 0n],
        [1, credits(10) + 1n, 20_000_002n],
      ],
    ],
  ];
  it.each(cases)('%s', (_, amount, expected, burns) => {
    const account = holding();
    const change = account.capture(id, amount, start + 5);
    expect(lines(change)).toEqual(expected);
    expect(change.state.holds).toEqual([]);
    expect(change.state.header).toMatchObject({ balance: credits(25) - amount, held: 0n });
    expect(change.steps).toEqual([
      {
        generationId: id,
        kind: 'capture',
        at: start + 5,
        periodStart: null,
        credits: amount,
        burns: burns.map(([grantId, burnt, cost]) => ({ grantId, amount: burnt, cost })),
        balanceBefore: credits(13),
        balanceAfter: credits(25) - amount,
        firstSeq: 5,
        lastSeq: 4 + expected.length,
        quote: null,
        member: 'ann',
        lapsesAt: null,
      },
    ]);
  });

  it('of more than there is, is refused whole, and the hold stands', () => {
    const account = holding();
    const failure = account.refused({ type: 'capture', generationId: id, credits: credits(25) + 1n }, start + 5);
    expect(failure).toMatchObject({
      code: 'insufficient_credits',
      detail:
        'This took 13.000001 credits more than were held and 13 are available. Nothing was charged, and the hold stands.',
      data: { needed: 13.000001, available: 13, shortfall: 0.000001 },
    });
    expect(account.state.holds).toHaveLength(1);
    expect(account.capture(id, credits(25), start + 5).state.header).toMatchObject({ balance: 0n, held: 0n });
  });

  it.each([-1n, AMOUNT_MAX + 1n])('of %s micro-credits is refused', (amount) => {
    const failure = holding().refused({ type: 'capture', generationId: id, credits: amount }, start + 5);
    expect(failure.code).toBe('invalid_amount');
  });

  it('that was priced anew keeps that price', () => {
    const quote = quoteOf(credits(4));
    const change = holding().do({ type: 'capture', generationId: id, credits: credits(4), quote }, start + 5);
    expect(change.steps).toMatchObject([{ quote }]);
  });
});

describe('rule 10: what is not held any more', () => {
  const endings: [what: string, ending: (account: LivedAccount) => unknown, status: string][] = [
    ['captured', (account) => account.capture(id, credits(1), start + 2), 'captured'],
    ['voided', (account) => account.void(id, start + 2), 'voided'],
    ['lapsed', (account) => account.settle(start + 30 * DAY_MS), 'lapsed'],
    ['lapsed at the very instant', () => null, 'lapsed'],
  ];
  it.each(endings)('can neither be captured nor voided: %s', (_, ending, status) => {
    const lapsesAt = start + 30 * DAY_MS;
    for (const type of ['capture', 'void'] as const) {
      const account = holding(lapsesAt);
      ending(account);
      const command = type === 'void' ? { type, generationId: id } : { type, generationId: id, credits: credits(1) };
      const failure = account.refused(command, lapsesAt);
      expect(failure).toMatchObject({ code: 'hold_not_open', data: { generationStatus: status } });
      expect(failure.detail).toContain(status);
    }
  });

  it('is charged, where it never was held', () => {
    const account = owning();
    account.spend(credits(1), start, { id });
    expect(account.refused({ type: 'void', generationId: id }, start)).toMatchObject({
      code: 'hold_not_open',
      data: { generationStatus: 'debited' },
    });
  });

  it('is not there, where nothing of that name ever was', () => {
    for (const command of [
      { type: 'void', generationId: id } as const,
      { type: 'capture', generationId: id, credits: 1n } as const,
    ]) {
      expect(owning().refused(command, start).code).toBe('not_found');
    }
  });
});

describe('rule 10: the end of a hold', () => {
  it('gives everything back when the work has failed, and charges nothing', () => {
    const account = holding();
    const change = account.void(id, start + 5);
    expect(lines(change)).toEqual([
      ['void', 'generation', 2, 'held', 'available', credits(5)],
      ['void', 'generation', 1, 'held', 'available', credits(7)],
    ]);
    expect(change.steps).toMatchObject([
      {
        kind: 'void',
        credits: credits(12),
        burns: [
          { grantId: 2, amount: credits(5), cost: 0n },
          { grantId: 1, amount: credits(7), cost: 0n },
        ],
        balanceBefore: credits(13),
        balanceAfter: credits(25),
        member: 'ann',
      },
    ]);
    expect(change.state.grants.map(({ available }) => available)).toEqual([credits(20), credits(5)]);
  });

  it('comes by itself at its own time, the soonest first, dated with it, however late it is noticed', () => {
    const account = owning();
    const [first, next, last] = [generationId(1), generationId(2), generationId(3)];
    account.hold(credits(1), start, { id: last, lapsesAt: start + 30 });
    account.hold(credits(2), start, { id: first, lapsesAt: start + 10 });
    account.hold(credits(2), start, { id: next, lapsesAt: start + 30 });
    const change = account.settle(start + DAY_MS);
    expect(change.steps.map((step) => [step.kind, step.generationId, step.at - start])).toEqual([
      ['lapse', first, 10],
      ['lapse', last, 30],
      ['lapse', next, 30],
    ]);
    expect(change.entries).toMatchObject([
      { at: start + 10, kind: 'void', reason: 'lapsed', amount: credits(2) },
      { at: start + 30, kind: 'void', reason: 'lapsed', amount: credits(1) },
      { at: start + 30, kind: 'void', reason: 'lapsed', amount: credits(2) },
    ]);
    expect(change.state).toMatchObject({ holds: [], header: { balance: credits(25), held: 0n } });
  });

  it('leaves it open one millisecond before', () => {
    const account = holding(start + 5 * DAY_MS);
    expect(account.settle(start + 5 * DAY_MS - 1).state.holds).toHaveLength(1);
    expect(account.capture(id, credits(12), start + 5 * DAY_MS - 1).state.holds).toEqual([]);
  });
});

describe('rule 11: a hold across the end of its grant', () => {
  /** Five credits that cost 10 cents (grant 1) and end at `end`, all of them held until `lapsesAt`. */
  function held(lapsesAt: Instant): LivedAccount {
    const account = new LivedAccount(book, start);
    account.do({ type: 'grant', source: 'contract', amount: credits(5), expiresAt: end, paid: 10n }, start);
    account.hold(credits(5), start, { id, lapsesAt });
    return account;
  }
  const late = start + 20 * DAY_MS;

  it('can be captured: held credits survive their end', () => {
    const account = held(late);
    expect(account.settle(end + 1).entries).toEqual([]);
    const change = account.capture(id, credits(5), end + 1);
    expect(lines(change)).toEqual([['capture', 'generation', 1, 'held', 'spent', credits(5)]]);
    expect(change.steps[0]!.burns).toEqual([{ grantId: 1, amount: credits(5), cost: 10_000_000n }]);
  });

  it('captured for less, gives the rest back as a new grant with what it had cost, which ends seven days later', () => {
    const account = held(late);
    const change = account.capture(id, credits(2), end + 1);
    expect(lines(change)).toEqual([
      ['capture', 'generation', 1, 'held', 'spent', credits(2)],
      ['reissue', 'unused', 1, 'held', 'reissued', credits(3)],
      ['void', 'reissued', 5, 'issued', 'available', credits(3)],
    ]);
    expect(change.entries.map((entry) => [entry.generationId, entry.feature])).toEqual(
      [0, 1, 2].map(() => [id, 'work']),
    );
    expect(change.state.grants).toMatchObject([
      {
        id: 5,
        source: 'refund',
        planId: null,
        ruleId: null,
        recurring: false,
        needsSubscription: false,
        amount: credits(3),
        effectiveAt: end + 1,
        expiresAt: end + 1 + 7 * DAY_MS,
        paid: 6_000_000n,
      },
    ]);
  });

  const back: Line[] = [['void', 'generation', 1, 'held', 'available', credits(5)]];
  const again: Line[] = [
    ['reissue', 'generation', 1, 'held', 'reissued', credits(5)],
    ['void', 'reissued', 4, 'issued', 'available', credits(5)],
  ];
  const voids: [when: string, at: Instant, expected: Line[]][] = [
    ['a millisecond before its end, goes back', end - 1, back],
    ['at the very instant of its end, comes after it', end, again],
    ['after its end, comes back as a new grant', end + 1, again],
  ];
  it.each(voids)('voided %s', (_, at, expected) => {
    const change = held(late).void(id, at);
    expect(lines(change)).toEqual(expected);
    const { burns } = change.steps[0]!;
    expect(burns).toEqual([
      { grantId: 1, amount: credits(5), cost: 0n, ...(expected === again ? { reissuedAs: 4 } : {}) },
    ]);
  });

  it('that lapses after it, comes back as a new grant', () => {
    const change = held(end + 1).settle(end + DAY_MS);
    expect(lines(change)).toEqual([
      ['reissue', 'lapsed', 1, 'held', 'reissued', credits(5)],
      ['void', 'reissued', 4, 'issued', 'available', credits(5)],
    ]);
    expect(change.entries.map(({ at }) => at)).toEqual([end + 1, end + 1]);
    expect(change.steps).toMatchObject([{ kind: 'lapse', at: end + 1, burns: [{ grantId: 1, reissuedAs: 4 }] }]);
    expect(change.state.grants).toMatchObject([{ paid: 10_000_000n, expiresAt: end + 1 + 7 * DAY_MS }]);
  });

  it('rule 3: that lapses at that very instant, gives back first, and the credits end with their grant', () => {
    const change = held(end).settle(end);
    expect(lines(change)).toEqual([
      ['void', 'lapsed', 1, 'held', 'available', credits(5)],
      ['expire', 'lifetime_over', 1, 'available', 'expired', credits(5)],
    ]);
  });

  it('comes back once only: of a grant that was itself a refund, it expires', () => {
    const account = held(late);
    account.void(id, end);
    const again = end + 7 * DAY_MS;
    account.hold(credits(5), end + 1, { id: generationId(2), lapsesAt: again + DAY_MS });
    const change = account.void(generationId(2), again);
    expect(lines(change)).toEqual([['void', 'lifetime_over', 4, 'held', 'expired', credits(5)]]);
    expect(change.steps).toMatchObject([{ burns: [{ grantId: 4, amount: credits(5), cost: 0n }] }]);
    expect(change.state).toMatchObject({ grants: [], header: { balance: 0n, held: 0n } });
  });

  it('keeps the priority of the old grant, and its need of a plan', () => {
    const account = held(late);
    account.suppose(1, { priority: 7, needsSubscription: true });
    expect(account.void(id, end).state.grants).toMatchObject([{ priority: 7, needsSubscription: true }]);
  });
});

describe('rule 10: a hold across a renewal', () => {
  const monthly = { id: 'monthly', credits: 10, when: 'period', lasts: { type: 'periods', count: 3 } };
  const capped = always(
    deepFreeze(sellingPlans(plan('free', 0, [monthly], { carryOver: { type: 'amount', credits: 6 } }))),
  );

  it('counts towards what may be carried, and is not taken', () => {
    const account = new LivedAccount(capped, start);
    account.subscribe('free', start);
    account.hold(credits(8), second - 1, { id, lapsesAt: second + DAY_MS });
    // 2 available and 8 held are carried, 6 may be: the 2 go, the 8 stay.
    const change = account.settle(second);
    expect(lines(change).slice(0, 1)).toEqual([['expire', 'carry_over_cap', 1, 'available', 'expired', credits(2)]]);
    expect(change.state.header).toMatchObject({ held: credits(8), balance: credits(10) });
    expect(change.state.header.period).toMatchObject({ carriedIn: credits(8), granted: credits(10), used: 0n });
  });

  it('is used in the period in which it is captured', () => {
    const account = new LivedAccount(capped, start);
    account.subscribe('free', start);
    account.hold(credits(4), second - 1, { id, lapsesAt: second + DAY_MS });
    const change = account.capture(id, credits(3), second + 1);
    expect(change.steps.at(-1)).toMatchObject({ kind: 'capture', periodStart: second });
    expect(change.state.header.period).toMatchObject({ carriedIn: credits(6), used: credits(3), ended: 0n });
    expect(change.state.header.period).toMatchObject({ granted: credits(10) });
  });

  it('that lapses at the boundary itself is carried like the rest: it goes back before the cap is asked', () => {
    const account = new LivedAccount(capped, start);
    account.subscribe('free', start);
    account.hold(credits(8), second - 1, { id, lapsesAt: second });
    const change = account.settle(second);
    expect(lines(change).slice(0, 2)).toEqual([
      ['void', 'lapsed', 1, 'held', 'available', credits(8)],
      ['expire', 'carry_over_cap', 1, 'available', 'expired', credits(4)],
    ]);
    expect(change.steps).toMatchObject([{ kind: 'lapse', periodStart: start }]);
  });

  it('given back after its grant has ended is nothing new in the period that it was carried into', () => {
    const short = { ...monthly, lasts: { type: 'periods', count: 1 } };
    const account = new LivedAccount(always(sellingPlans(plan('free', 0, [short]))), start);
    account.subscribe('free', start);
    account.hold(credits(4), second - 1, { id, lapsesAt: second + DAY_MS });
    const change = account.void(id, second + 1);
    expect(change.state.header.period).toMatchObject({
      carriedIn: credits(4),
      granted: credits(10),
      used: 0n,
      ended: 0n,
    });
    expect(change.state.grants).toMatchObject([{ source: 'plan' }, { source: 'refund', available: credits(4) }]);
  });

  it('rule 15: comes back to a grant that waits for its payment, and waits with it', () => {
    const short = { ...monthly, lasts: { type: 'periods', count: 1 } };
    const paid = always(sellingPlans(plan('pro', 999, [short])));
    const account = new LivedAccount(paid, start);
    account.subscribe('pro', start);
    account.hold(credits(4), second - 1, { id, lapsesAt: second + DAY_MS });
    expect(lines(account.void(id, second + 1))).toEqual([['void', 'generation', 1, 'held', 'available', credits(4)]]);
    expect(account.spend(credits(10), second + 2).state.header.balance).toBe(0n);
  });

  it('rule 15: comes back locked, once the grace of that payment is over', () => {
    const short = { ...monthly, lasts: { type: 'periods', count: 1 } };
    const account = new LivedAccount(always(sellingPlans(plan('pro', 999, [short]))), start);
    account.subscribe('pro', start);
    account.hold(credits(4), second - 1, { id, lapsesAt: second + 20 * DAY_MS });
    account.do({ type: 'declinePayment', periodIndex: 1 }, second);
    const after = second + 8 * DAY_MS;
    expect(lines(account.void(id, after))).toEqual([['void', 'generation', 1, 'held', 'available', credits(4)]]);
    const command = { type: 'debit', generationId: generationId(2), quote: quoteOf(credits(1)) } as const;
    expect(account.refused(command, after).code).toBe('credits_locked');
  });
});
