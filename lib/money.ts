/** Money is exact: whole minor units (cents) of one currency, in a bigint. */

/** An ISO 4217 code, upper case. */
export type Currency = string;

/** Millionths of a minor unit: the unit of a grant's cost basis, fine enough to share a price among credits. */
export type MoneyMicro = bigint;

export const MONEY_MICRO_PER_MINOR = 1_000_000n;

/** The number of minor digits of a currency (USD 2, JPY 0), from the runtime's own ISO 4217 data. */
export function minorDigits(currency: Currency): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * Money for people, in their locale: 999 and "USD" give "$9.99".
 * @param minor whole minor units
 */
export function formatMoney(minor: bigint, currency: Currency, locale: string): string {
  const digits = minorDigits(currency);
  const size = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const decimal = digits ? `${size.slice(0, -digits)}.${size.slice(-digits)}` : size;
  const signed = `${minor < 0n ? '-' : ''}${decimal}` as `${number}`;
  // The text form is formatted exactly: no amount of money passes through a float.
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(signed);
}

/** An amount as people type it, without grouping, for a field that is filled already: "150.50". @param minor not below 0 */
export function plainMoney(minor: number, currency: Currency): string {
  const digits = minorDigits(currency);
  const text = String(minor).padStart(digits + 1, '0');
  return digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
}

/**
 * Reads an amount as people type it, without grouping ("150", "150.5", "150.00"), exactly.
 * @returns whole minor units; null where it is no such amount, or finer than the currency
 */
export function parseMoney(text: string, currency: Currency): bigint | null {
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim());
  const digits = minorDigits(currency);
  const decimals = match?.[2] ?? '';
  if (!match || decimals.length > digits) return null;
  return BigInt(match[1]! + decimals.padEnd(digits, '0'));
}
