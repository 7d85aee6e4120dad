import { expect, it } from 'vitest';
import { taxOn, withTax } from './tax';

it('a tax is rounded to the nearest minor unit, a half up', () => {
  const of = (net: bigint, rate: number) => taxOn(net, [{ name: 'VAT', rate }])[0]!.amount;
  expect(of(999n, 190_000)).toBe(190n); // 189.81
  expect(of(50n, 190_000)).toBe(10n); // 9.5
  expect(of(49n, 190_000)).toBe(9n); // 9.31
  expect(of(0n, 190_000)).toBe(0n);
  expect(of(1_000n, 0)).toBe(0n);
});

it('several taxes are each of the net amount', () => {
  const tax = taxOn(10_000n, [
    { name: 'State', rate: 62_500 },
    { name: 'City', rate: 8_750 },
  ]);
  expect(tax.map(({ amount }) => amount)).toEqual([625n, 88n]);
  expect(withTax(10_000n, tax)).toBe(10_713n);
});
