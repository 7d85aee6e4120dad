import { decimalText, divideUp, microFromNumber, type Micro } from '../credits';
import { unreachable } from '../errors';
import type { Price } from './schema';

/** A price that asks nothing more of the request than quantities. */
export type PlainPrice = Extract<Price, { type: 'free' | 'perUnit' | 'perBlock' | 'bands' | 'product' }>;

/** A quantity in millionths of its unit, exact like credits: 2.5 seconds is 2,500,000n. */
export type Quantity = bigint;

export const QUANTITY_ONE: Quantity = 1_000_000n;

/** The largest quantity of a price that names no maximum, in units. */
const QUANTITY_MAX_DEFAULT = 1_000_000;

/** What quantities of one of its units a price takes, in units. `max` is inclusive. */
interface UnitBounds {
  unit: string | null;
  min: number;
  max: number;
  fractions: boolean;
}

/** The units that a price is counted in, in the order in which it is charged; none for a free feature that counts nothing. */
export function countedIn(price: PlainPrice): readonly string[] {
  switch (price.type) {
    case 'free':
      return price.unit === undefined ? [] : [price.unit];
    case 'product':
      return price.units;
    case 'perUnit':
    case 'perBlock':
    case 'bands':
      return [price.unit];
    default:
      return unreachable(price);
  }
}

/**
 * What quantities of one of its units a price takes. Nothing above a closed last band has a price, so that band is a
 * maximum too.
 */
export function boundsOf(price: PlainPrice, unit: string | null): UnitBounds {
  if (price.type === 'free') return { unit, min: 1, max: QUANTITY_MAX_DEFAULT, fractions: false };
  const own = price.type === 'product' ? price.bounds[unit!] : price;
  const fractions = own?.fractions ?? false;
  const lastBand = price.type === 'bands' ? (price.bands.at(-1)?.upTo ?? Infinity) : Infinity;
  const max = Math.min(own?.max ?? QUANTITY_MAX_DEFAULT, lastBand);
  return { unit, min: own?.min ?? (fractions ? 0 : 1), max, fractions };
}

/**
 * What quantities cost.
 * @param quantities one for each unit of countedIn(price), within its bounds; 1 of a price that counts nothing
 * @returns exact micro-credits, a fraction of one rounded up, and the left side of the formula ("8 × 10 seconds")
 */
export function charge(price: PlainPrice, quantities: readonly Quantity[]): { credits: Micro; terms: string } {
  const quantity = quantities[0]!;
  switch (price.type) {
    case 'free':
      return { credits: 0n, terms: price.unit ? `${amountText(quantity, price.unit)}, free` : 'free' };
    case 'perUnit':
    case 'product': {
      const units = countedIn(price);
      const amounts = units.map((unit, index) => amountText(quantities[index]!, unit));
      // Every quantity is in millionths of its unit: one division at the end, so that nothing is rounded twice.
      const product = quantities.reduce((all, each) => all * each, price.credits);
      const whole = QUANTITY_ONE ** BigInt(units.length);
      const credits = divideUp(product, whole);
      const terms = `${[decimalText(price.credits), ...amounts].join(' × ')}${product % whole === 0n ? '' : ', rounded up'}`;
      if (price.minimum === undefined || credits >= price.minimum) return { credits, terms };
      return { credits: price.minimum, terms: `${terms}, at least ${decimalText(price.minimum)}` };
    }
    case 'perBlock': {
      const blocks = divideUp(quantity, BigInt(price.size) * QUANTITY_ONE);
      const size = amountText(BigInt(price.size) * QUANTITY_ONE, price.unit);
      const started = `${blocks} started ${blocks === 1n ? 'block' : 'blocks'} of ${size}`;
      const terms = `${decimalText(price.credits)} × ${started} (${amountText(quantity, price.unit)})`;
      return { credits: price.credits * blocks, terms };
    }
    case 'bands':
      return price.mode === 'whole' ? wholeBand(price, quantity) : graduatedBands(price, quantity);
    default:
      return unreachable(price);
  }
}

type Bands = Extract<Price, { type: 'bands' }>;

/** The band that the quantity falls in prices the whole generation. */
function wholeBand(price: Bands, quantity: Quantity): { credits: Micro; terms: string } {
  let above: Quantity = 0n;
  for (const band of price.bands) {
    const top = topOf(band);
    if (top !== null && quantity > top) {
      above = top;
      continue;
    }
    const amount = amountText(quantity, price.unit);
    if (top !== null) return { credits: band.credits, terms: `${amount}, up to ${decimalText(top)}` };
    return { credits: band.credits, terms: above > 0n ? `${amount}, over ${decimalText(above)}` : `${amount}, flat` };
  }
  throw new Error('a quantity above the last band passed boundsOf');
}

/** Each band prices the units that lie within it. The sum is exact; only its end is rounded. */
function graduatedBands(price: Bands, quantity: Quantity): { credits: Micro; terms: string } {
  const terms: string[] = [];
  let product = 0n;
  let below: Quantity = 0n;
  for (const band of price.bands) {
    const top = topOf(band);
    const within = (top === null || quantity < top ? quantity : top) - below;
    if (within <= 0n) break;
    product += band.credits * within;
    terms.push(`${decimalText(band.credits)} × ${amountText(within, price.unit)}`);
    below += within;
  }
  const rounded = product % QUANTITY_ONE === 0n ? '' : ', rounded up';
  return { credits: divideUp(product, QUANTITY_ONE), terms: `${terms.join(' + ')}${rounded}` };
}

function topOf(band: Bands['bands'][number]): Quantity | null {
  return band.upTo === null ? null : microFromNumber(band.upTo);
}

/** The product of quantities as an exact decimal: "10", "2.5", "15" for 3 × 5. */
export function quantityText(quantities: readonly Quantity[]): string {
  const product = quantities.reduce((all, each) => all * each, 1n);
  const decimals = 6 * quantities.length;
  const digits = product.toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return `${digits.slice(0, -decimals)}${fraction && `.${fraction}`}`;
}

/** "1 second", "2.5 seconds", "3 style changes". */
export function amountText(quantity: Quantity, unit: string): string {
  return `${decimalText(quantity)} ${quantity === QUANTITY_ONE ? words(unit) : plural(words(unit))}`;
}

function words(slug: string): string {
  return slug.replaceAll('-', ' ');
}

/** Formulas are plain English in every locale, like ids: they are kept with the receipt and compared. */
export function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
