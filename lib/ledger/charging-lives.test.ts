import fc from 'fast-check';
import { expect, it } from 'vitest';
import { always, deepFreeze, plan, sellingPlans } from './testing/account';
import type { Step } from './testing/lives';
import { WatchedLife, type Tally } from './testing/watched-life';

// Random lives that do little but charge, hold, capture, void and refund, close together in time: what must be true of
// any life (testing/watched-life.ts) is held against holds that are still open and grants that have just ended.

const rule = (id: string, count: number) => ({ id, credits: 100, when: 'period', lasts: { type: 'periods', count } });
const carryOver = { type: 'amount', credits: 120 };
const book = always(
  deepFreeze(
    sellingPlans(
      plan('free', 0, [rule('short', 1), rule('long', 3)], { carryOver }),
      plan('pro', 999, [rule('short', 1), rule('long', 3)], { carryOver }),
    ),
  ),
);

const deeds = [
  ...(['debit', 'debit', 'hold', 'hold', 'hold', 'capture', 'capture', 'capture', 'void'] as const),
  ...(['refund', 'refund', 'grant', 'revoke', 'extend', 'setCap', 'pay', 'declinePayment', 'settle'] as const),
] as const;
const jumps = [
  ...(['nowhere', 'nowhere', 'nowhere', 'nowhere', 'nowhere', 'nowhere', 'soon', 'soon'] as const),
  ...(['beforeDue', 'due', 'days', 'periodEnd'] as const),
] as const;

const step: fc.Arbitrary<Step> = fc.record({
  jump: fc.record({ to: fc.constantFrom(...jumps), by: fc.nat(3) }),
  does: fc.constantFrom(...deeds),
  dice: fc.nat(11),
  amount: fc.nat(60_000_000),
});
const lives = fc
  .tuple(fc.array(step, { minLength: 20, maxLength: 40, size: 'max' }), fc.nat(1))
  .map(([steps, which]) => [{ ...steps[0]!, does: 'subscribe' as const, dice: 0, amount: which }, ...steps]);

it('rules 8 to 12: whatever is charged, held and given back, the books are in order', () => {
  const tally: Tally = new Map();
  fc.assert(
    fc.property(lives, (steps) => {
      const life = new WatchedLife(book, tally);
      for (const each of steps) life.live(each);
      life.finish();
    }),
    { numRuns: 100 },
  );
  // Lives in which little is held or comes back would prove little.
  for (const command of ['debit', 'hold', 'capture', 'void', 'refund', 'extend', 'revoke'] as const) {
    expect(tally.get(command)?.get('done') ?? 0, command).toBeGreaterThan(5);
  }
});
