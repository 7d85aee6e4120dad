import { readOpenInvoices } from '@/db/payments/invoices';
import { always, runCommands } from '../ledger/run-commands';
import type { Recording } from './record-answer';

/**
 * A contract's invoice is paid. The contract is in force already: where it was in grace or suspended for want of this
 * money, and no other of its invoices is overdue, it goes on.
 */
export async function payContract({ tx, context, locked, invoice }: Recording): Promise<void> {
  const { account, state, at } = locked;
  const { subscription } = state;
  if (!subscription || subscription.graceEndsAt === null) return;
  const open = await readOpenInvoices(tx, account.accountId);
  const isOverdue = open.some(({ number, reason, dueAt }) => {
    return reason === 'contract' && number !== invoice.number && dueAt <= at;
  });
  if (isOverdue) return;
  // Where the account is on another plan by now, that owes nothing for this, and the command is refused.
  const paid = always({ type: 'renew', periodIndex: subscription.periodIndex });
  await runCommands(tx, context, [{ accountId: account.accountId, command: paid }]);
}
