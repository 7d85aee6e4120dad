import { AMOUNT_MAX, decimalText, type Micro } from '../credits';
import { fail, ok, type Result } from '../errors';
import type { FreeQuantity } from '../ledger/state';
import { countedIn, quantityText } from './charge';
import { chargeAfterFree, freeTally, type FreeLeft, type FreeTally } from './first-free';
import { checkNames, choose } from './choice';
import { listed, nearest, quoted } from './nearest';
import { readQuantities } from './quantity';
import type { Catalog } from './schema';

export { priceRange, unitsOf } from './price-shape';

/** What is asked for. Ids are the catalog's; quantities are in the feature's own units. */
export interface GenerationRequest {
  feature: string;
  /** Needed by features priced by model; refused by features that have none. */
  model?: string | null;
  /**
   * A number for features with one unit (1 if it is left out), or a number for each unit: {"message": 1, "action": 3}.
   * A feature with several units needs the latter; units left out, or 0, are not asked for, but one must be above 0.
   * A price of several dimensions (pieces × days) needs all of its units.
   */
  quantity?: number | Record<string, number>;
  /** Every option that the price depends on must be chosen: a price is never guessed. */
  options?: Record<string, string>;
  /** Further generations that this one asks for, priced as lines of their own (features with `includes`). Never nested. */
  includes?: Omit<GenerationRequest, 'includes'>[];
}

/** One line of a quote. Lines are summed, each already rounded up to the micro-credit. */
export interface QuoteLine {
  feature: string;
  model: string | null;
  /** The feature's name, and the line's for a feature that is the sum of several. */
  name: string;
  /** Of a price of several dimensions, all of its units joined: "piece-day". */
  unit: string | null;
  /**
   * What was asked for, free or not, as an exact decimal: "10", "2.5". At most six decimals; of several dimensions it is
   * their product, "15" for 3 pieces × 5 days.
   */
  quantity: string;
  /** Micro-credits. */
  credits: Micro;
  /** "8 × 10 seconds = 80": exact numbers and plain English, whatever the locale. */
  formula: string;
}

/** An itemised price. Credits are micro-credits and equal the sum of the lines. */
export interface Quote {
  feature: string;
  model: string | null;
  credits: Micro;
  lines: QuoteLine[];
  formula: string;
  catalogId: string;
  catalogVersion: number;
  /** What of it was free because the feature gives its first units free; empty where nothing was. */
  free: readonly FreeQuantity[];
}

interface PricedLine {
  line: QuoteLine;
  terms: string;
}

/**
 * The itemised price of a generation. Reads nothing but its arguments; the same request has the same price for ever in
 * one version of a catalog, but for what an account has left of free quantities.
 * @param freeLeft how much of a feature's free quantity the account has left, in millionths of its unit (null: none);
 * left out: everything is priced in full
 * @returns exact micro-credits, or unknown_feature, unknown_model, model_required, invalid_quantity or invalid_option
 * with a pointer to the field, and in `data` what would have been allowed
 */
export function quote(catalog: Catalog, request: GenerationRequest, freeLeft: FreeLeft = () => null): Result<Quote> {
  const free = freeTally(freeLeft);
  const own = priceLines(catalog, request, free, '');
  if (!own.ok) return own;
  const all = [...own.value];

  const included = request.includes ?? [];
  const includes = catalog.features.find((each) => each.id === request.feature)?.includes ?? false;
  if (included.length > 0 && !includes) {
    return fail('invalid_option', {
      detail: `${quoted(request.feature)} can't include further generations: ask for each by itself`,
      pointer: '/includes',
      data: { available: catalog.features.filter((each) => each.includes).map((each) => each.id) },
    });
  }
  for (const [index, each] of included.entries()) {
    const at = `/includes/${index}`;
    // The type forbids this; a request that came over the wire may still hold it, and must not be charged without it.
    if (Object.hasOwn(each, 'includes')) {
      return fail('invalid_option', {
        detail: 'an included generation includes none itself: put them side by side',
        pointer: `${at}/includes`,
      });
    }
    const lines = priceLines(catalog, each, free, at);
    if (!lines.ok) return lines;
    all.push(...lines.value);
  }

  const credits = all.reduce((sum, { line }) => sum + line.credits, 0n);
  if (credits > AMOUNT_MAX) {
    return fail('invalid_quantity', {
      detail: `this would cost ${decimalText(credits)} credits; one generation may cost ${decimalText(AMOUNT_MAX)}`,
      pointer: '/quantity',
      data: { credits: decimalText(credits), max: decimalText(AMOUNT_MAX) },
    });
  }
  return ok({
    feature: request.feature,
    model: request.model ?? null,
    credits,
    lines: all.map(({ line }) => line),
    formula: totalFormula(all, credits),
    catalogId: catalog.id,
    catalogVersion: catalog.version,
    free: free.taken(),
  });
}

/** The lines of one generation, without what it includes. `at` is where it stands in the request. */
function priceLines(
  catalog: Catalog,
  request: Omit<GenerationRequest, 'includes'>,
  free: FreeTally,
  at: string,
): Result<PricedLine[]> {
  const feature = catalog.features.find((each) => each.id === request.feature);
  if (!feature) {
    const available = nearest(
      String(request.feature),
      catalog.features.map((each) => each.id),
    );
    return fail('unknown_feature', {
      detail: `${catalog.name} has no feature ${quoted(request.feature)}; did you mean ${listed(available.slice(0, 3))}?`,
      pointer: `${at}/feature`,
      data: { available },
    });
  }
  const model = request.model ?? null;
  const known = checkNames(feature, model, request.options ?? {}, at);
  if (!known.ok) return known;

  const parts = choose(feature, request, at);
  if (!parts.ok) return parts;
  const quantities = readQuantities(feature, parts.value, request.quantity, at);
  if (!quantities.ok) return quantities;

  const freeUnits = free.take(feature, quantities.value);
  return ok(
    quantities.value.map((asked) => {
      const { part } = asked;
      const { credits, terms } = chargeAfterFree(asked, freeUnits);
      const line: QuoteLine = {
        feature: feature.id,
        model,
        name: part.name,
        unit: countedIn(part.price).join('-') || null,
        quantity: quantityText(asked.quantities),
        credits,
        formula: `${terms} = ${decimalText(credits)}`,
      };
      return { line, terms };
    }),
  );
}

/** The lines' formulas added up: "2 × 1 message + 1 × 3 actions = 5". */
function totalFormula(lines: PricedLine[], credits: Micro): string {
  const terms = lines.map(({ terms: each }) => (lines.length > 1 && each.includes(', ') ? `(${each})` : each));
  return `${terms.join(' + ')} = ${decimalText(credits)}`;
}
