import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { dearer, divideHalfUp, unitPrice } from './unit-price';

describe('the price of credits', () => {
  it.each([
    // minor units, credits, currency, per 1,000, per credit
    [999n, 200, 'USD', 4995, '0.04995'],
    [6999n, 1400, 'USD', 4999, '0.04999'], // 4,999.28…
    [13999n, 2800, 'USD', 5000, '0.05'], // 4,999.64…
    [2900n, 60, 'USD', 48333, '0.4833'],
    [1000n, 60, 'USD', 16667, '0.1667'],
    [42500n, 50_000, 'USD', 850, '0.0085'],
    [1n, 1, 'USD', 1000, '0.01'],
    [123_456n, 1, 'USD', 123_456_000, '1234.56'],
    [100n, 3, 'JPY', 33_333, '33.33'],
    [5n, 10, 'JPY', 500, '0.5'],
    [1n, 1_000_000, 'USD', 0, '0.00000001'],
    [0n, 100, 'USD', 0, '0.00'],
  ])(
    '%d minor units for %d credits in %s: %d for 1,000, %s for one',
    (minor, amount, currency, perThousand, perCredit) => {
      expect(unitPrice(minor, credits(amount), currency)).toEqual({ perThousand, perCredit });
    },
  );

  it('is none where there are no credits', () => {
    expect(unitPrice(100n, 0n, 'USD')).toBeNull();
  });

  it('compares exactly what looks alike after rounding', () => {
    const scale2x = { minor: 13999n, credits: credits(2800) };
    const scale4x = { minor: 27999n, credits: credits(5600) };
    expect(dearer(scale4x, scale2x)).toBe(true);
    expect(dearer(scale2x, scale4x)).toBe(false);
    expect(dearer(scale2x, { minor: 27998n, credits: credits(5600) })).toBe(false);
  });

  it.each([
    [1n, 2n, 1n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [3n, 2n, 2n],
    [10n, 5n, 2n],
  ])('%d / %d is %d: a half goes up', (dividend, divisor, expected) => {
    expect(divideHalfUp(dividend, divisor)).toBe(expected);
  });
});
