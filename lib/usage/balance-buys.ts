import { bought, costsNothing, featurePrices, type FeaturePrices, type PriceFigure } from '../catalog/price-figures';
import { quote, type GenerationRequest } from '../catalog/price';
import type { Catalog } from '../catalog/schema';
import { jsonNumber, MICRO_PER_CREDIT, type Micro } from '../credits';

/** How much of one thing a balance buys when it is spent on nothing else. Plain data. */
export interface BalanceBuys {
  figure: PriceFigure;
  /** null: it is free. */
  buys: { count: number; unit: string | null; free: number } | null;
}

export interface FeatureBuys {
  feature: Pick<FeaturePrices, 'id' | 'name' | 'firstFree' | 'addition'>;
  /** Whether only the cheapest of its choices is here. */
  isCheapestOnly: boolean;
  rows: BalanceBuys[];
}

/** More than any feature takes of a unit in one generation, so that it is refused with what would be taken. */
const TOO_MANY = 1_000_001;

/**
 * What a balance buys of every feature and model; of options, by the cheapest choices, and by the cheapest that costs
 * anything where those are free.
 * @param budget micro-credits that can be spent
 * @param freeLeft millionths of a unit that the account has left of what a feature gives free; null: it gives nothing
 */
export function balanceBuys(
  catalog: Catalog,
  budget: Micro,
  freeLeft: (feature: string) => bigint | null = () => null,
): FeatureBuys[] {
  return featurePrices(catalog).map((feature) => {
    const figures = cheapestChoices(feature.figures);
    const free = Number((freeLeft(feature.id) ?? 0n) / MICRO_PER_CREDIT);
    return {
      feature: { id: feature.id, name: feature.name, firstFree: feature.firstFree, addition: feature.addition },
      isCheapestOnly: figures.length < feature.figures.length,
      rows: figures.map((figure) => ({ figure, buys: buysOf(catalog, feature.id, figure, budget, free) })),
    };
  });
}

/** Of each model (and line, and band), the choice of options that costs least. */
function cheapestChoices(figures: readonly PriceFigure[]): PriceFigure[] {
  const groups = new Map<string, PriceFigure[]>();
  for (const figure of figures) {
    const unit = 'unit' in figure.per ? figure.per.unit : figure.per.type;
    const above = 'above' in figure.per ? figure.per.above : '';
    const line = figure.options.length > 0 ? '' : (figure.line ?? '');
    const key = JSON.stringify([figure.model?.id, unit, above, line]);
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups.values()].flatMap((group) => {
    if (group[0]!.options.length === 0) return group;
    const sorted = [...group].sort((a, b) => a.credits - b.credits);
    const [first] = sorted;
    const costs = sorted.find((figure) => !costsNothing(figure));
    return first && costs && first !== costs ? [first, costs] : [first!];
  });
}

function buysOf(catalog: Catalog, featureId: string, figure: PriceFigure, budget: Micro, free: number) {
  if (costsNothing(figure)) return null;
  const { per } = figure;
  const request = (quantity: number): GenerationRequest => ({
    feature: featureId,
    model: figure.model?.id ?? null,
    options: Object.fromEntries(figure.options.map(({ option, choice }) => [option, choice])),
    quantity: 'unit' in per ? { [per.unit]: quantity } : quantity,
  });
  const isCounted = per.type === 'unit' || per.type === 'block' || per.type === 'step';
  const bounds = isCounted ? boundsIn(quote(catalog, request(TOO_MANY))) : null;
  // Whole generations and products; and a sum whose other lines ask for more than this one says.
  if (!isCounted || !bounds) return { ...bought(figure, jsonNumber(budget))!, free: 0 };
  return { count: free + largestWithin(catalog, request, bounds, budget), unit: per.unit, free };
}

/**
 * The largest quantity that a budget pays for by the catalog's own quotes: so many generations of the largest size, and
 * one of the largest that the rest pays for.
 */
function largestWithin(
  catalog: Catalog,
  request: (quantity: number) => GenerationRequest,
  { min, max }: Bounds,
  budget: Micro,
): number {
  const creditsOf = (quantity: number): Micro | null => {
    const priced = quote(catalog, request(quantity));
    return priced.ok ? priced.value.credits : null;
  };
  const maxCredits = creditsOf(max);
  const times = maxCredits ? budget / maxCredits : 0n;
  const rest = maxCredits ? budget % maxCredits : budget;
  const most = lastTrue(max, (quantity) => {
    if (quantity < min) return true;
    const credits = creditsOf(quantity);
    // What is too dear for one generation has no price, and is within no budget.
    return credits !== null && credits <= rest;
  });
  return Number(times) * max + (most < min ? 0 : most);
}

interface Bounds {
  min: number;
  max: number;
}

/** The whole quantities that one generation may ask for, as the refusal of too many says them; null: it is about another matter. */
function boundsIn(refused: ReturnType<typeof quote>): Bounds | null {
  const { min, max } = (refused.ok ? {} : (refused.error.data ?? {})) as Partial<Bounds>;
  if (typeof min !== 'number' || typeof max !== 'number') return null;
  return { min: Math.max(1, Math.ceil(min)), max: Math.floor(max) };
}

/** The largest number from 1 to `most` for which a test that only ever turns false holds; 0: none. */
function lastTrue(most: number, holds: (value: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
