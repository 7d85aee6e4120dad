import type { Catalog } from '../catalog/schema';
import type { Micro } from '../credits';
import type { AccountState } from '../ledger/state';
import type { Instant } from '../time';
import { periodCredits, termsOf } from './plan';

/**
 * When the plan next gives credits by itself, and how many (micro-credits); null where it never does again, or only once
 * a payment has come in.
 */
export function nextRefresh(state: AccountState, catalog: Catalog): { at: Instant; credits: Micro } | null {
  const { subscription, header } = state;
  if (!subscription || !header.period) return null;
  if (subscription.status === 'awaiting_payment') return null;
  const credits = periodCredits(termsOf(catalog, subscription), subscription.seatsNext ?? subscription.seats);
  return credits > 0n ? { at: header.period.end, credits } : null;
}
