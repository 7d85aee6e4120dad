import { formatMoney, minorDigits } from '../money';

/** "$29.00" of whole minor units. */
export function moneyText(locale: string, currency: string, minor: number): string {
  return formatMoney(BigInt(minor), currency, locale);
}

/** "$0.04995" of a decimal text in whole units of the currency, with all the decimals that it has. */
export function exactMoneyText(locale: string, currency: string, decimal: string): string {
  const decimals = Math.max(minorDigits(currency), decimal.split('.')[1]?.length ?? 0);
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: decimals });
  // The text form is formatted exactly: no amount of money passes through a float.
  return format.format(decimal as `${number}`);
}
