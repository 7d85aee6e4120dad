import { donePath, invoicePath } from '@/app/plan/outcome-path';
import type { PaymentOutcome } from '@/services/payments/payment-answers';

/** Where one comes after a try to pay: the plan page, which says that it is done, or the invoice, which says why not. */
export function paidPath(account: string, outcome: PaymentOutcome): string {
  if (outcome.status === 'done') return donePath(account, 'paid', outcome.invoice);
  return invoicePath(account, outcome.invoice);
}
