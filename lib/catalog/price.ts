import { AMOUNT_MAX, decimalText, type Micro } from '../credits';
import { fail, ok, unreachable, type Result } from '../errors';
import type { FreeQuantity } from '../ledger/state';
import { countedIn, quantityText } from './charge';
import { chargeAfterFree, freeTally, type FreeLeft, type FreeTally } from './first-free';
import { escaped, listed, nearest, quoted } from './nearest';
import { hasModels, modelsOf, optionsOf, unitsOf } from './price-shape';
import { readQuantities, unitsAskedFor, type Part } from './quantity';
import type { Catalog, Feature, Price } from './schema';

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

/** Refuses a model or an option that the feature's price does not know anywhere. */
function checkNames(feature: Feature, model: string | null, options: Record<string, string>, at: string): Result<null> {
  if (model !== null) {
    if (!hasModels(feature.price)) {
      return fail('unknown_model', {
        detail: `${quoted(feature.id)} has no models to choose from: leave the model out`,
        pointer: `${at}/model`,
        data: { available: [] },
      });
    }
    const models = modelsOf(feature.price);
    if (!models.includes(model)) return unknownModel(feature, model, models, at);
  }
  const chosen = Object.entries(options);
  if (chosen.length === 0) return ok(null);
  const known = optionsOf(feature.price);
  for (const [option, choice] of chosen) {
    const choices = known.get(option);
    if (!choices) {
      const available = nearest(option, [...known.keys()]);
      const instead = available.length > 0 ? `it has ${listed(available)}` : 'it has none';
      return fail('invalid_option', {
        detail: `${quoted(feature.id)} has no option ${quoted(option)}; ${instead}`,
        pointer: `${at}/options/${escaped(option)}`,
        data: { available },
      });
    }
    if (!choices.includes(choice)) return invalidChoice(feature, option, choice, choices, at);
  }
  return ok(null);
}

function unknownModel(feature: Feature, model: string, models: string[], at: string): Result<never> {
  const available = nearest(model, models);
  return fail('unknown_model', {
    detail: `${quoted(feature.id)} has no model ${quoted(model)}; did you mean ${listed(available.slice(0, 3))}?`,
    pointer: `${at}/model`,
    data: { available },
  });
}

function invalidChoice(
  feature: Feature,
  option: string,
  choice: string | undefined,
  choices: string[],
  at: string,
): Result<never> {
  const available = nearest(choice ?? '', choices);
  const problem = choice === undefined ? 'is not chosen' : `can't be ${quoted(choice)}`;
  return fail('invalid_option', {
    detail: `the option ${quoted(option)} of ${quoted(feature.id)} ${problem}: it is ${listed(available)}`,
    pointer: `${at}/options/${escaped(option)}`,
    data: { option, available },
  });
}

/** Follows the model and the options through the formula to the plain prices that are charged. */
function choose(feature: Feature, request: Omit<GenerationRequest, 'includes'>, at: string): Result<Part[]> {
  const options = request.options ?? {};
  const asked = unitsAskedFor(request.quantity);

  function walk(price: Price, name: string): Result<Part[]> {
    switch (price.type) {
      case 'byModel': {
        const { model } = request;
        if (model === undefined || model === null) {
          const available = Object.keys(price.models).slice(0, 10);
          return fail('model_required', {
            detail: `${quoted(feature.id)} is priced by model: name one, such as ${listed(available.slice(0, 3))}`,
            pointer: `${at}/model`,
            data: { available },
          });
        }
        if (!Object.hasOwn(price.models, model)) {
          return unknownModel(feature, model, Object.keys(price.models), at);
        }
        return walk(price.models[model]!, name);
      }
      case 'byOption': {
        const choice = Object.hasOwn(options, price.option) ? options[price.option] : undefined;
        if (choice === undefined || !Object.hasOwn(price.choices, choice)) {
          return invalidChoice(feature, price.option, choice, Object.keys(price.choices), at);
        }
        return walk(price.choices[choice]!, name);
      }
      case 'sum': {
        const parts: Part[] = [];
        for (const line of price.lines) {
          // A line that nothing is asked of needs no model and no option, and leaves no line in the quote.
          const units = unitsOf(line.price);
          if (asked && units.length > 0 && !units.some((unit) => asked.has(unit))) continue;
          const inner = walk(line.price, `${name}: ${line.name}`);
          if (!inner.ok) return inner;
          parts.push(...inner.value);
        }
        return ok(parts);
      }
      case 'free':
      case 'perUnit':
      case 'perBlock':
      case 'bands':
      case 'product':
        return ok([{ name, price }]);
      default:
        return unreachable(price);
    }
  }
  return walk(feature.price, feature.name);
}

/** The lines' formulas added up: "2 × 1 message + 1 × 3 actions = 5". */
function totalFormula(lines: PricedLine[], credits: Micro): string {
  const terms = lines.map(({ terms: each }) => (lines.length > 1 && each.includes(', ') ? `(${each})` : each));
  return `${terms.join(' + ')} = ${decimalText(credits)}`;
}
