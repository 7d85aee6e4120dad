import { microFromNumber } from '../credits';
import { unreachable } from '../errors';
import { unitsOf } from './price-shape';
import { inexact, repeated, repeatedWords, type Path, type Problem } from './problem';
import type { Bounds, Feature, Price } from './schema';

/** What is wrong with a feature's price beyond its shape: models that must exist, limits that must be exact and in order. */
export function* featurePriceProblems(feature: Feature, models: Set<string>, path: Path): Generator<Problem> {
  yield* priceProblems(feature.price, [...path, 'price'], models);
  yield* firstFreeProblems(feature, [...path, 'firstFree']);
}

function* firstFreeProblems({ price, firstFree }: Feature, path: Path): Generator<Problem> {
  if (!firstFree) return;
  const units = unitsOf(price);
  if (units.length !== 1) {
    const counted = units.length === 0 ? 'none' : units.join(', ');
    yield {
      path,
      message: `the first units can be free only of a price with exactly one unit; this one has ${counted}`,
    };
  }
  yield* inexactQuantity(firstFree.units, takesFractions(price), [...path, 'units']);
}

/** Whether some choice of model and options takes fractions of a unit. */
function takesFractions(price: Price): boolean {
  switch (price.type) {
    case 'free':
      return false;
    case 'perUnit':
    case 'perBlock':
    case 'bands':
      return price.fractions;
    case 'product':
      return Object.values(price.bounds).some(({ fractions }) => fractions);
    case 'byModel':
      return Object.values(price.models).some(takesFractions);
    case 'byOption':
      return Object.values(price.choices).some(takesFractions);
    case 'sum':
      return price.lines.some((line) => takesFractions(line.price));
    default:
      return unreachable(price);
  }
}

function* priceProblems(price: Price, path: Path, models: Set<string>): Generator<Problem> {
  switch (price.type) {
    case 'byModel':
      if (Object.keys(price.models).length === 0) yield { path, message: 'at least one model needs a price' };
      for (const [id, inner] of Object.entries(price.models)) {
        if (!models.has(id)) yield { path: [...path, 'models', id], message: `no model is called "${id}"` };
        yield* priceProblems(inner, [...path, 'models', id], models);
      }
      return;
    case 'byOption':
      if (Object.keys(price.choices).length === 0) yield { path, message: 'at least one choice needs a price' };
      for (const [id, inner] of Object.entries(price.choices)) {
        yield* priceProblems(inner, [...path, 'choices', id], models);
      }
      return;
    case 'sum':
      yield* repeated(price.lines, [...path, 'lines']);
      for (const [index, line] of price.lines.entries()) {
        yield* priceProblems(line.price, [...path, 'lines', index, 'price'], models);
      }
      return;
    case 'bands':
      yield* boundProblems(price, path);
      for (const [index, band] of price.bands.entries()) {
        const previous = price.bands[index - 1];
        if (previous && (previous.upTo === null || (band.upTo !== null && band.upTo <= previous.upTo))) {
          yield { path: [...path, 'bands', index, 'upTo'], message: 'bands go upwards; only the last may be open' };
        }
        if (band.upTo !== null) yield* inexactQuantity(band.upTo, price.fractions, [...path, 'bands', index, 'upTo']);
      }
      return;
    case 'product':
      yield* repeatedWords(price.units, [...path, 'units']);
      for (const [unit, bounds] of Object.entries(price.bounds)) {
        const at = [...path, 'bounds', unit];
        if (!price.units.includes(unit)) yield { path: at, message: `"${unit}" is none of the units` };
        yield* boundProblems(bounds, at);
      }
      return;
    case 'perUnit':
    case 'perBlock':
      yield* boundProblems(price, path);
      return;
    case 'free':
      return;
    default:
      return unreachable(price);
  }
}

function* boundProblems(bounds: Bounds, path: Path): Generator<Problem> {
  for (const bound of ['min', 'max'] as const) {
    const value = bounds[bound];
    if (value !== undefined) yield* inexactQuantity(value, bounds.fractions, [...path, bound]);
  }
  if (bounds.min !== undefined && bounds.max !== undefined && bounds.min > bounds.max) {
    yield { path: [...path, 'max'], message: 'max is below min' };
  }
}

/** Quantities are exact, so their limits must be too. */
function* inexactQuantity(value: number, fractions: boolean, path: Path): Generator<Problem> {
  if (microFromNumber(value) === null) yield* inexact(value, path, 'a quantity');
  else if (!fractions && !Number.isInteger(value)) yield { path, message: 'a whole number, unless fractions is true' };
}
