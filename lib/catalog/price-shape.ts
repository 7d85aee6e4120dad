import type { Micro } from '../credits';
import { unreachable } from '../errors';
import type { Price } from './schema';

/** Every unit that some choice of model and options is counted in, each once, in the order of the file. */
export function unitsOf(price: Price): string[] {
  switch (price.type) {
    case 'free':
      return price.unit ? [price.unit] : [];
    case 'perUnit':
    case 'perBlock':
    case 'bands':
      return [price.unit];
    case 'product':
      return price.units;
    case 'byModel':
    case 'byOption':
    case 'sum':
      return [...new Set(partsOf(price).flatMap(unitsOf))];
    default:
      return unreachable(price);
  }
}

/** Whether some choice of options is priced by model. */
export function hasModels(price: Price): boolean {
  return price.type === 'byModel' || partsOf(price).some(hasModels);
}

/** Every model that has a price somewhere in the formula, each once, in the order of the file. */
export function modelsOf(price: Price): string[] {
  const own = price.type === 'byModel' ? Object.keys(price.models) : [];
  return [...new Set([...own, ...partsOf(price).flatMap(modelsOf)])];
}

/** Every option that the formula asks for somewhere, with all its choices. */
export function optionsOf(price: Price): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (option: string, choices: string[]) =>
    found.set(option, [...new Set([...(found.get(option) ?? []), ...choices])]);
  if (price.type === 'byOption') add(price.option, Object.keys(price.choices));
  for (const part of partsOf(price)) {
    for (const [option, choices] of optionsOf(part)) add(option, choices);
  }
  return found;
}

/**
 * The lowest and the highest figure of a price, in micro-credits for one unit (or block, or band, or one of each unit of
 * a product): "1–64 by model".
 * Lines of a sum that share one unit are added up. Where they count different units there is no highest: max is null,
 * and a page shows the lines one by one.
 */
export function priceRange(price: Price): { min: Micro; max: Micro | null } {
  switch (price.type) {
    case 'free':
      return { min: 0n, max: 0n };
    case 'perUnit':
    case 'perBlock':
    case 'product':
      return { min: price.credits, max: price.credits };
    case 'bands':
      return widest(price.bands.map(({ credits }) => ({ min: credits, max: credits })));
    case 'byModel':
    case 'byOption':
      return widest(partsOf(price).map(priceRange));
    case 'sum': {
      const lines = partsOf(price).map(priceRange);
      if (unitsOf(price).length > 1) return { min: widest(lines).min, max: null };
      return lines.reduce((all, each) => ({
        min: all.min + each.min,
        max: all.max === null || each.max === null ? null : all.max + each.max,
      }));
    }
    default:
      return unreachable(price);
  }
}

function widest(ranges: { min: Micro; max: Micro | null }[]): { min: Micro; max: Micro | null } {
  return ranges.reduce((all, each) => ({
    min: each.min < all.min ? each.min : all.min,
    max: all.max === null || each.max === null ? null : each.max > all.max ? each.max : all.max,
  }));
}

/** The prices that a formula is made of; none for a plain price. */
function partsOf(price: Price): Price[] {
  switch (price.type) {
    case 'byModel':
      return Object.values(price.models);
    case 'byOption':
      return Object.values(price.choices);
    case 'sum':
      return price.lines.map((line) => line.price);
    case 'free':
    case 'perUnit':
    case 'perBlock':
    case 'bands':
    case 'product':
      return [];
    default:
      return unreachable(price);
  }
}
