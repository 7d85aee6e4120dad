import { updateAttempt } from '@/db/payments/attempts';
import { voidInvoice, type KeptInvoice } from '@/db/payments/invoices';
import { insertOutbox, type OutboxRow } from '@/db/payments/outbox';
import { newId } from '@/lib/ids';
import type { Command } from '@/lib/ledger/command';
import { isContract } from '@/lib/plans/plan';
import { isoText, type Instant } from '@/lib/time';
import { always, runCommands } from '../ledger/run-commands';
import type { LockedAccount } from './lock-account';
import type { PaymentAnswer } from './provider';
import type { Recording } from './record-answer';
import { nextTry } from './retries';

/**
 * A payment was declined. What a person ordered, or the account's own rule asked for, is void and nothing has changed; a
 * renewal's invoice stays open and is tried again, and its grace begins once it is due; so does a month of units. A contract is in force
 * already: its invoice stays open, and is not tried by itself.
 */
export async function recordDecline(
  { tx, context, locked, attempt, invoice }: Recording,
  { reference, reason }: Extract<PaymentAnswer, { status: 'declined' }>,
): Promise<void> {
  const { accountId } = attempt;
  await updateAttempt(tx, attempt, { status: 'declined', reference, reason }, locked.at);
  const isOpen = invoice.status === 'open';
  const staysOpen = isOpen && invoice.reason !== 'order' && invoice.reason !== 'top_up';
  if (isOpen && !staysOpen) {
    const why = reason === 'withdrawn' ? 'withdrawn' : 'declined';
    await voidInvoice(tx, accountId, invoice.number, locked.at, why);
  }
  const follows = isOpen ? commandOfDecline(invoice, locked.at) : null;
  let graceEndsAt = invoice.reason === 'contract' ? graceOfContract(locked) : null;
  if (follows) {
    // Where it is not awaited any more, there is nothing to decline.
    const [done] = await runCommands(tx, context, [{ accountId, command: always(follows) }]);
    if (done!.ok) graceEndsAt = done!.value.change!.state.subscription?.graceEndsAt ?? null;
  }
  if (reason === 'withdrawn' || !isOpen) return;
  const retryAt = staysOpen ? await nextTry(tx, { ...locked, graceEndsAt }, invoice) : null;
  const payload = {
    ...{ invoice: invoice.number, reason },
    retryAt: retryAt === null ? null : isoText(retryAt),
    graceEndsAt: graceEndsAt === null ? null : isoText(graceEndsAt),
  };
  const off = { invoice: invoice.number, reason };
  const mail: OutboxRow =
    invoice.reason === 'top_up'
      ? { id: newId(), topic: 'mail.top_up_off', payload: off }
      : { id: newId(), topic: 'mail.payment_declined', payload };
  await insertOutbox(tx, accountId, [mail], context.clock.now());
}

/** The grace of a contract is begun by its due day, and by no decline; null: it is in none. */
function graceOfContract({ state: { subscription }, at, catalogAt }: LockedAccount): Instant | null {
  return subscription && isContract(subscription, catalogAt(at)) ? subscription.graceEndsAt : null;
}

/** What is declined before it is due, as by a card that was tried for what may be paid by hand, has its time still. */
function commandOfDecline({ reason, brings, dueAt }: KeptInvoice, at: Instant): Command | null {
  if (reason === 'top_up') return { type: 'declineTopUp' };
  const command = brings?.command;
  return command?.type === 'renew' && dueAt <= at ? { type: 'declinePayment', periodIndex: command.periodIndex } : null;
}
