import { updateAttempt, type Attempt } from '@/db/payments/attempts';
import { voidInvoice } from '@/db/payments/invoices';
import type { Transaction } from '@/db/client';
import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { parseInput } from '../parse-input';
import { isUnavailable } from '../unavailable';
import { providerOf } from './ask-provider';
import { collect } from './collect';
import { lockAccount } from './lock-account';
import { invoiceInput, openPayment } from './open-payment';
import { recordAnswer } from './record-answer';

/**
 * Takes an order back that waits for its payment: {invoice}. Its invoice is void and nothing has changed; money that is
 * on its way already is given back when it comes. Fails with not_found, payment_not_open (no order, or being paid just
 * now), or as lib/access says.
 */
export async function withdrawOrder(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<null>> {
  const found = await authoriseAccount(context, actor, accountId, 'plan.change');
  if (!found.ok) return found;
  const parsed = parseInput(invoiceInput, input);
  if (!parsed.ok) return parsed;
  const { invoice } = parsed.value;
  const withdrawn = await inTransaction(context.db, (tx) => withdraw(tx, context, accountId, invoice));
  if (!withdrawn.ok) return withdrawn;
  const { attempt, at } = withdrawn.value;
  if (attempt) await refuse(context, attempt, at);
  return ok(null);
}

/** Says it to the provider as well, so that it can't be confirmed any more; a confirmation that was quicker is given back. */
async function refuse(context: Context, attempt: Attempt, at: Instant): Promise<void> {
  const { accountId, id } = attempt;
  try {
    const answer = await providerOf(context).confirm({ accountId, attemptId: id, at }, false);
    if (answer.status !== 'succeeded') return;
    await recordAnswer(context, attempt, answer);
    await collect(context, { accountId, id, at });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
  }
}

async function withdraw(
  tx: Transaction,
  context: Context,
  accountId: Id,
  number: number,
): Promise<Result<{ attempt: Attempt | null; at: Instant }>> {
  const locked = await lockAccount(tx, context, accountId);
  const { at } = locked;
  const open = await openPayment(tx, locked, number);
  if (!open.ok) return open;
  const { invoice, attempt } = open.value;
  if (invoice.reason !== 'order' || attempt?.status === 'pending') {
    return fail('payment_not_open', { detail: `Invoice ${number} can't be taken back now.` });
  }
  await voidInvoice(tx, accountId, number, at, 'withdrawn');
  const isOnItsWay = attempt?.status === 'waiting' && attempt.method?.kind !== 'invoice';
  if (!attempt || isOnItsWay) return ok({ attempt: null, at });
  await updateAttempt(tx, attempt, { status: 'declined', reference: null, reason: 'withdrawn' }, at);
  return ok({ attempt: attempt.status === 'needs_confirmation' ? attempt : null, at });
}
