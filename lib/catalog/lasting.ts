import { jsonNumber } from '../credits';
import { unreachable } from '../errors';
import type { CarryOver, Lifetime, Plan, PlanGrant, PlanInterval } from './schema';

/** How long credits can be used: the sooner of their own lifetime and what renewals let through. */
export interface Lasting {
  /** Months between two refreshes; `lasts.count` periods are each so long. Null for packs, and where it is days. */
  periodMonths: number | null;
  /** Days between two refreshes, where credits come by the day; else left out. */
  periodDays?: number;
  /** Refreshes are on the first of each calendar month, not on the subscription's own date. */
  onTheFirst?: true;
  lasts: Lifetime;
  carried: Carried;
}

/** What a renewal lets through. `outside`: one-time credits and packs, which no renewal counts. */
export type Carried =
  | { type: 'outside' }
  | { type: 'everything' }
  | { type: 'nothing' }
  /** At most `times` the period's credits, which are `credits` (of one seat where it is by the seat). */
  | { type: 'times'; times: number; credits: number; perSeat: boolean }
  | { type: 'amount'; credits: number }
  /** A part of what is left, from above 0 to 1, and at most so many credits (null: no limit). */
  | { type: 'fraction'; fraction: number; atMost: number | null };

/** How long the credits of a plan's grant last. */
export function lastingOf(grant: PlanGrant, interval: PlanInterval, plan: Plan): Lasting {
  return {
    ...refreshOf(grant, interval),
    lasts: grant.lasts,
    carried: isRecurring(grant) ? carriedOf(plan.carryOver, interval) : { type: 'outside' },
  };
}

/** Of credits that no renewal counts. */
export function outside(lasts: Lifetime): Lasting {
  return { periodMonths: null, lasts, carried: { type: 'outside' } };
}

/** Whether it comes again and again: what a carry-over counts. */
export function isRecurring(grant: PlanGrant): boolean {
  return grant.when !== 'once' && grant.when !== 'start';
}

/** The time between two refreshes of a grant. */
function refreshOf(
  grant: PlanGrant,
  interval: PlanInterval,
): Pick<Lasting, 'periodMonths' | 'periodDays' | 'onTheFirst'> {
  switch (grant.when) {
    case 'days':
      return { periodMonths: null, periodDays: grant.everyDays! };
    case 'calendarMonth':
      return { periodMonths: 1, onTheFirst: true };
    case 'month':
      return { periodMonths: 1 };
    case 'period':
    case 'start':
    case 'once':
      return { periodMonths: interval.months };
    default:
      return unreachable(grant.when);
  }
}

function carriedOf(policy: CarryOver, interval: PlanInterval): Carried {
  switch (policy.type) {
    case 'everything':
    case 'nothing':
      return { type: policy.type };
    case 'amount':
      return { type: 'amount', credits: jsonNumber(policy.credits) };
    case 'fraction':
      return {
        type: 'fraction',
        fraction: policy.fraction,
        atMost: policy.atMost === undefined ? null : jsonNumber(policy.atMost),
      };
    case 'multiple': {
      const recurring = interval.grants.filter(isRecurring);
      const credits = jsonNumber(recurring.reduce((sum, grant) => sum + grant.credits, 0n));
      return { type: 'times', times: policy.times, credits, perSeat: recurring.some((grant) => grant.perSeat) };
    }
    default:
      return unreachable(policy);
  }
}
