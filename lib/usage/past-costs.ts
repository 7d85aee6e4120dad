import type { Catalog } from '../catalog/schema';
import { jsonNumber, type Micro } from '../credits';
import type { Day } from '../time';
import { planFits } from './plan-fit';

/** What was used in a calendar month of the account's zone. */
export interface PastMonth {
  /** Its first day. */
  month: Day;
  used: Micro;
}

/** What months that are over would have cost on one plan, paid in one way. Money is minor units, credits JSON numbers. */
export interface PastCost {
  planId: string;
  intervalId: string;
  /** `cost` is null where the month's use could not be had on it, or a contract sets the price. */
  months: { month: Day; cost: number | null; missing: number }[];
  /** null: at least one month can't be reckoned. */
  total: number | null;
}

/**
 * What was used, priced on every plan in each way of paying for it: the price's share of each month, and the packs or
 * add-ons that would have been needed beside it. Every month stands by itself: nothing is carried from one to another.
 */
export function pastCosts(catalog: Catalog, months: readonly PastMonth[], seats: number): PastCost[] {
  const byMonth = months.map(({ month, used }) => ({ month, fits: planFits(catalog, used, seats) }));
  return planFits(catalog, 0n, seats).map(({ plan, interval }, index) => {
    const costs = byMonth.map(({ month, fits }) => {
      const { total, missing } = fits[index]!;
      return { month, cost: total === null ? null : Number(total), missing: total === null ? jsonNumber(missing) : 0 };
    });
    const known = costs.every(({ cost }) => cost !== null);
    return {
      planId: plan.id,
      intervalId: interval.id,
      months: costs,
      total: known ? costs.reduce((sum, { cost }) => sum + cost!, 0) : null,
    };
  });
}
