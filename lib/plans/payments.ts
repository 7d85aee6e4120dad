import type { CatalogAt } from '../catalog/schema';
import type { PayUnits, Renew } from '../ledger/command';
import type { AccountState, Subscription } from '../ledger/state';
import type { Instant } from '../time';
import { nextUnitsMonth, nextUnitsPayment } from './add-ons';
import { renewalNeedsPayment } from './renewal';

/** What a payment would bring the account at `at`: the command that records it; null where nothing is owed. */
export function paymentOwed(
  account: Pick<AccountState, 'subscription' | 'header'>,
  at: Instant,
  catalogAt: CatalogAt,
): Renew | PayUnits | null {
  const { subscription } = account;
  if (!subscription) return null;
  if (subscription.status !== 'active') {
    // A late payment settles what its grace did not wait for. A contract's renewal waits for none, be it suspended.
    return renewalNeedsPayment(account, catalogAt)
      ? { type: 'renew', periodIndex: subscription.periodIndex + 1 }
      : null;
  }
  const monthIndex = nextUnitsMonth(subscription, at);
  return monthIndex === null ? null : { type: 'payUnits', monthIndex };
}

/** When something next has to be paid for within the running period; the renewal itself is settling's to find. */
export function nextPaymentWithin(subscription: Subscription | null): Instant | null {
  return subscription?.status === 'active' ? nextUnitsPayment(subscription) : null;
}
