import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { MONEY_MICRO_PER_MINOR } from '../money';
import { costBasis } from './cost-basis';
import { grantLike } from './testing/account';

const dollars = (amount: number) => BigInt(amount * 100) * MONEY_MICRO_PER_MINOR;

describe('what credits have cost', () => {
  // Three credits for ten micro-money: 3⅓ each, so the floors fall at 3, 6 and 10.
  const uneven = grantLike({ id: 1, amount: credits(3), paid: 10n });
  const cases: [what: string, grant: typeof uneven, moved: bigint, cost: bigint][] = [
    ['nothing, where nothing was paid', grantLike({ id: 1 }), credits(7), 0n],
    [
      'their share of the price',
      grantLike({ id: 1, amount: credits(500), paid: dollars(24.99) }),
      credits(40),
      199_920_000n,
    ],
    [
      'the whole price, for the whole grant',
      grantLike({ id: 1, amount: credits(500), paid: dollars(24.99) }),
      credits(500),
      dollars(24.99),
    ],
    ['the floor, for the first of an uneven price', uneven, credits(1), 3n],
    ['the difference of floors, for the last', { ...uneven, spent: credits(2) }, credits(1), 4n],
    ['less by what was reissued before', { ...uneven, spent: credits(1), reissued: credits(1) }, credits(1), 4n],
    ['nothing, for less than a floor', { ...uneven, spent: credits(1) }, 1n, 0n],
  ];
  it.each(cases)('is %s', (_, grant, moved, cost) => {
    expect(costBasis(grant, moved)).toBe(cost);
  });

  it('adds up to the price, however the grant is cut', () => {
    const cuts = fc.array(fc.bigInt({ min: 1n, max: credits(1000) }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(cuts, fc.bigInt({ min: 0n, max: dollars(100_000) }), (parts, paid) => {
        const amount = parts.reduce((sum, part) => sum + part, 0n);
        let spent = 0n;
        let cost = 0n;
        for (const part of parts) {
          const one = costBasis(grantLike({ id: 1, amount, paid, spent }), part);
          expect(one).toBeGreaterThanOrEqual(0n);
          cost += one;
          spent += part;
        }
        expect(cost).toBe(paid);
      }),
      { numRuns: 300 },
    );
  });
});
