import { unreachable } from '@/lib/errors';
import type { AccountState } from '@/lib/ledger/state';
import { paymentOwed } from '@/lib/plans/payments';
import type { Instant } from '@/lib/time';
import type { PaymentNews } from './record-payment';

/** How the built-in provider answers: everything is paid, or everything that asks for money is declined. */
export type Provider = 'pays' | 'declines';

/**
 * What the built-in provider has to tell of an account at `at`; null: nothing. It asks once: after a declined renewal
 * it waits until somebody pays.
 * @param state settled to `at`
 */
export function newsOf({ subscription, topUp }: AccountState, at: Instant, provider: Provider): PaymentNews | null {
  const wasDeclined = subscription !== null && subscription.status !== 'active' && subscription.graceEndsAt !== null;
  const owed = wasDeclined ? null : paymentOwed(subscription, at);
  switch (provider) {
    case 'pays':
      if (owed) return owed;
      if (topUp?.pending) return { type: 'buyPack', packId: topUp.packId, count: topUp.count, topUp: true };
      return null;
    case 'declines':
      // A month of units that is not paid for does not come, and nothing else follows from it.
      if (owed?.type === 'renew') return { type: 'declinePayment', periodIndex: owed.periodIndex };
      return topUp?.pending ? { type: 'declineTopUp' } : null;
    default:
      return unreachable(provider);
  }
}
