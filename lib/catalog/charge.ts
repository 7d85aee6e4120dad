import { decimalText, divideUp, MICRO_PER_CREDIT, microFromNumber, type Micro } from '../credits';
import { unreachable } from '../errors';
import type { Price } from './schema';

/** A price that asks nothing more of the request than a quantity. */
export type PlainPrice = Extract<Price, { type: 'free' | 'perUnit' | 'perBlock' | 'bands' }>;

/** A quantity in millionths of its unit, exact like credits: 2.5 seconds is 2,500,000n. */
export type Quantity = bigint;

export const QUANTITY_ONE: Quantity = 1_000_000n;

/** The largest quantity of a price that names no maximum, in units. */
const QUANTITY_MAX_DEFAULT = 1_000_000;

/** What quantities a price takes, in units. `max` is inclusive. */
interface Bounds {
  unit: string | null;
  min: number;
  max: number;
  fractions: boolean;
}

/** The unit that a price is counted in; null for a free feature that counts nothing. */
export function unitOf(price: PlainPrice): string | null {
  return price.type === 'free' ? (price.unit ?? null) : price.unit;
}

/** What quantities a price takes. Nothing above a closed last band has a price, so that band is a maximum too. */
export function boundsOf(price: PlainPrice): Bounds {
  if (price.type === 'free') {
    return { unit: unitOf(price), min: 1, max: QUANTITY_MAX_DEFAULT, fractions: false };
  }
  const fractions = price.fractions;
  const lastBand = price.type === 'bands' ? (price.bands.at(-1)?.upTo ?? Infinity) : Infinity;
  const max = Math.min(price.max ?? QUANTITY_MAX_DEFAULT, lastBand);
  return { unit: price.unit, min: price.min ?? (fractions ? 0 : 1), max, fractions };
}

/**
 * What a quantity costs. The quantity is within boundsOf(price).
 * @returns exact micro-credits, a fraction of one rounded up, and the left side of the formula ("8 × 10 seconds")
 */
export function charge(price: PlainPrice, quantity: Quantity): { credits: Micro; terms: string } {
  switch (price.type) {
    case 'free':
      return { credits: 0n, terms: price.unit ? `${amountText(quantity, price.unit)}, free` : 'free' };
    case 'perUnit': {
      const product = price.credits * quantity;
      const credits = divideUp(product, QUANTITY_ONE);
      const terms = `${decimalText(price.credits)} × ${amountText(quantity, price.unit)}${roundedUp(product)}`;
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
  return { credits: divideUp(product, QUANTITY_ONE), terms: `${terms.join(' + ')}${roundedUp(product)}` };
}

function topOf(band: Bands['bands'][number]): Quantity | null {
  return band.upTo === null ? null : microFromNumber(band.upTo);
}

function roundedUp(product: bigint): string {
  return product % MICRO_PER_CREDIT === 0n ? '' : ', rounded up';
}

/** "1 second", "2.5 seconds", "3 style changes". */
function amountText(quantity: Quantity, unit: string): string {
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
