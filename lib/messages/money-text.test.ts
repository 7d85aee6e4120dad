import { expect, it } from 'vitest';
import { costText } from './money-text';

it.each([
  ['USD', 0, [], '$0.00'],
  ['USD', 199.92, [], '$1.9992'],
  ['USD', 5, [], '$0.05'],
  ['USD', 0.000001, [], '$0.00000001'],
  ['USD', 2499, [], '$24.99'],
  ['USD', 10000, [], '$100.00'],
  ['USD', 100, [199.92], '$1.0000'],
  ['JPY', 1500, [], '¥1,500'],
  ['JPY', 0.5, [], '¥0.5'],
  ['USD', 999_999_999.999999, [], '$9,999,999.99999999'],
] as const)('%s: %d minor units are written whole', (currency, minor, beside, written) => {
  expect(costText('en', currency, minor, beside)).toBe(written);
});
