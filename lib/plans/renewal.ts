import type { Catalog, CatalogAt, PlanGrant } from '../catalog/schema';
import { bySoonestEnd } from '../ledger/burn-down';
import { move, startPeriod, type Draft } from '../ledger/draft';
import { expireEnded } from '../ledger/expiry';
import type { Subscription } from '../ledger/state';
import { addMonthsUtc, type Instant } from '../time';
import { grantUnits, unitsCountedFrom, unitsMonthsLater, unitsSoldWith } from './add-ons';
import { trimCarriedOver } from './carry-over';
import { chargePeriod } from './charge-line';
import { issuePeriodGrants } from './period-grants';
import { spanOf } from './periods';
import { findTerms, termsOf, type PlanTerms } from './plan';
import { givesAt, hasOwnRhythm, spanOfPaid, type PaidPeriod } from './rhythm';
import { withoutSoFar, type Standing } from './so-far';

/**
 * Whether the next period opens only with a payment. Settling renews by itself only what needs none: free plans and
 * invoiced contracts. Where a change of plan waits, it is the plan that is renewed into that counts.
 */
export function renewalNeedsPayment({ subscription, header }: Standing, catalogAt: CatalogAt): boolean {
  if (!subscription || !header.period || subscription.next?.type === 'cancel') return false;
  return renewedInto(subscription, catalogAt(header.period.end)).terms.plan.billing === 'paid';
}

/** What the next period is of: the plan that a change waits for, or the same again. */
export function renewedInto(subscription: Subscription, catalog: Catalog): { terms: PlanTerms; seats: number } {
  const { next } = subscription;
  if (next?.type !== 'plan') {
    return { terms: termsOf(catalog, subscription), seats: subscription.seatsNext ?? subscription.seats };
  }
  const found = findTerms(catalog, next.planId, next.intervalId);
  if (!found.ok) throw new Error(found.error.detail);
  return { terms: found.value, seats: next.seats };
}

/**
 * Opens the next period at its anchored boundary: what waited for this ends, a change of plan that waited happens, what
 * is carried is trimmed, and the new credits arrive. The entries carry `at`, the boundary itself or the instant of a
 * late payment.
 */
export function openNextPeriod(draft: Draft, catalogAt: CatalogAt, at: Instant): void {
  const { subscription } = draft;
  if (!subscription) throw new Error('no subscription to renew');
  const boundary = draft.header.period!.end;
  const catalog = catalogAt(boundary);
  const { terms, seats } = renewedInto(subscription, catalog);

  expireEnded(draft, boundary, at, 'everything');
  letCarry(draft, { into: terms, seats }, catalog, at);
  const renewed: Subscription = {
    ...withoutSoFar(changed(subscription, terms, boundary, catalog)),
    seats,
    periodIndex: subscription.periodIndex + 1,
    status: 'active',
    // The grace of a contract does not end with one of its periods.
    graceEndsAt: subscription.status === 'active' ? subscription.graceEndsAt : null,
    grantedThrough: boundary,
    next: null,
    seatsNext: null,
  };
  draft.subscription = renewed;
  const span = spanOf(renewed, terms.interval.months);
  startPeriod(draft, span);
  chargePeriod(draft, terms, seats, span);
  const index = renewed.periodIndex - renewed.anchorIndex;
  issuePeriodGrants(draft, { terms, seats, anchor: renewed.anchor, index, first: false }, at);
  grantUnits(draft, catalog, index * terms.interval.months, at);
}

/** What may come along into the next period. A change of plan that waited may end the old plan's credits with it. */
function letCarry(
  draft: Draft,
  { into, seats }: { into: PlanTerms; seats: number },
  catalog: Catalog,
  at: Instant,
): void {
  const subscription = draft.subscription!;
  const { unspent, carryOverOf } = catalog.changes.downgrade;
  const isChange = subscription.next?.type === 'plan';
  if (isChange && unspent === 'end') endRecurring(draft, at);
  else if (isChange && carryOverOf === 'old') {
    trimCarriedOver(draft, termsOf(catalog, subscription), subscription.seats, at);
  } else trimCarriedOver(draft, into, seats, at, isChange ? [] : rulesInTurn(subscription, { terms: into, seats }));
}

/** The rules whose own rhythm, of the calendar or of days, does not come round just when the next period begins. */
function rulesInTurn(
  { anchor, anchorIndex, periodIndex }: Subscription,
  next: Pick<PaidPeriod, 'terms' | 'seats'>,
): PlanGrant[] {
  const period = { ...next, anchor, index: periodIndex + 1 - anchorIndex };
  const { start } = spanOfPaid(period);
  return next.terms.interval.grants.filter((rule) => hasOwnRhythm(rule) && !givesAt(rule, period, start));
}

/** Held credits stay: they can still be captured. */
function endRecurring(draft: Draft, at: Instant): void {
  const grants = [...draft.grants.values()].filter((grant) => grant.recurring && grant.available > 0n);
  for (const { id, available } of grants.sort(bySoonestEnd)) {
    move(draft, id, 'available', 'expired', available, { kind: 'expire', reason: 'plan_changed', at });
  }
}

/**
 * The subscription on the terms that it is renewed into. Where the periods that are over are a whole number of the new
 * ones, they go on being counted on the anchor's own day, so that a subscription of the 31st comes back to the 31st.
 */
function changed(
  subscription: Subscription,
  { plan, interval }: PlanTerms,
  boundary: Instant,
  catalog: Catalog,
): Subscription {
  if (subscription.next?.type !== 'plan') return subscription;
  const index = subscription.periodIndex + 1;
  const monthsOver = (index - subscription.anchorIndex) * termsOf(catalog, subscription).interval.months;
  const addOns = unitsSoldWith(subscription.addOns, plan.id, catalog);
  const on = { ...subscription, planId: plan.id, intervalId: interval.id, addOns };
  // Rhythms that the calendar or the days give begin with their plan, and so does the count of its periods.
  const newRhythm = interval.grants.some(hasOwnRhythm);
  const first = index - monthsOver / interval.months;
  if (!newRhythm && Number.isInteger(first)) {
    if (first >= 0) return { ...on, anchorIndex: first };
    // A year is twelve months of one index: the anchor moves on to a period that has an index of its own.
    for (let own = index; own >= 0; own -= 1) {
      const months = (own - first) * interval.months;
      const anchor = addMonthsUtc(on.anchor, months);
      if (dayOfMonth(anchor) !== dayOfMonth(on.anchor)) continue;
      return { ...on, anchor, anchorIndex: own, addOns: unitsMonthsLater(addOns, months) };
    }
  }
  return { ...on, anchor: boundary, anchorIndex: index, addOns: unitsCountedFrom(boundary, on) };
}

function dayOfMonth(at: Instant): number {
  return new Date(at).getUTCDate();
}
