import { startPeriod, type Draft } from '../ledger/draft';
import type { Instant } from '../time';
import { chargePeriod } from './charge-line';
import { issuePeriodGrants } from './period-grants';
import { periodOf } from './periods';
import type { PlanTerms } from './plan';

/** Puts the account on a plan, with a first period from `anchor` on, its price and its credits. What it owns stays. */
export function openSubscription(draft: Draft, terms: PlanTerms, seats: number, anchor: Instant, at: Instant): void {
  draft.subscription = {
    planId: terms.plan.id,
    intervalId: terms.interval.id,
    seats,
    anchor,
    anchorIndex: 0,
    periodIndex: 0,
    status: 'active',
    graceEndsAt: null,
    grantedThrough: anchor,
    next: null,
    seatsNext: null,
    addOns: [],
  };
  const span = periodOf(anchor, terms.interval.months, 0);
  startPeriod(draft, span);
  chargePeriod(draft, terms, seats, span);
  issuePeriodGrants(draft, { terms, seats, anchor, index: 0, first: true }, at);
}

/**
 * Where a period begins that is to begin now: a period is known by its start, so two never start in one millisecond. One
 * that is over has left its entries, if it had any: none of them is later than the account's last.
 */
export function newAnchor({ header }: Draft, at: Instant): Instant {
  if (header.period) return Math.max(at, header.period.start + 1);
  return header.seq > 0 ? Math.max(at, header.at + 1) : at;
}
