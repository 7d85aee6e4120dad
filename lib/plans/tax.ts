import type { TaxLine } from './invoice';

/** A tax that is added to what is charged. */
export interface TaxRule {
  readonly name: string;
  /** Millionths: 190000 is 19 %. */
  readonly rate: number;
}

const WHOLE = 1_000_000n;

/** What each tax comes to on a net amount, in minor units, rounded to the nearest, a half up. */
export function taxOn(net: bigint, rules: readonly TaxRule[]): TaxLine[] {
  return rules.map(({ name, rate }) => ({ name, rate, amount: (2n * net * BigInt(rate) + WHOLE) / (2n * WHOLE) }));
}

/** Net and taxes together. */
export function withTax(net: bigint, tax: readonly TaxLine[]): bigint {
  return tax.reduce((sum, { amount }) => sum + amount, net);
}
