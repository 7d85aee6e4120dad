import type { CatalogAt } from '../catalog/schema';
import { startPeriod, type Draft } from '../ledger/draft';
import { expireEnded } from '../ledger/expiry';
import type { Instant } from '../time';
import { grantUnits } from './add-ons';
import { trimCarriedOver } from './carry-over';
import { issuePeriodGrants } from './period-grants';
import { periodOf } from './periods';
import { termsOf } from './plan';

/**
 * Whether the next period opens only with a payment. Settling renews by itself only what needs none: free plans and
 * invoiced contracts.
 */
export function renewalNeedsPayment({ subscription, header }: Draft, catalogAt: CatalogAt): boolean {
  if (!subscription || !header.period || subscription.next?.type === 'cancel') return false;
  return termsOf(catalogAt(header.period.end), subscription).plan.billing === 'paid';
}

/**
 * Opens the next period at its anchored boundary: what waited for this ends, what is carried is trimmed to the cap, and
 * the new credits arrive. The entries carry `at`, the boundary itself or the instant of a late payment.
 */
export function openNextPeriod(draft: Draft, catalogAt: CatalogAt, at: Instant): void {
  const subscription = draft.subscription;
  if (!subscription) throw new Error('no subscription to renew');
  const boundary = draft.header.period!.end;
  const terms = termsOf(catalogAt(boundary), subscription);
  const index = subscription.periodIndex + 1;

  expireEnded(draft, boundary, at, 'everything');
  const seats = subscription.seatsNext ?? subscription.seats;
  trimCarriedOver(draft, terms, seats, at);
  startPeriod(draft, periodOf(subscription.anchor, terms.interval.months, index));
  draft.subscription = { ...subscription, periodIndex: index, status: 'active', seats, seatsNext: null, graceEndsAt: null };
  issuePeriodGrants(draft, { terms, seats, anchor: subscription.anchor, index }, at);
  grantUnits(draft, catalogAt(boundary), index * terms.interval.months, at);
}
