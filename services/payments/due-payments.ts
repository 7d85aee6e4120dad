import type { Attempt } from '@/db/payments/attempts';
import { DAY_MS, type Instant } from '@/lib/time';
import type { Collecting } from './collect';
import type { LockedAccount } from './lock-account';

/** How long whoever pays may take to confirm. */
const CONFIRM_MS = DAY_MS;

/**
 * Payments that something can be done for at `at`: they were cut short, their money has come, or nobody confirmed. Those
 * that were asked about in vain wait for their turn.
 * @param now real time
 */
export function duePayments(underWay: readonly Attempt[], at: Instant, now: Instant): Collecting[] {
  return underWay
    .filter((attempt) => isDue(attempt, at) && (attempt.askAt === null || attempt.askAt <= now))
    .map((attempt) => goingOn(attempt, at));
}

/** How a payment is gone on with by itself: whoever did not confirm in time has not. */
export function goingOn(attempt: Attempt, at: Instant): Collecting {
  const { accountId, id, status } = attempt;
  const payment = { accountId, id, at };
  return status === 'needs_confirmation' && isDue(attempt, at) ? { ...payment, approved: false } : payment;
}

/** Whether something can be done for a payment by now, without anybody telling. */
export function isDue(attempt: Attempt, at: Instant): boolean {
  const due = dueOf(attempt);
  return due !== null && due <= at;
}

/**
 * When a payment is next asked about by itself; null: not. What was asked about in vain waits in real time, which a test
 * account does not live in: `recoverAttempts` comes to that.
 */
export function nextAsk(attempt: Attempt, { account, at }: Pick<LockedAccount, 'account' | 'at'>, now: Instant) {
  const due = dueOf(attempt);
  const { askAt } = attempt;
  if (due === null || askAt === null || askAt <= now || account.clockAt !== null) return due;
  return Math.max(due, askAt, at + 1);
}

/** When something can be done for a payment by itself; null: somebody has to tell. */
function dueOf({ status, at, until, method }: Attempt): Instant | null {
  switch (status) {
    case 'pending':
    case 'giving_back':
      return at;
    case 'needs_confirmation':
      return at + CONFIRM_MS;
    case 'waiting':
      return method?.kind === 'invoice' ? null : until;
    default:
      return null;
  }
}
