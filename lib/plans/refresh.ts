import type { Catalog } from '../catalog/schema';
import type { Micro } from '../credits';
import type { AccountState, Subscription } from '../ledger/state';
import type { Instant } from '../time';
import { nextRefreshIn } from './period-grants';
import { findTerms, termsOf } from './plan';
import type { PaidPeriod } from './rhythm';
import { nextRefreshWithin } from './within-period';

/**
 * When the plan next gives credits by itself, and how many (micro-credits); null where it never does again, or only once
 * a payment has come in.
 */
export function nextRefresh(state: AccountState, catalog: Catalog): { at: Instant; credits: Micro } | null {
  const { subscription, header } = state;
  if (subscription?.status !== 'active' || !header.period) return null;
  const within = nextRefreshWithin(state, catalog);
  if (within) return within;
  const following = periodAfter(subscription, header.period.end, catalog);
  return following && nextRefreshIn(following, header.period.end - 1);
}

/** The period that follows the running one, as things stand; null: the subscription ends before it. */
function periodAfter(subscription: Subscription, boundary: Instant, catalog: Catalog): PaidPeriod | null {
  const { next, anchor, anchorIndex, periodIndex } = subscription;
  if (next?.type === 'cancel') return null;
  if (next?.type === 'plan') {
    const terms = findTerms(catalog, next.planId, next.intervalId);
    return terms.ok ? { terms: terms.value, seats: next.seats, anchor: boundary, index: 0 } : null;
  }
  const seats = subscription.seatsNext ?? subscription.seats;
  return { terms: termsOf(catalog, subscription), seats, anchor, index: periodIndex + 1 - anchorIndex };
}
