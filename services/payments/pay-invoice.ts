import { updateAttempt } from '@/db/payments/attempts';
import { readMethod } from '@/db/payments/methods';
import type { Transaction } from '@/db/client';
import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { parseInput } from '../parse-input';
import { collectOrWait, type Collecting } from './collect';
import { openAttempt, payBy } from './issue-invoice';
import { lockAccount } from './lock-account';
import { invoiceInput, openPayment } from './open-payment';
import type { PaymentOutcome } from './payment-answers';

/**
 * Asks for an open invoice's money again now, with the way to pay that is on file: {invoice}. What is under way already is
 * gone on with. Fails with not_found, payment_not_open, payment_method_missing, or as lib/access says.
 */
export async function payInvoice(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<PaymentOutcome>> {
  const found = await authoriseAccount(context, actor, accountId, 'plan.change');
  if (!found.ok) return found;
  const parsed = parseInput(invoiceInput, input);
  if (!parsed.ok) return parsed;
  const begun = await inTransaction(context.db, (tx) => begin(tx, context, accountId, parsed.value.invoice));
  return begun.ok ? ok(await collectOrWait(context, begun.value)) : begun;
}

async function begin(tx: Transaction, context: Context, accountId: Id, number: number): Promise<Result<Collecting>> {
  const locked = await lockAccount(tx, context, accountId);
  const { at } = locked;
  const open = await openPayment(tx, locked, number);
  if (!open.ok) return open;
  const { invoice, attempt } = open.value;
  const method = await readMethod(tx, accountId);
  const byHand = attempt?.method?.kind === 'invoice';
  if (attempt && !(byHand && method?.kind === 'card')) return ok({ accountId, id: attempt.id, at });
  if (!method) return fail('payment_method_missing', { detail: 'There is no way to pay on this account yet.' });
  // What was to be paid by hand is paid by card instead.
  if (attempt) await updateAttempt(tx, attempt, { status: 'declined', reference: null, reason: 'withdrawn' }, at);
  const asked = { accountId, invoice: number, amount: invoice.total, at };
  return ok({ ...(await openAttempt(tx, context, asked, payBy(method))), at });
}
