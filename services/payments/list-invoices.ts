import { readDetails } from '@/db/payments/details';
import { readInvoices } from '@/db/payments/invoices';
import { readMethod, shownMethod } from '@/db/payments/methods';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { invoiceAnswers } from './invoice-answer';
import type { InvoicePage } from './payment-answers';

const PAGE = 50;

/** An account's invoices, newest first, with how it pays and where they go. Fails as lib/access says. */
export async function listInvoices(
  context: Context,
  actor: Actor,
  accountId: Id,
  { before }: { before: number | null },
): Promise<Result<InvoicePage>> {
  const read = await readSettled(context, actor, accountId, 'billing.read', async (tx, state, { catalogId }) => {
    const page = await readInvoices(tx, accountId, { before, limit: PAGE + 1 });
    // An invoice is told with the names of today: a catalog never loses an item that was sold.
    const catalog = context.catalogs.latest(catalogId)!;
    return {
      answers: await invoiceAnswers(tx, accountId, page.slice(0, PAGE), { catalog, state }),
      next: page.length > PAGE ? page[PAGE - 1]!.number : null,
      method: await readMethod(tx, accountId),
      details: await readDetails(tx, accountId),
    };
  });
  if (!read.ok) return read;
  const { answers, next, method, details } = read.value.more;
  return ok({ invoices: answers.map(({ invoice }) => invoice), next, method: shownMethod(method), details });
}
