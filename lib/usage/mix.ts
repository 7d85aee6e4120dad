import { divideUp, type Micro } from '../credits';
import type { Asked } from './activity-filter';
import type { MixWay } from './mix-ways';

/** How much of each thing a month is to hold. Quantities are whole numbers of what the way's figure counts. */
export type Mix = ReadonlyMap<string, number>;

/** More than this of one thing a month is taken as a slip of the hand. */
export const MIX_QUANTITY_MAX = 1_000_000;

/** The names of a mix's fields in an address: "q.ai-edit=12". */
export const MIX_PREFIX = 'q.';

/** What an address asks for. */
export interface AskedMix {
  /** null: the address names no mix. */
  mix: Mix | null;
  /** How much of the address was no quantity of anything that is sold, and was left out. */
  ignored: number;
}

/**
 * Reads a mix from an address: "q.<key>" for each thing, and "add" with "n" for one more. What is no such thing is left
 * out and counted: an old or a broken link shows less, and never fails.
 */
export function parseMix(asked: Asked, ways: readonly MixWay[]): AskedMix {
  const keys = new Set(ways.map(({ key }) => key));
  const mix = new Map<string, number>();
  const fields = Object.entries(asked).filter(([name]) => name.startsWith(MIX_PREFIX));
  let ignored = 0;
  for (const [name, value] of fields) {
    const key = name.slice(MIX_PREFIX.length);
    const quantity = keys.has(key) ? quantityOf(value) : null;
    if (quantity === null) ignored += 1;
    else mix.set(key, quantity);
  }
  const added = typeof asked.add === 'string' ? asked.add : '';
  if (added) {
    const quantity = keys.has(added) ? quantityOf(asked.n) : null;
    if (quantity === null) ignored += 1;
    else mix.set(added, Math.min((mix.get(added) ?? 0) + quantity, MIX_QUANTITY_MAX));
  }
  const isNamed = asked.mix === 'own' || mix.size > 0;
  return { mix: isNamed ? mix : null, ignored };
}

/** An empty field is none of it. */
function quantityOf(value: Asked[string]): number | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (text === '') return 0;
  if (!/^\d{1,7}$/.test(text)) return null;
  const quantity = Number(text);
  return quantity <= MIX_QUANTITY_MAX ? quantity : null;
}

/** What a mix costs a month, in micro-credits: exact, as every figure is for one of what is counted. */
export function mixCredits(mix: Mix, ways: readonly MixWay[]): Micro {
  return ways.reduce((sum, { key, credits }) => sum + BigInt(mix.get(key) ?? 0) * credits, 0n);
}

/** What was used of a feature (and model) in some days. */
export interface UsedOf {
  feature: string;
  model: string | null;
  /** Micro-credits. */
  used: Micro;
  generations: number;
}

/** A mix from real use. */
export interface UsedMix {
  mix: Mix;
  /** Keys of those whose price varies: their number is their credits divided by the price that is nearest to a typical one. */
  estimated: string[];
  /** Micro-credits of what can't be in a mix, as the catalog does not sell it any more. */
  unknown: Micro;
}

/** A month of an average, in days. */
const MONTH_DAYS = 30n;

/**
 * An average month of 30 days from what was used in `days` days, each number rounded up to a whole one. Only credits are
 * kept by feature and model; where these have one price, the number is exactly what was charged for.
 */
export function usedMix(rows: readonly UsedOf[], ways: readonly MixWay[], days: number): UsedMix {
  const mix = new Map<string, number>();
  const estimated: string[] = [];
  let unknown = 0n;
  for (const row of rows) {
    if (row.used <= 0n) continue;
    const own = ways.filter(
      ({ feature, figure }) => feature.id === row.feature && (figure.model?.id ?? null) === row.model,
    );
    const way = typical(own, row);
    if (!way) {
      unknown += row.used;
      continue;
    }
    const { minimum = null } = 'minimum' in way.figure.per ? way.figure.per : {};
    if (own.length > 1 || minimum !== null) estimated.push(way.key);
    const quantity = Number(divideUp(row.used * MONTH_DAYS, way.credits * BigInt(days)));
    mix.set(way.key, Math.min(quantity, MIX_QUANTITY_MAX));
  }
  return { mix, estimated, unknown };
}

/** The price that is nearest to what one generation cost on average; the lower one of two that are as near. */
function typical(ways: readonly MixWay[], { used, generations }: UsedOf): MixWay | undefined {
  const count = BigInt(Math.max(generations, 1));
  const distance = ({ credits }: MixWay) => {
    const difference = credits * count - used;
    return difference < 0n ? -difference : difference;
  };
  const priced = ways.filter(({ credits }) => credits > 0n);
  return [...priced].sort((a, b) => compare(distance(a), distance(b)) || compare(a.credits, b.credits))[0];
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
