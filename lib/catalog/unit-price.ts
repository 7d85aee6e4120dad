import { MICRO_PER_CREDIT, type Micro } from '../credits';
import { minorDigits, type Currency } from '../money';

/** What credits cost in money, as plain data. */
export interface UnitPrice {
  /** Minor units for 1,000 credits, rounded to the nearest, a half up. */
  perThousand: number;
  /**
   * Whole units of the currency for one credit, as decimal text: rounded to four significant digits, a half up, and
   * never with fewer decimals than the currency has ("0.04995", "0.15").
   */
  perCredit: string;
}

const SIGNIFICANT = 1_000n; // four digits
const DECIMALS_MAX = 12;

/**
 * The price of credits that cost `minor` minor units together. Exact integers up to the last rounding.
 * @returns null where there are no credits to divide by
 */
export function unitPrice(minor: bigint, credits: Micro, currency: Currency): UnitPrice | null {
  if (credits === 0n) return null;
  const perThousand = Number(divideHalfUp(minor * 1_000n * MICRO_PER_CREDIT, credits));
  const digits = minorDigits(currency);
  const dividend = minor * MICRO_PER_CREDIT;
  const divisor = credits * 10n ** BigInt(digits);
  let decimals = digits;
  while (decimals < DECIMALS_MAX && (dividend * 10n ** BigInt(decimals)) / divisor < SIGNIFICANT) decimals += 1;
  const rounded = divideHalfUp(dividend * 10n ** BigInt(decimals), divisor);
  return { perThousand, perCredit: decimal(rounded, decimals, digits) };
}

/** Whether `a` is dearer by the credit than `b`: exact, so that what looks alike after rounding is still in order. */
export function dearer(a: { minor: bigint; credits: Micro }, b: { minor: bigint; credits: Micro }): boolean {
  return a.minor * b.credits > b.minor * a.credits;
}

/** Rounds to the nearest whole number, a half up. Neither is negative. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend * 2n + divisor) / (divisor * 2n);
}

/** "0.04995" of 4995n with five decimals; zeros at the end go, but for the currency's own digits. */
function decimal(value: bigint, decimals: number, digits: number): string {
  const text = value.toString().padStart(decimals + 1, '0');
  const whole = text.slice(0, text.length - decimals);
  let fraction = decimals === 0 ? '' : text.slice(-decimals);
  while (fraction.length > digits && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return fraction ? `${whole}.${fraction}` : whole;
}
