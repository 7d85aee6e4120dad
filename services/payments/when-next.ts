import type { Transaction } from '@/db/client';
import { readAttemptsUnderWay } from '@/db/payments/attempts';
import { readOpenInvoices } from '@/db/payments/invoices';
import { nextDue } from '@/lib/ledger/settle';
import { nextPaymentWithin } from '@/lib/plans/payments';
import type { Instant } from '@/lib/time';
import { nextAsk } from './due-payments';
import type { LockedAccount } from './lock-account';
import { reminderAt } from './reminder';
import { nextTry } from './retries';

/**
 * When something next falls due for an account by itself, later than its own now: of the ledger, a payment that is under
 * way, a retry, an invoice's due day, a month of units, or a reminder; null: nothing ever does.
 * @param now real time
 */
export async function whenNext(tx: Transaction, locked: LockedAccount, now: Instant): Promise<Instant | null> {
  const { state, at, catalogAt, account } = locked;
  const { accountId } = account;
  const underWay = await readAttemptsUnderWay(tx, accountId);
  const open = await readOpenInvoices(tx, accountId);
  const graceEndsAt = state.subscription?.graceEndsAt ?? null;
  const retries =
    state.subscription?.status === 'suspended'
      ? []
      : await Promise.all(open.map((invoice) => nextTry(tx, { account, graceEndsAt }, invoice)));
  const dues = [
    nextDue(state, catalogAt),
    nextPaymentWithin(state.subscription),
    reminderAt(locked),
    ...underWay.map((attempt) => nextAsk(attempt, locked, now)),
    ...open.map(({ dueAt }) => dueAt),
    ...retries,
  ].filter((due): due is Instant => due !== null && due > at);
  return dues.length === 0 ? null : Math.min(...dues);
}
