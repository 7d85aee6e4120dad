import type { Micro } from '../credits';
import { unreachable } from '../errors';
import type { Catalog, Pack, Plan, PlanGrant, PlanInterval } from './schema';
import { dearer, unitPrice, type UnitPrice } from './unit-price';

/** One way to buy credits. */
export interface WayToBuy {
  kind: 'list' | 'plan' | 'addOn' | 'pack' | 'packVolume' | 'packOfPlan';
  /** Of the plan, pack or add-on; the catalog's for its list price. */
  name: string;
  /** Length of the plan's period in months; null for what is no plan. */
  months: number | null;
  /** Of packs that are cheaper together: how many at least; else null. */
  count: number | null;
  /** Of packs that are cheaper on a plan: the plan's name; else null. */
  plan: string | null;
  price: UnitPrice;
}

/** A way to buy credits with its exact money and credits. */
type ExactWay = Omit<WayToBuy, 'price'> & { minor: bigint; credits: Micro };

/** Every way to buy credits by itself, with its exact money and credits. */
export function waysToBuy(catalog: Catalog): ExactWay[] {
  const { listPrice } = catalog;
  const way = (kind: WayToBuy['kind'], name: string, minor: bigint, credits: Micro): ExactWay => {
    return { kind, name, months: null, count: null, plan: null, minor, credits };
  };
  const plans = catalog.plans.flatMap((plan) =>
    plan.intervals.flatMap((interval) => {
      const bought = boughtTogether(plan, interval);
      return bought ? [{ ...way('plan', plan.name, bought.minor, bought.credits), months: interval.months }] : [];
    }),
  );
  const packs = catalog.packs.flatMap((pack) => [
    way('pack', pack.name, pack.price, pack.credits),
    ...pack.volume.map(({ from, price }) => ({ ...way('packVolume', pack.name, price, pack.credits), count: from })),
    ...planPricesOf(pack, catalog).map(({ plan, price }) => ({
      ...way('packOfPlan', pack.name, price, pack.credits),
      plan: plan.name,
    })),
  ]);
  return [
    ...(listPrice ? [way('list', catalog.name, listPrice.price, listPrice.credits)] : []),
    ...plans,
    ...catalog.addOns.map(({ name, price, credits }) => way('addOn', name, price, credits)),
    ...packs,
  ].filter(({ minor, credits }) => minor > 0n && credits > 0n);
}

/** The cheapest and the dearest way to a credit; null where nothing has a price. */
export function creditPrice(catalog: Catalog): { cheapest: WayToBuy; dearest: WayToBuy } | null {
  const [first, ...others] = waysToBuy(catalog);
  if (!first) return null;
  let [cheapest, dearest] = [first, first];
  for (const way of others) {
    if (dearer(cheapest, way)) cheapest = way;
    if (dearer(way, dearest)) dearest = way;
  }
  const shown = ({ minor, credits, ...way }: ExactWay): WayToBuy => ({
    ...way,
    price: unitPrice(minor, credits, catalog.currency)!,
  });
  return { cheapest: shown(cheapest), dearest: shown(dearest) };
}

/** In the order of the plans. */
export function planPricesOf(pack: Pack, { plans }: Catalog): { plan: Plan; price: bigint }[] {
  return plans.flatMap((plan) => {
    const price = Object.hasOwn(pack.planPrices, plan.id) ? pack.planPrices[plan.id] : undefined;
    return price === undefined ? [] : [{ plan, price }];
  });
}

/** A period's money and the credits that it buys, for the fewest seats that can be had; null without price or credits. */
export function boughtTogether(plan: Plan, interval: PlanInterval): { minor: bigint; credits: Micro } | null {
  const credits = recurringCredits(plan, interval);
  if (interval.price === null || credits === 0n) return null;
  return { minor: interval.price * (interval.pricePerSeat ? fewestSeats(plan) : 1n), credits };
}

/**
 * What comes again with every period, in whatever rhythm (micro-credits). Of what comes by the day, as much as in 30 days
 * of a month, or 365 of a year.
 * @param seats the fewest that can be had, unless others are asked for
 */
export function recurringCredits(plan: Plan, interval: PlanInterval, seats: bigint = fewestSeats(plan)): Micro {
  return interval.grants.reduce(
    (sum, grant) => sum + grant.credits * timesEachPeriod(grant, interval) * (grant.perSeat ? seats : 1n),
    0n,
  );
}

function fewestSeats(plan: Plan): bigint {
  return BigInt(plan.seats?.min ?? 1);
}

/** How often a grant comes within one period: what comes once has no part in a price per credit. */
function timesEachPeriod(grant: PlanGrant, interval: PlanInterval): bigint {
  switch (grant.when) {
    case 'period':
      return 1n;
    case 'month':
    case 'calendarMonth':
      return BigInt(interval.months);
    case 'days':
      return BigInt(Math.floor(daysIn(interval) / grant.everyDays!));
    case 'start':
    case 'once':
      return 0n;
    default:
      return unreachable(grant.when);
  }
}

/** As many days as a period has, more or less: 30 for a month, 365 for a year. */
function daysIn({ months }: Pick<PlanInterval, 'months'>): number {
  return Math.floor((months * 365) / 12);
}
