import type { Attempt } from '@/db/payments/attempts';
import type { AccountState } from '@/lib/ledger/state';
import type { Invoice } from '@/lib/plans/invoice';
import { DAY_MS, type Instant } from '@/lib/time';
import type { Collecting } from './collect';

/** How long whoever pays may take to confirm. */
const CONFIRM_MS = DAY_MS;

/** Payments that something can be done for at `at`: they were cut short, their money has come, or nobody confirmed. */
export function duePayments(underWay: readonly Attempt[], at: Instant): Collecting[] {
  return underWay
    .filter((attempt) => {
      const due = dueOf(attempt);
      return due !== null && due <= at;
    })
    .map(({ accountId, id, status }) => {
      const payment = { accountId, id, at };
      return status === 'needs_confirmation' ? { ...payment, approved: false } : payment;
    });
}

/** When something can be done for a payment by itself; null: somebody has to tell. */
export function dueOf({ status, at, until, method }: Attempt): Instant | null {
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

/** Whether a renewal is to be paid by hand, was not in time, and its grace has not begun. */
export function isOverdue(
  { reason, number, dueAt }: Pick<Invoice, 'reason' | 'number' | 'dueAt'>,
  { subscription }: AccountState,
  underWay: readonly Attempt[],
  at: Instant,
): boolean {
  if (reason !== 'renewal' || subscription?.status !== 'awaiting_payment' || subscription.graceEndsAt !== null) {
    return false;
  }
  const byHand = underWay.some(({ invoice, method }) => invoice === number && method?.kind === 'invoice');
  return byHand && dueAt <= at;
}
