import type { Transaction } from '@/db/client';
import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { parseInput } from '../parse-input';
import { collectOrWait } from './collect';
import { awaitByHand } from './issue-invoice';
import { lockAccount } from './lock-account';
import { invoiceInput, openPayment } from './open-payment';
import type { PaymentOutcome } from './payment-answers';
import { recordAnswer } from './record-answer';

/**
 * Staff say that an invoice was paid by hand: {invoice}. It does what it was for, once, however often this is said. Where
 * that can't be done any more, the invoice is void and the money is to be given back by hand, too.
 * Fails with not_found, payment_not_open (decided already, or a card is being asked), or as lib/access says.
 */
export async function markPaid(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<PaymentOutcome>> {
  const found = await authoriseAccount(context, actor, accountId, 'payment.mark_paid');
  if (!found.ok) return found;
  const parsed = parseInput(invoiceInput, input);
  if (!parsed.ok) return parsed;
  const asked = await inTransaction(context.db, (tx) => findAsked(tx, context, accountId, parsed.value.invoice));
  if (!asked.ok) return asked;
  await recordAnswer(context, asked.value, { status: 'succeeded', reference: 'by hand' });
  return ok(await collectOrWait(context, asked.value));
}

/** The attempt that waits for money by hand; where none does, because earlier ones were declined, a new one. */
async function findAsked(tx: Transaction, context: Context, accountId: Id, number: number) {
  const locked = await lockAccount(tx, context, accountId);
  const { at } = locked;
  const open = await openPayment(tx, locked, number);
  if (!open.ok) return open;
  const { invoice, attempt } = open.value;
  if (attempt && attempt.method?.kind !== 'invoice') {
    return fail('payment_not_open', { detail: `Invoice ${number} is being paid by card.` });
  }
  if (attempt) return ok({ accountId, id: attempt.id, at });
  const asked = { accountId, invoice: number, amount: invoice.total, at };
  // Nobody is asked for what has been paid.
  return ok({ ...(await awaitByHand(tx, context, asked)), at });
}
