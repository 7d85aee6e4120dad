/**
 * Credits are exact: every amount in the ledger is a whole number of micro-credits (1 credit = 1,000,000) in a bigint.
 * Decimals exist only at the edges, and only here are they turned into micro-credits and back.
 */

/** An amount of credits, in micro-credits. */
export type Micro = bigint;

export const MICRO_PER_CREDIT = 1_000_000n;
const MICRO_NUMBER = Number(MICRO_PER_CREDIT);

/**
 * The largest amount one command may name: 999,999,999.999999 credits. It has 15 significant digits, so a JSON number
 * carries it there and back without loss.
 */
export const AMOUNT_MAX: Micro = 999_999_999_999_999n;

const DECIMAL = /^(\d{1,15})(?:\.(\d{1,6}))?$/;

/**
 * Reads a non-negative decimal with at most six decimals ("640", "0.75") exactly.
 * Returns micro-units (1 = 1,000,000), or null when the text is anything else.
 */
export function parseMicro(text: string): Micro | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  return BigInt(match[1]!) * MICRO_PER_CREDIT + BigInt((match[2] ?? '').padEnd(6, '0'));
}

/**
 * Reads a JSON number exactly: its shortest decimal text is what the sender wrote.
 * Returns micro-units, or null for anything that has no exact text of at most six decimals (NaN, 1e-7, negative …).
 */
export function microFromNumber(value: number): Micro | null {
  return Number.isFinite(value) ? parseMicro(String(value)) : null;
}

/** Whole credits as micro-credits. */
export function credits(whole: number): Micro {
  return BigInt(whole) * MICRO_PER_CREDIT;
}

/** The exact decimal text of an amount, without grouping: "640", "0.75", "-1.5". */
export function decimalText(amount: Micro): string {
  const sign = amount < 0n ? '-' : '';
  const size = amount < 0n ? -amount : amount;
  const fraction = (size % MICRO_PER_CREDIT).toString().padStart(6, '0').replace(/0+$/, '');
  return `${sign}${size / MICRO_PER_CREDIT}${fraction ? `.${fraction}` : ''}`;
}

/** The amount as a JSON number; exact up to AMOUNT_MAX (fifteen digits). */
export function jsonNumber(amount: Micro): number {
  // What a number carries exactly is divided to the number that is nearest to the decimal text, which is what that reads as.
  const whole = Number(amount);
  return Number.isSafeInteger(whole) ? whole / MICRO_NUMBER : Number(decimalText(amount));
}

/** Rounds towards positive infinity: the fraction of a micro-credit that a price leaves is charged, never lost. */
export function divideUp(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor > 0n ? quotient + 1n : quotient;
}

export function smaller(a: Micro, b: Micro): Micro {
  return a < b ? a : b;
}
