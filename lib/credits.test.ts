import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AMOUNT_MAX,
  credits,
  decimalText,
  divideUp,
  jsonNumber,
  microFromNumber,
  parseMicro,
  smaller,
} from './credits';

describe('reading credits', () => {
  it.each<[string, bigint]>([
    ['0', 0n],
    ['640', 640_000_000n],
    ['0.75', 750_000n],
    ['0.000001', 1n],
    ['1.100000', 1_100_000n],
    ['007', 7_000_000n],
    ['999999999.999999', AMOUNT_MAX],
    ['999999999999999', 999_999_999_999_999_000_000n],
  ])('takes "%s" exactly', (text, micro) => {
    expect(parseMicro(text)).toBe(micro);
  });

  it.each([
    '',
    ' ',
    '-1',
    '+1',
    '1.',
    '.5',
    '1.0000001',
    '1,5',
    '1e3',
    '0x10',
    '1 ',
    '1\n',
    '١',
    'NaN',
    '1'.repeat(16),
  ])('refuses %j', (text) => {
    expect(parseMicro(text)).toBeNull();
  });

  it.each<[number, bigint | null]>([
    [0.1, 100_000n],
    [1e-6, 1n],
    [1e-7, null],
    [0.1 + 0.2, null],
    [1.005, 1_005_000n],
    [-0, 0n],
    [-1, null],
    [NaN, null],
    [Infinity, null],
    [1e21, null],
    [999_999_999.999999, AMOUNT_MAX],
  ])('takes the number %d for what its sender wrote', (value, micro) => {
    expect(microFromNumber(value)).toBe(micro);
  });
});

describe('writing credits', () => {
  it.each<[bigint, string]>([
    [0n, '0'],
    [1n, '0.000001'],
    [credits(640), '640'],
    [750_000n, '0.75'],
    [-1_500_000n, '-1.5'],
    [-1n, '-0.000001'],
    [10_000_000n, '10'],
    [AMOUNT_MAX, '999999999.999999'],
  ])('%s micro-credits as "%s"', (micro, text) => {
    expect(decimalText(micro)).toBe(text);
  });

  it('and reading them again loses nothing, as text or as a JSON number', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, AMOUNT_MAX), (micro) => {
        expect(parseMicro(decimalText(micro))).toBe(micro);
        const sent = JSON.parse(JSON.stringify(jsonNumber(micro))) as number;
        expect(microFromNumber(sent)).toBe(micro);
        expect(jsonNumber(-micro)).toBe(0 - jsonNumber(micro));
      }),
      { numRuns: 2000 },
    );
  });

  it('a JSON number is the one that the decimal text reads as, whatever its size', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 24n), 10n ** 24n), fc.integer({ min: 0, max: 20 }), (amount, digits) => {
        const micro = amount / 10n ** BigInt(digits);
        expect(jsonNumber(micro)).toBe(Number(decimalText(micro)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('dividing upwards', () => {
  it.each<[bigint, bigint, bigint]>([
    [0n, 3n, 0n],
    [6n, 3n, 2n],
    [7n, 3n, 3n],
    [1n, 1_000_000n, 1n],
    [-7n, 3n, -2n],
    [-6n, 3n, -2n],
  ])('%s ÷ %s is %s', (dividend, divisor, quotient) => {
    expect(divideUp(dividend, divisor)).toBe(quotient);
  });
});

it('the smaller of two amounts is the smaller one, whichever comes first', () => {
  expect([smaller(1n, 2n), smaller(2n, 1n), smaller(3n, 3n), smaller(-1n, 0n)]).toEqual([1n, 1n, 3n, -1n]);
});
