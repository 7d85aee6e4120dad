import type { Catalog, Plan, PlanInterval } from '../catalog/schema';
import { recurringCredits } from '../catalog/ways-to-buy';
import { divideHalfUp } from '../catalog/unit-price';
import type { Micro } from '../credits';
import { periodPrice } from '../plans/plan';
import { coverMissing, type Cover } from './cover';

/** How a month's mix sits on one plan, paid in one way. Money is minor units, credits are micro-credits. */
export interface PlanFit {
  plan: Plan;
  interval: PlanInterval;
  seats: number;
  /** Whether it has fewer seats than the account: shown, and never marked. */
  isTooSmall: boolean;
  /** For the whole period; null: set by a contract, and so not compared. */
  price: bigint | null;
  /** The price's share of one month, rounded to the nearest, a half up. */
  monthly: bigint | null;
  /** What comes again and again, for one month, rounded down. What comes once is not in it. */
  credits: Micro;
  /** What comes once, beside. */
  once: Micro;
  fits: boolean;
  /** What is left of a month's credits, or missing; never both. */
  left: Micro;
  missing: Micro;
  /** How the missing can be bought; null: nothing is missing, or nothing is sold. */
  cover: Cover | null;
  /** For a month with what has to be bought beside; null: by contract, or the mix can't be had on it. */
  total: bigint | null;
  isCheapest: boolean;
}

/**
 * Every plan of a catalog in each way of paying for it, against what a mix needs a month. The cheapest with which it can
 * be had is marked: of two that cost the same the one that needs nothing beside, then the shorter period.
 * @param need micro-credits a month; 0: no mix, and nothing is marked
 * @param seats as many as the account has; plans that are not sold by the seat have one, and are too small for several
 */
export function planFits(catalog: Catalog, need: Micro, seats: number): PlanFit[] {
  const fits = catalog.plans.flatMap((plan) =>
    plan.intervals.map((interval) => ({
      ...fitOf(catalog, plan, interval, need, seatsOn(plan, seats)),
      isTooSmall: plan.billing !== 'invoiced' && seatsOn(plan, seats) < seats,
    })),
  );
  const cheapest =
    need === 0n
      ? undefined
      : [...fits].filter(({ total, isTooSmall }) => total !== null && !isTooSmall).sort(inOrder)[0];
  return fits.map((fit) => ({ ...fit, isCheapest: fit === cheapest }));
}

function fitOf(
  catalog: Catalog,
  plan: Plan,
  interval: PlanInterval,
  need: Micro,
  seats: number,
): Omit<PlanFit, 'isTooSmall'> {
  const months = BigInt(interval.months);
  const count = BigInt(seats);
  const price = plan.billing === 'invoiced' ? null : periodPrice({ plan, interval }, seats);
  const monthly = price === null ? null : divideHalfUp(price, months);
  const period = recurringCredits(plan, interval, count);
  const credits = period / months;
  // A contract's credits are not known: nothing is said of what would be missing.
  const missing = price === null || credits >= need ? 0n : need - credits;
  const fits = price !== null && missing === 0n;
  const cover = missing > 0n ? coverMissing(catalog, plan, missing) : null;
  return {
    ...{ plan, interval, seats, price, monthly, credits, fits, missing, cover },
    once: onceCredits(interval, count),
    left: fits ? credits - need : 0n,
    total: monthly === null || (missing > 0n && !cover) ? null : monthly + (cover?.minor ?? 0n),
    isCheapest: false,
  };
}

function onceCredits({ grants }: PlanInterval, seats: bigint): Micro {
  return grants
    .filter(({ when }) => when === 'once' || when === 'start')
    .reduce((sum, { credits, perSeat }) => sum + credits * (perSeat ? seats : 1n), 0n);
}

function seatsOn({ seats }: Plan, asked: number): number {
  if (!seats) return 1;
  return Math.min(Math.max(seats.min, asked), seats.max ?? Infinity);
}

function inOrder(a: PlanFit, b: PlanFit): number {
  if (a.total !== b.total) return a.total! < b.total! ? -1 : 1;
  return Number(b.fits) - Number(a.fits) || a.interval.months - b.interval.months || a.plan.rank - b.plan.rank;
}
