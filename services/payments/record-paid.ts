import type { Transaction } from '@/db/client';
import { findAttempt, insertAttempt, updateAttempt } from '@/db/payments/attempts';
import { bookPayment } from '@/db/payments/built-in';
import { insertInvoice, markInvoicePaid } from '@/db/payments/invoices';
import { readMethod, shownMethod } from '@/db/payments/methods';
import { newId, type Id } from '@/lib/ids';
import type { Change } from '@/lib/ledger/decide';
import { totalDue } from '@/lib/plans/charge-line';
import type { Currency } from '@/lib/money';
import type { Context } from '../context';

/**
 * Writes the paid invoice of what was bought and paid for as part of a story, in the transaction that bought it; nothing
 * where it cost nothing. The built-in provider has the payment in its books.
 */
export async function recordPaid(
  tx: Transaction,
  { clock }: Pick<Context, 'clock'>,
  { accountId, currency }: { accountId: Id; currency: Currency },
  { charges, entries, grants }: Change,
): Promise<void> {
  const net = totalDue(charges);
  const bought = entries.filter(({ from, grantId }) => {
    return from === 'issued' && grants.some(({ id, paid }) => id === grantId && paid > 0n);
  });
  if (net === 0n || bought.length === 0) return;
  const { at } = bought.at(-1)!;
  const about = { currency, lines: charges, tax: [], net, total: net, issuedAt: at, dueAt: at, startsAt: null };
  const number = await insertInvoice(tx, accountId, { ...about, reason: 'order', orderId: newId(), brings: null });
  const id = newId();
  const method = await readMethod(tx, accountId);
  const token = method?.kind === 'card' ? method.token : null;
  const asked = { id, accountId, invoice: number, amount: net, at, method: shownMethod(method), chargedTo: token };
  await insertAttempt(tx, { ...asked, status: 'pending' }, clock.now());
  await bookPayment(tx, { accountId, attemptId: id, amount: net, currency, at, status: 'succeeded', until: null });
  const attempt = (await findAttempt(tx, accountId, id))!;
  await updateAttempt(tx, attempt, { status: 'succeeded', reference: `built-in:${id}` }, at);
  await markInvoicePaid(tx, accountId, number, at, { first: bought[0]!.seq, last: bought.at(-1)!.seq });
}
