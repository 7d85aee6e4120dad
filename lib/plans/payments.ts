import type { PayUnits, Renew } from '../ledger/command';
import type { Subscription } from '../ledger/state';
import type { Instant } from '../time';
import { nextUnitsMonth, nextUnitsPayment } from './add-ons';

/**
 * What a payment would bring the account at `at`: the command that records it; null where nothing is owed.
 * @param needsPayment whether its renewal does: a contract's does not, be it suspended
 */
export function paymentOwed(
  subscription: Subscription | null,
  at: Instant,
  needsPayment = true,
): Renew | PayUnits | null {
  if (!subscription) return null;
  if (subscription.status !== 'active') {
    // A late payment settles what its grace did not wait for.
    return needsPayment ? { type: 'renew', periodIndex: subscription.periodIndex + 1 } : null;
  }
  const monthIndex = nextUnitsMonth(subscription, at);
  return monthIndex === null ? null : { type: 'payUnits', monthIndex };
}

/** When something next has to be paid for within the running period; the renewal itself is settling's to find. */
export function nextPaymentWithin(subscription: Subscription | null): Instant | null {
  return subscription?.status === 'active' ? nextUnitsPayment(subscription) : null;
}
