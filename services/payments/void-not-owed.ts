import type { Transaction } from '@/db/client';
import { readOpenInvoices, voidInvoice } from '@/db/payments/invoices';
import type { Id } from '@/lib/ids';
import type { LockedAccount } from './lock-account';
import { keepPromise } from './promise';

/**
 * Voids invoices that nobody ordered and that are not owed any more, or not as they were written: a cancelled renewal, a
 * month whose units were given up, seats that are fewer now. What is still owed is issued anew. Money that comes for them
 * all the same is given back.
 */
export async function voidNotOwed(
  tx: Transaction,
  accountId: Id,
  { state, at, catalogAt }: Pick<LockedAccount, 'state' | 'at' | 'catalogAt'>,
): Promise<void> {
  for (const { number, reason, brings, net } of await readOpenInvoices(tx, accountId)) {
    if (brings === null || reason === 'order' || reason === 'contract') continue;
    if (keepPromise(brings, net, state, at, catalogAt).ok) continue;
    await voidInvoice(tx, accountId, number, at, 'not_owed');
  }
}
