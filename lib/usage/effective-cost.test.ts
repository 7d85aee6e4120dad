import { describe, expect, it } from 'vitest';
import { effectiveCost } from './effective-cost';

const dollars = (amount: number) => BigInt(amount) * 100n * 1_000_000n;
const month = { charged: dollars(500), refunded: 0n, kept: 35, discarded: 15, unmarked: 0 };

describe('rule 14: effective cost per kept output', () => {
  it('shares what all the work had cost by what was kept, not by what was made', () => {
    // 500 dollars, 50 made, 35 kept: 14.285714… dollars each.
    expect(effectiveCost(month)).toEqual({ perKept: 1_428_571_428n, markedPercent: 100 });
  });

  it('leaves out what was given back', () => {
    expect(effectiveCost({ ...month, refunded: dollars(150) }).perKept).toBe(dollars(10));
    expect(effectiveCost({ ...month, refunded: dollars(600) }).perKept).toBe(0n);
  });

  it.each([
    // kept, discarded, unmarked, marked percent, shown
    [40, 0, 10, 80, true],
    [39, 0, 10, 79, false],
    [399, 0, 101, 79, false],
    [0, 50, 0, 100, false],
    [1, 0, 0, 100, true],
    [0, 0, 7, 0, false],
  ])('with %i kept, %i not and %i unmarked says %i percent', (kept, discarded, unmarked, percent, shown) => {
    const { perKept, markedPercent } = effectiveCost({ ...month, kept, discarded, unmarked });
    expect(markedPercent).toBe(percent);
    expect(perKept !== null).toBe(shown);
  });

  it('has nothing to say of a month without outputs', () => {
    expect(effectiveCost({ ...month, kept: 0, discarded: 0 })).toEqual({ perKept: null, markedPercent: null });
  });
});
