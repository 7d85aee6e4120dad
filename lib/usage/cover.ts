import type { Catalog, Pack, Plan } from '../catalog/schema';
import { divideUp, type Micro } from '../credits';
import { packPrice } from '../plans/packs';

/** Credits bought beside a plan: of each thing how many, and what it costs together. */
export interface Cover {
  items: { kind: 'pack' | 'addOn'; id: string; name: string; count: number }[];
  credits: Micro;
  /** Minor units of the catalog's currency. */
  minor: bigint;
}

/** Sizes beyond this are first filled with the pack that is cheapest by the credit. */
const STEPS_MAX = 20_000;

/**
 * The cheapest way to buy the credits that a month lacks on a plan: packs, or units of one of the plan's add-ons, which
 * last a month. A mix of packs by their prices for one, and each pack by itself with its prices for several.
 * @returns null where the catalog sells nothing beside this plan
 */
export function coverMissing(catalog: Catalog, plan: Plan, missing: Micro): Cover | null {
  const planId = plan.billing === 'free' ? null : plan.id;
  const packs = catalog.packs.filter(
    ({ credits, needsSubscription }) => credits > 0n && (planId || !needsSubscription),
  );
  const choices = [
    ...packs.map((pack) => ofPacks([{ pack, count: timesUp(missing, pack.credits) }], planId)),
    ...(packs.length > 1 ? [ofPacks(mixOfPacks(packs, missing, planId), planId)] : []),
    ...catalog.addOns
      .filter(({ plans, credits }) => credits > 0n && plans.includes(plan.id))
      .map(({ id, name, credits, price }): Cover => {
        const count = timesUp(missing, credits);
        return {
          items: [{ kind: 'addOn', id, name, count }],
          credits: credits * BigInt(count),
          minor: price * BigInt(count),
        };
      }),
  ];
  return choices.reduce<Cover | null>((best, each) => (best === null || each.minor < best.minor ? each : best), null);
}

function ofPacks(bought: readonly { pack: Pack; count: number }[], planId: string | null): Cover {
  return {
    items: bought.map(({ pack: { id, name }, count }) => ({ kind: 'pack', id, name, count })),
    credits: bought.reduce((sum, { pack, count }) => sum + pack.credits * BigInt(count), 0n),
    minor: bought.reduce((sum, { pack, count }) => sum + packPrice(pack, count, planId) * BigInt(count), 0n),
  };
}

/** The cheapest packs that hold at least so many credits: all sizes are multiples of one step, and so is the answer. */
function mixOfPacks(packs: readonly Pack[], missing: Micro, planId: string | null): { pack: Pack; count: number }[] {
  const step = packs.map(({ credits }) => credits).reduce(gcd);
  const priced = packs.map((pack) => ({ pack, size: Number(pack.credits / step), price: packPrice(pack, 1, planId) }));
  const best = priced.reduce((a, b) => (b.price * a.pack.credits < a.price * b.pack.credits ? b : a));
  const steps = Number(divideUp(missing, step));
  const bulk = Math.max(0, Math.ceil((steps - STEPS_MAX) / best.size));
  const counts = new Map<Pack, number>(bulk > 0 ? [[best.pack, bulk]] : []);
  for (const pack of cheapestFor(priced, steps - bulk * best.size)) counts.set(pack, (counts.get(pack) ?? 0) + 1);
  return packs.flatMap((pack) => (counts.has(pack) ? [{ pack, count: counts.get(pack)! }] : []));
}

interface PricedPack {
  pack: Pack;
  size: number;
  price: bigint;
}

/** For each number of steps from 1 up, the cheapest last pack; then the way back from the number that is asked for. */
function cheapestFor(packs: readonly PricedPack[], steps: number): Pack[] {
  const least: { minor: bigint; last: PricedPack | null }[] = [{ minor: 0n, last: null }];
  for (let at = 1; at <= steps; at += 1) {
    const ways = packs.map((last) => ({ minor: least[Math.max(0, at - last.size)]!.minor + last.price, last }));
    least.push(ways.reduce((a, b) => (b.minor < a.minor ? b : a)));
  }
  const chosen: Pack[] = [];
  for (let at = steps; at > 0; at -= least[at]!.last!.size) chosen.push(least[at]!.last!.pack);
  return chosen;
}

function timesUp(amount: Micro, size: Micro): number {
  return Number(divideUp(amount, size));
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
