import type { Transaction } from '@/db/client';
import { readAttempts, type Attempt } from '@/db/payments/attempts';
import { findInvoice, type KeptInvoice } from '@/db/payments/invoices';
import { fail, ok, type Result } from '@/lib/errors';
import { z } from 'zod';
import type { LockedAccount } from './lock-account';
import { isDecided } from './record-answer';
import { numberInput } from '../number-input';

/** The number of an invoice, as a form or a program writes it. */
export const invoiceNumber = z.union([z.int().min(1).max(2_000_000_000), numberInput(1, 2_000_000_000)]);

export const invoiceInput = z.object({ invoice: invoiceNumber });

/**
 * An open invoice of a locked account, with the attempt that is under way for it. Fails with `not_found` or
 * `payment_not_open`.
 */
export async function openPayment(
  tx: Transaction,
  { account }: Pick<LockedAccount, 'account'>,
  number: number,
): Promise<Result<{ invoice: KeptInvoice; attempt: Attempt | null }>> {
  const invoice = await findInvoice(tx, account.accountId, number);
  if (!invoice) return fail('not_found', { detail: 'There is no such invoice.' });
  if (invoice.status !== 'open') {
    return fail('payment_not_open', { detail: `Invoice ${number} is ${invoice.status} already.` });
  }
  const attempts = await readAttempts(tx, account.accountId, [number]);
  return ok({ invoice, attempt: attempts.find((each) => !isDecided(each)) ?? null });
}
