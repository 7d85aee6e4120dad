import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { burnDown, burnDownOrder, byBurnDown, bySoonestEnd } from './burn-down';
import type { Grant } from './state';
import { always, deepFreeze, grantLike, instant, LivedAccount, plan, sellingPlans } from './testing/account';

const now = instant('2026-03-15');
const soon = instant('2026-04-01');
const later = instant('2026-05-01');

const ids = (grants: readonly Grant[]) => grants.map((grant) => grant.id);

describe('rule 9: which grant pays first', () => {
  const cases: [rule: string, first: Partial<Grant>, second: Partial<Grant>][] = [
    ['the lower priority', { priority: -1, expiresAt: null, effectiveAt: 9 }, { priority: 0, expiresAt: soon }],
    ['at one priority, the one that ends sooner', { expiresAt: soon, effectiveAt: 9 }, { expiresAt: later }],
    ['one that ends, before one that never does', { expiresAt: later, effectiveAt: 9 }, { expiresAt: null }],
    ['of two that end together, the older', { expiresAt: soon, effectiveAt: 1 }, { expiresAt: soon, effectiveAt: 2 }],
    ['of two that never end, the older', { effectiveAt: 1 }, { effectiveAt: 2 }],
  ];
  it.each(cases)('is %s, whatever their numbers', (_, first, second) => {
    // The one that must come first has the larger id, which alone would put it last.
    const [one, other] = [grantLike({ id: 2, ...first }), grantLike({ id: 1, ...second })];
    expect(ids([other, one].sort(byBurnDown))).toEqual([2, 1]);
    expect(ids([one, other].sort(byBurnDown))).toEqual([2, 1]);
  });

  it('is the one with the smaller number where all else is equal', () => {
    expect(ids([grantLike({ id: 7 }), grantLike({ id: 3 })].sort(byBurnDown))).toEqual([3, 7]);
  });

  it('is not asked for its priority by the cap, which takes what ends soonest', () => {
    const [urgent, lasting] = [
      grantLike({ id: 1, priority: -5, expiresAt: later }),
      grantLike({ id: 2, expiresAt: soon }),
    ];
    expect(ids([urgent, lasting].sort(bySoonestEnd))).toEqual([2, 1]);
    expect(ids([urgent, lasting].sort(byBurnDown))).toEqual([1, 2]);
  });

  it('does not hang on the order in which grants are looked at', () => {
    const some = fc.record({
      priority: fc.integer({ min: -1, max: 1 }),
      expiresAt: fc.constantFrom(null, soon, later),
      effectiveAt: fc.integer({ min: 0, max: 2 }),
    });
    const shuffled = fc
      .array(some, { minLength: 2, maxLength: 8 })
      .map((list) => list.map((each, index) => grantLike({ id: index + 1, ...each })))
      .chain((grants) => fc.tuple(fc.constant(grants), fc.shuffledSubarray(grants, { minLength: grants.length })));
    fc.assert(
      fc.property(shuffled, ([grants, mixed]) => {
        expect(ids([...mixed].sort(byBurnDown))).toEqual(ids([...grants].sort(byBurnDown)));
        expect(ids([...mixed].sort(bySoonestEnd))).toEqual(ids([...grants].sort(bySoonestEnd)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a debit burns', () => {
  const grants = deepFreeze([
    grantLike({ id: 1, amount: credits(30) }),
    grantLike({ id: 2, amount: credits(50), expiresAt: later }),
    grantLike({ id: 3, amount: credits(20), held: credits(5), expiresAt: soon }),
    grantLike({ id: 4, amount: credits(40), spent: credits(40), expiresAt: soon }),
    grantLike({ id: 5, amount: credits(1000), effectiveAt: now + 1 }),
  ]);
  // In burn-down order: #3 has 15 available, #2 has 50, #1 has 30; #4 is spent, #5 is still to come.
  const cases: [what: string, amount: bigint, burns: [id: number, amount: bigint][]][] = [
    ['nothing of any grant for free work', 0n, []],
    ['a part of the first grant', credits(10), [[3, credits(10)]]],
    ['the first grant to its last credit, and no more', credits(15), [[3, credits(15)]]],
    [
      'one micro-credit of the second',
      credits(15) + 1n,
      [
        [3, credits(15)],
        [2, 1n],
      ],
    ],
    [
      'as many grants as it needs',
      credits(70),
      [
        [3, credits(15)],
        [2, credits(50)],
        [1, credits(5)],
      ],
    ],
    [
      'everything there is',
      credits(95),
      [
        [3, credits(15)],
        [2, credits(50)],
        [1, credits(30)],
      ],
    ],
  ];
  it.each(cases)('%s', (_, amount, expected) => {
    const burnt = burnDown(grants, amount, now);
    expect(burnt.ok && burnt.burns.map((burn) => [burn.grant.id, burn.amount])).toEqual(expected);
  });

  it('nothing at all where it is one micro-credit short, and says by how much', () => {
    const short = (amount: bigint, from = grants) => {
      const burnt = burnDown(from, amount, now);
      return burnt.ok ? 'paid' : [burnt.shortfall, burnt.burns.map((burn) => burn.amount)];
    };
    // How far they would go is told, for whoever asks before.
    const all = [credits(15), credits(50), credits(30)];
    expect(short(credits(95) + 1n)).toEqual([1n, all]);
    expect(short(credits(200))).toEqual([credits(105), all]);
    expect(short(1n, [])).toEqual([1n, []]);
  });

  it('a grant from the very millisecond at which it is effective', () => {
    expect(burnDown(grants, credits(96), now + 1).ok).toBe(true);
  });
});

describe('rule 9: a catalog may let grants pay in another order', () => {
  // By age they would pay as numbered.
  const grants = deepFreeze([
    grantLike({ id: 1, source: 'plan', effectiveAt: 1, expiresAt: later, priority: 1, paid: 5n }),
    grantLike({ id: 2, source: 'goodwill', effectiveAt: 2, expiresAt: null, priority: 0 }),
    grantLike({ id: 3, source: 'pack', effectiveAt: 3, expiresAt: null, priority: 2, paid: 5n }),
    grantLike({ id: 4, source: 'refund', effectiveAt: 4, expiresAt: soon, priority: 2 }),
    grantLike({ id: 5, source: 'refund', effectiveAt: 4, expiresAt: soon, priority: 2 }),
  ]);
  const cases: [rules: Parameters<typeof burnDownOrder>[0], expected: number[]][] = [
    [{ order: ['oldest'], sources: [] }, [1, 2, 3, 4, 5]],
    [{ order: ['newest'], sources: [] }, [4, 5, 3, 2, 1]],
    [{ order: ['priority'], sources: [] }, [2, 1, 3, 4, 5]],
    [{ order: ['soonestEnd'], sources: [] }, [4, 5, 1, 2, 3]],
    [{ order: ['free'], sources: [] }, [2, 4, 5, 1, 3]],
    [{ order: ['paid'], sources: [] }, [1, 3, 2, 4, 5]],
    [{ order: ['source'], sources: ['pack', 'refund'] }, [3, 4, 5, 1, 2]],
    [{ order: ['source'], sources: [] }, [1, 2, 3, 4, 5]],
    [{ order: ['free', 'newest'], sources: [] }, [4, 5, 2, 3, 1]],
    [{ order: ['priority', 'paid', 'soonestEnd'], sources: [] }, [2, 1, 3, 4, 5]],
    [{ order: ['priority', 'soonestEnd', 'oldest'], sources: [] }, [2, 1, 4, 5, 3]],
  ];
  it.each(cases)('%j', (rules, expected) => {
    const order = burnDownOrder(rules);
    expect(ids([...grants].sort(order))).toEqual(expected);
    expect(ids([...grants].reverse().sort(order))).toEqual(expected);
    const burnt = burnDown(grants, credits(500), now, order);
    expect(burnt.ok && burnt.burns.map(({ grant }) => grant.id)).toEqual(expected);
  });

  it('and a debit keeps to it, and a hold', () => {
    const catalog = { ...sellingPlans(plan('free', 0, [])), burnDown: { order: ['newest' as const], sources: [] } };
    const account = new LivedAccount(always(catalog), now);
    account.give(credits(5), now, later);
    account.give(credits(5), now + 1);
    expect(account.spend(credits(2), now + 1).steps[0]!.burns).toMatchObject([{ grantId: 2 }]);
    expect(account.hold(credits(4), now + 1).steps[0]!.burns).toMatchObject([{ grantId: 2 }, { grantId: 1 }]);
  });
});
