import { decimalText, microFromNumber } from '../credits';
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

/** "$1.9992" of minor units with decimals (199.92), exactly; with as many decimals as what stands beside it. */
export function costText(locale: string, currency: string, minor: number, beside: readonly number[] = []): string {
  const digits = minorDigits(currency);
  return exactMoneyText(
    locale,
    currency,
    inWholeUnits(minor, digits),
    beside.map((each) => inWholeUnits(each, digits)),
  );
}

/** 199.92 with two minor digits: "1.9992". */
function inWholeUnits(minor: number, digits: number): string {
  const [whole = '', decimals = ''] = decimalText(microFromNumber(minor)!).split('.');
  const padded = whole.padStart(digits + 1, '0');
  const at = padded.length - digits;
  return `${padded.slice(0, at)}.${padded.slice(at)}${decimals}`.replace(/\.?0*$/, '');
}

function decimalsOf(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}
