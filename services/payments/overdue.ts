import type { Transaction } from '@/db/client';
import type { Attempt } from '@/db/payments/attempts';
import type { KeptInvoice } from '@/db/payments/invoices';
import { insertOutbox } from '@/db/payments/outbox';
import { newId } from '@/lib/ids';
import type { DeclinePayment } from '@/lib/ledger/command';
import { isContract } from '@/lib/plans/plan';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { always, runCommands } from '../ledger/run-commands';
import type { LockedAccount } from './lock-account';

/**
 * A renewal, or a contract, that was not paid by its due day counts as declined: its grace begins, and that is told.
 * @returns whether there was one
 */
export async function declineOverdue(
  tx: Transaction,
  context: Context,
  locked: LockedAccount,
  open: readonly KeptInvoice[],
  underWay: readonly Attempt[],
): Promise<boolean> {
  const { accountId } = locked.account;
  for (const invoice of open) {
    const command = overdue(invoice, locked, underWay);
    if (!command) continue;
    const [done] = await runCommands(tx, context, [{ accountId, command: always(command) }]);
    if (!done!.ok) continue;
    const graceEndsAt = done!.value.change!.state.subscription?.graceEndsAt ?? null;
    const payload = {
      ...{ invoice: invoice.number, reason: 'overdue', retryAt: null },
      graceEndsAt: graceEndsAt === null ? null : isoText(graceEndsAt),
    };
    const mail = { id: newId(), topic: 'mail.payment_declined', payload } as const;
    await insertOutbox(tx, accountId, [mail], context.clock.now());
    return true;
  }
  return false;
}

/**
 * What an invoice that was not paid by its due day means for its account; null: it has time, or its grace has begun. Of
 * a payment under way that is not by hand, its provider has yet to say what comes.
 */
function overdue(
  { number, reason, dueAt, brings }: KeptInvoice,
  { state: { subscription }, at, catalogAt }: LockedAccount,
  underWay: readonly Attempt[],
): DeclinePayment | null {
  if (!subscription || subscription.graceEndsAt !== null || dueAt > at) return null;
  if (underWay.some(({ invoice, method }) => invoice === number && method?.kind !== 'invoice')) return null;
  if (reason === 'contract' && isContract(subscription, catalogAt(at))) {
    return { type: 'declinePayment', periodIndex: subscription.periodIndex };
  }
  if (reason !== 'renewal' || brings?.command.type !== 'renew') return null;
  return { type: 'declinePayment', periodIndex: brings.command.periodIndex };
}
