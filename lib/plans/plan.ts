import type { Catalog, Plan, PlanInterval } from '../catalog/schema';
import { recurringCredits } from '../catalog/ways-to-buy';
import type { Micro } from '../credits';
import { fail, ok, type Result } from '../errors';
import type { Subscription } from '../ledger/state';

/** A plan as somebody is on it: which plan, paid how often. */
export interface PlanTerms {
  plan: Plan;
  interval: PlanInterval;
}

/** Looks a plan and its interval up. Fails with `unknown_plan`. */
export function findTerms(catalog: Catalog, planId: string, intervalId: string): Result<PlanTerms> {
  const plan = catalog.plans.find((each) => each.id === planId);
  const interval = plan?.intervals.find((each) => each.id === intervalId);
  if (plan && interval) return ok({ plan, interval });
  return fail('unknown_plan', { detail: `${catalog.name} sells no plan "${planId}" by the ${intervalId}.` });
}

/**
 * The terms of a running subscription.
 * @throws when the catalog no longer has them: a published plan may be withdrawn from sale, never from the file
 */
export function termsOf(catalog: Catalog, subscription: Subscription): PlanTerms {
  const terms = findTerms(catalog, subscription.planId, subscription.intervalId);
  if (!terms.ok) throw new Error(terms.error.detail);
  return terms.value;
}

/** Whether somebody pays for it, and it has not lapsed: what packs that need a live subscription ask for. */
export function isLive(subscription: Subscription, catalog: Catalog): boolean {
  return subscription.status !== 'suspended' && termsOf(catalog, subscription).plan.billing !== 'free';
}

/** Whether a contract sets what it costs: its invoices are staff's, and no period of it waits for a payment. */
export function isContract({ planId }: Pick<Subscription, 'planId'>, { plans }: Catalog): boolean {
  return plans.find(({ id }) => id === planId)?.billing === 'invoiced';
}

/** What one period gives again and again, in whatever rhythm (micro-credits), as the price page has it. */
export function periodCredits({ plan, interval }: PlanTerms, seats: number): Micro {
  return recurringCredits(plan, interval, BigInt(seats));
}

/** The price of one period in minor units; null where a contract sets it. */
export function periodPrice({ interval }: PlanTerms, seats: number): bigint | null {
  if (interval.price === null) return null;
  return interval.price * (interval.pricePerSeat ? BigInt(seats) : 1n);
}

/**
 * The lowest step up that gives more credits for the same time, for "you need more" messages; null on the highest plan.
 */
export function nextPlan(catalog: Catalog, subscription: Subscription): PlanTerms | null {
  const current = termsOf(catalog, subscription);
  // Periods may be of different lengths: what each gives in as many months as both have together.
  const inMonths = (terms: PlanTerms, beside: PlanTerms) =>
    periodCredits(terms, subscription.seats) * BigInt(beside.interval.months);
  const steps = catalog.plans
    .filter((plan) => plan.billing === 'paid' && plan.rank > current.plan.rank)
    .sort((a, b) => a.rank - b.rank);
  for (const plan of steps) {
    const interval = plan.intervals.find((each) => each.id === subscription.intervalId) ?? plan.intervals[0]!;
    const terms = { plan, interval };
    if (inMonths(terms, current) > inMonths(current, terms)) return terms;
  }
  return null;
}
