import { formatMoney, minorDigits } from '../money';

/** "$29.00" of whole minor units. */
export function moneyText(locale: string, currency: string, minor: number): string {
  return formatMoney(BigInt(minor), currency, locale);
}

/**
 * "$0.04995" of a decimal text in whole units of the currency, with all the decimals that it has.
 * @param beside texts that stand beside it: all get as many decimals, so that they can be compared ("$0.0100", "$0.0085")
 */
export function exactMoneyText(
  locale: string,
  currency: string,
  decimal: string,
  beside: readonly string[] = [],
): string {
  const decimals = Math.max(minorDigits(currency), ...[decimal, ...beside].map((each) => decimalsOf(each)));
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  // The text form is formatted exactly: no amount of money passes through a float.
  return format.format(decimal as `${number}`);
}

function decimalsOf(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}
