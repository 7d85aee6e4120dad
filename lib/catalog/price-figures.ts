import { jsonNumber, microFromNumber } from '../credits';
import { unreachable } from '../errors';
import { unitsOf } from './price-shape';
import type { Catalog, Feature, Model, Price } from './schema';

/** One figure of a price list: what is asked for, what it is counted by, and its credits. Plain data. */
export interface PriceFigure {
  model: Pick<Model, 'id' | 'name' | 'kind' | 'tier' | 'detail'> | null;
  /** The choices that lead to this price. */
  options: { option: string; choice: string }[];
  /** The line's name, where several lines are added up. */
  line: string | null;
  credits: number;
  per: Per;
  /** The most that one generation may ask for, in units; null: no limit worth naming. Of a product, see `per`. */
  max: number | null;
}

/** What a figure is for. */
export type Per =
  /** Each time. */
  | { type: 'time' }
  /** Each unit; a generation costs at least `minimum` credits. */
  | { type: 'unit'; unit: string; minimum: number | null }
  /** One of each unit, multiplied (pieces × days), with the most of each; at least `minimum` credits in all. */
  | { type: 'product'; units: { unit: string; max: number | null }[]; minimum: number | null }
  /** Each started block of `size` units. */
  | { type: 'block'; unit: string; size: number }
  /** A whole generation whose quantity is above `above` and at most `upTo`. */
  | { type: 'band'; unit: string; above: number; upTo: number | null }
  /** Each unit above `above` and up to `upTo`. */
  | { type: 'step'; unit: string; above: number; upTo: number | null };

/** A feature of a price list with all its figures, in the order of the file. */
export interface FeaturePrices {
  id: string;
  name: string;
  product: { id: string; name: string };
  kind: Feature['kind'];
  addition: boolean;
  includes: boolean;
  /** The first units that cost nothing, for each account; null: there are none. */
  firstFree: { units: number; unit: string; per: 'period' | 'day' | 'ever' } | null;
  figures: PriceFigure[];
}

/** Every figure that a feature's price can come to. */
export function featurePrices(catalog: Catalog): FeaturePrices[] {
  return catalog.features.map((feature) => ({
    id: feature.id,
    name: feature.name,
    product: catalog.products.find(({ id }) => id === feature.product)!,
    kind: feature.kind,
    addition: feature.addition,
    includes: feature.includes,
    firstFree: feature.firstFree ? { ...feature.firstFree, unit: unitsOf(feature.price)[0]! } : null,
    figures: figuresOf(feature.price, catalog.models, { model: null, options: [], line: null }),
  }));
}

type Way = Pick<PriceFigure, 'model' | 'options' | 'line'>;

function figuresOf(price: Price, models: readonly Model[], way: Way): PriceFigure[] {
  switch (price.type) {
    case 'free':
      return [{ ...way, credits: 0, per: price.unit ? unit(price.unit) : { type: 'time' }, max: null }];
    case 'perUnit': {
      const minimum = price.minimum === undefined ? null : jsonNumber(price.minimum);
      return [{ ...way, credits: jsonNumber(price.credits), per: unit(price.unit, minimum), max: price.max ?? null }];
    }
    case 'product': {
      const units = price.units.map((each) => ({ unit: each, max: price.bounds[each]?.max ?? null }));
      const minimum = price.minimum === undefined ? null : jsonNumber(price.minimum);
      return [{ ...way, credits: jsonNumber(price.credits), per: { type: 'product', units, minimum }, max: null }];
    }
    case 'perBlock': {
      const per: Per = { type: 'block', unit: price.unit, size: price.size };
      return [{ ...way, credits: jsonNumber(price.credits), per, max: price.max ?? null }];
    }
    case 'bands':
      return price.bands.map(({ upTo, credits }, index) => ({
        ...way,
        credits: jsonNumber(credits),
        per: {
          type: price.mode === 'whole' ? 'band' : 'step',
          unit: price.unit,
          above: price.bands[index - 1]?.upTo ?? 0,
          upTo,
        },
        // The last band's end says it already.
        max: price.max !== undefined && price.max !== price.bands.at(-1)!.upTo ? price.max : null,
      }));
    case 'byModel':
      return Object.entries(price.models).flatMap(([id, inner]) => {
        const { name, kind, tier, detail } = models.find((each) => each.id === id)!;
        return figuresOf(inner, models, { ...way, model: { id, name, kind, tier, detail } });
      });
    case 'byOption':
      return Object.entries(price.choices).flatMap(([choice, inner]) =>
        figuresOf(inner, models, { ...way, options: [...way.options, { option: price.option, choice }] }),
      );
    case 'sum':
      return price.lines.flatMap((line) =>
        figuresOf(line.price, models, { ...way, line: way.line === null ? line.name : `${way.line}: ${line.name}` }),
      );
    default:
      return unreachable(price);
  }
}

