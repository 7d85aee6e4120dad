import { describe, expect, it } from 'vitest';
import { formatMoney, minorDigits, parseMoney } from './money';

/** Locales part digits with several kinds of space. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('money', () => {
  it.each([
    ['USD', 2],
    ['EUR', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['KWD', 3],
  ])('of %s has %i minor digits', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });

  it.each<[bigint, string, string, string]>([
    [999n, 'USD', 'en', '$9.99'],
    [0n, 'USD', 'en', '$0.00'],
    [5n, 'USD', 'en', '$0.05'],
    [-5n, 'USD', 'en', '-$0.05'],
    [100n, 'USD', 'en', '$1.00'],
    [123_456_789n, 'EUR', 'de', '1.234.567,89 €'],
    [1_200n, 'JPY', 'en', '¥1,200'],
    [0n, 'JPY', 'en', '¥0'],
    [-7n, 'JPY', 'en', '-¥7'],
    [1_500n, 'KWD', 'en', 'KWD 1.500'],
    [1n, 'KWD', 'en', 'KWD 0.001'],
    // Above what a float holds exactly.
    [9_007_199_254_740_993n, 'USD', 'en', '$90,071,992,547,409.93'],
    [900_719_925_474_099_301n, 'USD', 'en', '$9,007,199,254,740,993.01'],
  ])('%s minor units of %s for %s readers: %s', (minor, currency, locale, text) => {
    expect(plain(formatMoney(minor, currency, locale))).toBe(text);
  });

  it.each<[string, string, bigint | null]>([
    ['150', 'USD', 15_000n],
    [' 150.5 ', 'USD', 15_050n],
    ['0.07', 'USD', 7n],
    ['1500', 'JPY', 1_500n],
    ['1.500', 'KWD', 1_500n],
    ['1.5', 'JPY', null],
    ['0.001', 'USD', null],
    ['-1', 'USD', null],
    ['1,000', 'USD', null],
    ['', 'USD', null],
  ])('is read as people type it: "%s" %s', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor);
  });
});
