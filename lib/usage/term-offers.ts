import type { Lasting } from '../catalog/lasting';
import { policyOf, type PlanPolicy } from '../catalog/policy';
import type { Catalog } from '../catalog/schema';
import { unitPrice, type UnitPrice } from '../catalog/unit-price';
import { jsonNumber } from '../credits';
import { periodCredits, periodPrice } from '../plans/plan';
import type { PastCost } from './past-costs';
import { planFits } from './plan-fit';

/** A plan paid in one way, for so many seats, as one compares it. Money is whole minor units, credits JSON numbers. */
export interface TermOffer {
  plan: { id: string; name: string };
  interval: { id: string; months: number };
  billing: PlanPolicy['billing'];
  /** How many it is reckoned for, and what it can have; null: it is not sold by the seat. */
  seats: { count: number; min: number; max: number | null } | null;
  /** For a period, its share of a month, and for one seat where it has a price for each; null: a contract sets it. */
  price: { period: number; month: number; seat: number | null } | null;
  /** What comes again with every period, and what comes once. */
  credits: number;
  once: number;
  /** How long its credits last, one for each kind of them. */
  lasting: Lasting[];
  /** null where they cost nothing, or there are none. */
  unit: UnitPrice | null;
  /** It has fewer seats than are asked for. */
  isTooSmall: boolean;
  past: Pick<PastCost, 'months' | 'total'>;
}

/** Every plan of a catalog in each way of paying for it, in the catalog's order. */
export function termOffers(catalog: Catalog, seats: number, past: readonly PastCost[]): TermOffer[] {
  const policies = policyOf(catalog).plans;
  return planFits(catalog, 0n, seats).map((fit, index): TermOffer => {
    const { plan, interval } = fit;
    const policy = policies.find(({ id }) => id === plan.id)!;
    const credits = periodCredits(fit, fit.seats);
    const price = plan.billing === 'invoiced' ? null : periodPrice(fit, fit.seats);
    const { grants } = policy.terms.find(({ id }) => id === interval.id)!;
    const { months, total } = past[index] ?? { months: [], total: null };
    return {
      plan: { id: plan.id, name: plan.name },
      interval: { id: interval.id, months: interval.months },
      billing: plan.billing,
      seats: policy.seats && { count: fit.seats, ...policy.seats },
      price: price === null ? null : { period: Number(price), month: Number(fit.monthly), seat: seatPrice(fit) },
      credits: jsonNumber(credits),
      once: jsonNumber(fit.once),
      lasting: grants.map(({ lasting }) => lasting),
      unit: price ? unitPrice(price, credits, catalog.currency) : null,
      isTooSmall: fit.isTooSmall,
      past: { months, total },
    };
  });
}

function seatPrice({ interval }: ReturnType<typeof planFits>[number]): number | null {
  return interval.pricePerSeat && interval.price !== null ? Number(interval.price) : null;
}