function unit(name: string, minimum: number | null = null): Per {
  return { type: 'unit', unit: name, minimum };
}

/** Whether nothing is ever charged for this figure. */
export function costsNothing({ credits, per }: Pick<PriceFigure, 'credits' | 'per'>): boolean {
  return credits === 0 && !((per.type === 'unit' || per.type === 'product') && per.minimum);
}

/**
 * What credits buy of one figure: units of `unit` (of a product, of all its units joined: "piece-day"), or whole
 * generations where it is null.
 */
export interface Bought {
  count: number;
  unit: string | null;
}

/**
 * How much of one thing credits buy when they are spent on nothing else; whole units and whole generations only.
 * @param credits a number of credits, as in a plan
 * @returns null for what is free
 */
export function bought(figure: PriceFigure, credits: number): Bought | null {
  const price = microFromNumber(figure.credits)!;
  const budget = microFromNumber(credits) ?? 0n;
  if (costsNothing(figure)) return null;
  const times = price === 0n ? 0 : Number(budget / price);
  switch (figure.per.type) {
    case 'time':
    case 'band':
      return { count: times, unit: null };
    case 'block':
      return { count: times * figure.per.size, unit: figure.per.unit };
    case 'unit':
    case 'product': {
      const { per } = figure;
      const enough = budget >= (microFromNumber(per.minimum ?? 0) ?? 0n);
      const unit = per.type === 'unit' ? per.unit : per.units.map((each) => each.unit).join('-');
      return { count: enough ? times : 0, unit };
    }
    case 'step':
      return { count: times, unit: figure.per.unit };
    default:
      return unreachable(figure.per);
  }
}

/** A feature with those of its figures that a search found. */
export interface FoundPrices {
  feature: FeaturePrices;
  shown: PriceFigure[];
}

/** What a search finds: each of its words must be in the feature, its product, its model or its choices. */
export function searchPrices(features: readonly FeaturePrices[], query: string): FoundPrices[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return features.flatMap((feature) => {
    const shown = feature.figures.filter((figure) => {
      const text = searchText(feature, figure);
      return words.every((word) => text.includes(word));
    });
    return shown.length > 0 ? [{ feature, shown }] : [];
  });
}

function searchText(feature: FeaturePrices, figure: PriceFigure): string {
  const { model, options, line, per } = figure;
  const units = per.type === 'product' ? per.units.map(({ unit }) => unit) : 'unit' in per ? [per.unit] : [];
  return [
    feature.name,
    feature.product.name,
    feature.kind,
    feature.addition ? 'addition' : '',
    model && [model.name, model.kind, model.tier, model.detail].join(' '),
    ...options.map(({ option, choice }) => `${option} ${choice}`),
    line,
    ...units,
    costsNothing(figure) ? 'free' : '',
  ]
    .join(' ')
    .toLowerCase();
}

/** The lowest and the highest figure, in credits: what a page shows beside a feature with many. */
export function figureRange(figures: readonly PriceFigure[]): { min: number; max: number } {
  const all = figures.map(({ credits }) => credits);
  return { min: Math.min(...all), max: Math.max(...all) };
}
