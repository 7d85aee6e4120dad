import { microFromNumber } from '../credits';
import { fail, ok, type Result } from '../errors';
import { boundsOf, countedIn, plural, QUANTITY_ONE, type PlainPrice, type Quantity } from './charge';
import { escaped, listed, quoted } from './nearest';
import type { GenerationRequest } from './price';
import { unitsOf } from './price-shape';
import type { Feature } from './schema';

/** A plain price within a feature's formula, once model and options are settled. */
export interface Part {
  name: string;
  price: PlainPrice;
}

/** How much of a part is asked for: a quantity for each unit that its price is counted in, or 1 where it counts nothing. */
export interface AskedPart {
  part: Part;
  quantities: Quantity[];
}

/** The units that a request names with more than 0, or null where it gives one number for all. */
export function unitsAskedFor(quantity: GenerationRequest['quantity']): Set<string> | null {
  if (typeof quantity !== 'object' || quantity === null) return null;
  return new Set(Object.keys(quantity).filter((unit) => quantity[unit] !== 0));
}

/**
 * How much of each part is asked for.
 * @param at where the generation stands in the request, as a JSON pointer
 * @returns the parts that are asked for with exact quantities within their bounds, or invalid_quantity
 */
export function readQuantities(
  feature: Feature,
  parts: Part[],
  asked: GenerationRequest['quantity'],
  at: string,
): Result<AskedPart[]> {
  const units = [...new Set(parts.flatMap((part) => countedIn(part.price)))];
  const pointer = `${at}/quantity`;
  const refuse = (detail: string, where = pointer) =>
    fail('invalid_quantity', { detail, pointer: where, data: { units: unitsOf(feature.price) } });

  if (asked !== undefined && typeof asked !== 'number' && (typeof asked !== 'object' || asked === null)) {
    return refuse('a quantity is a number, or an object with a number for each unit');
  }
  if (typeof asked === 'object') {
    const known = unitsOf(feature.price);
    for (const unit of Object.keys(asked)) {
      // What is asked for must be priced by the chosen formula; a 0 only has to be a unit of the feature.
      if ((asked[unit] === 0 ? known : units).includes(unit)) continue;
      const instead = units.length > 0 ? `it is priced by ${listed(units)}` : 'it is not counted in units';
      return refuse(
        `${quoted(feature.id)} is not priced by ${quoted(unit)} here; ${instead}`,
        `${pointer}/${escaped(unit)}`,
      );
    }
    if (known.length > 0 && Object.values(asked).every((each) => each === 0)) {
      return refuse(`at least one of ${listed(known)} must be above 0`);
    }
  } else if (units.length > 1) {
    return refuse(`${quoted(feature.id)} needs a number for each unit that is asked for: ${listed(units)}`);
  }

  const read: AskedPart[] = [];
  for (const part of parts) {
    const own = countedIn(part.price);
    // What is not asked for at all is left out; of a price of several units, one without the others is a mistake.
    if (typeof asked === 'object' && own.length > 0 && !own.some((unit) => Object.hasOwn(asked, unit))) continue;
    const quantities: Quantity[] = [];
    for (const unit of own.length > 0 ? own : [null]) {
      let value = 1;
      let where = pointer;
      if (typeof asked === 'number') {
        // A free part that counts nothing happens once beside parts that count something.
        if (unit !== null || units.length === 0) value = asked;
      } else if (asked && unit !== null) {
        value = Object.hasOwn(asked, unit) ? asked[unit]! : 0;
        where = `${pointer}/${escaped(unit)}`;
      }
      const quantity = readQuantity(part.price, unit, value, where);
      if (!quantity.ok) return quantity;
      quantities.push(quantity.value);
    }
    read.push({ part, quantities });
  }
  return ok(read);
}

/** A quantity in millionths of its unit, or invalid_quantity with the bounds in `data`. */
function readQuantity(price: PlainPrice, unit: string | null, value: number, pointer: string): Result<Quantity> {
  const bounds = boundsOf(price, unit);
  const unitWords = bounds.unit ? plural(bounds.unit.replaceAll('-', ' ')) : 'a quantity';
  const shown = typeof value === 'number' ? String(value) : quoted(value);
  const refuse = (detail: string) => fail('invalid_quantity', { detail, pointer, data: { ...bounds } });

  const quantity = typeof value === 'number' ? microFromNumber(value) : null;
  if (quantity === null || quantity === 0n) {
    // Beyond fifteen digits there is no exact text either, but "too many" is the better answer.
    if (value > bounds.max) return refuse(`${shown} is too many: ${unitWords} go up to ${bounds.max}`);
    const decimals = bounds.fractions ? ' with at most six decimals' : '';
    return refuse(`${shown} is no quantity: ${unitWords} are a number above 0${decimals}`);
  }
  if (!bounds.fractions && quantity % QUANTITY_ONE !== 0n) {
    return refuse(`${shown} is not whole: ${unitWords} come in whole numbers`);
  }
  if (value < bounds.min) return refuse(`${shown} is too few: ${unitWords} start at ${bounds.min}`);
  if (value > bounds.max) return refuse(`${shown} is too many: ${unitWords} go up to ${bounds.max}`);
  return ok(quantity);
}
