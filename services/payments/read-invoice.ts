import { findInvoice } from '@/db/payments/invoices';
import { mayOnAccount } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { accountTime, type AccountState } from '@/lib/ledger/state';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { invoiceAnswers } from './invoice-answer';
import type { InvoiceAnswer, InvoiceView } from './payment-answers';

/** One invoice as it is printed. Fails with not_found, or as lib/access says. */
export async function readInvoice(
  context: Context,
  actor: Actor,
  accountId: Id,
  number: number,
): Promise<Result<InvoiceView>> {
  const read = await readSettled(context, actor, accountId, 'billing.read', async (tx, state, { catalogId }) => {
    const isNumber = Number.isInteger(number) && number >= 1 && number <= 2_000_000_000;
    const invoice = isNumber ? await findInvoice(tx, accountId, number) : null;
    if (!invoice) return null;
    const catalog = context.catalogs.latest(catalogId)!;
    const [answer] = await invoiceAnswers(tx, accountId, [invoice], { catalog, state });
    return { ...answer!, details: invoice.billTo };
  });
  if (!read.ok) return read;
  const { account, catalog, state, now, more } = read.value;
  if (!more) return fail('not_found', { detail: 'There is no such invoice.' });
  const isOpen = more.invoice.status === 'open';
  const may = (action: 'plan.change' | 'payment.mark_paid') => isOpen && mayOnAccount(actor, action, account).ok;
  return ok({
    ...more.invoice,
    accountName: account.name,
    seller: catalog.name,
    zone: account.zone,
    now: isoText(accountTime(state, now)),
    standing: standingOf(more.invoice, state),
    details: more.details,
    mayPay: may('plan.change'),
    mayMarkPaid: may('payment.mark_paid'),
    attempts: more.attempts,
  });
}

/** Only what the plan itself waits for, and a contract, begins a grace. */
function standingOf({ status, reason }: InvoiceAnswer, { subscription }: AccountState): InvoiceView['standing'] {
  if (status !== 'open' || (reason !== 'renewal' && reason !== 'contract')) return null;
  if (!subscription || subscription.graceEndsAt === null) return null;
  return { suspended: subscription.status === 'suspended', graceEndsAt: isoText(subscription.graceEndsAt) };
}
