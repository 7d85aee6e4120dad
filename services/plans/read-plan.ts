import type { Transaction } from '@/db/client';
import { readOpenInvoices } from '@/db/payments/invoices';
import { readMethod, shownMethod } from '@/db/payments/methods';
import { readOwners } from '@/db/reads/notices';
import { mayOnAccount } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Catalog } from '@/lib/catalog/schema';
import type { Id } from '@/lib/ids';
import { accountTime, type AccountState } from '@/lib/ledger/state';
import { isContract } from '@/lib/plans/plan';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { invoiceAnswers } from '../payments/invoice-answer';
import type { InvoiceAnswer } from '../payments/payment-answers';
import { currentPlan } from './current-plan';
import type { AwaitedPayment, PlanPage } from './plan-answers';
import { addOnOffers, packOffers } from './extra-offers';
import { planOffers } from './plan-offers';
import { topUpAnswer } from './top-up-answer';

/**
 * The plans of an account's catalog beside the one that it is on: prices, what a change would be, and what waits. Of
 * invoices and the way to pay only for those who may see them. Fails as lib/access says.
 */
export async function readPlan(context: Context, actor: Actor, accountId: Id): Promise<Result<PlanPage>> {
  const read = await readSettled(context, actor, accountId, 'plan.read', async (tx, state, account) => {
    return {
      owners: await readOwners(tx, accountId),
      ...(mayOnAccount(actor, 'billing.read', account).ok ? await readBilling(tx, context, state, account) : unseen),
    };
  });
  if (!read.ok) return read;
  const { account, catalog, state, now, more } = read.value;
  const { owners, open, method } = more;
  const at = accountTime(state, now);
  const catalogAt = context.catalogs.at(account.catalogId)!;
  return ok({
    catalogName: catalog.name,
    currency: account.currency,
    zone: account.zone,
    now: isoText(at),
    mayChange: mayOnAccount(actor, 'plan.change', account).ok,
    owners: owners.map(({ name }) => name),
    current: currentPlan(state, catalog),
    awaited: awaitedOf(state, catalog, open),
    waiting: open.filter(({ reason }) => reason === 'order'),
    plans: planOffers(state, at, catalogAt),
    addOns: addOnOffers(state, catalog),
    packs: packOffers(state, catalog),
    method,
    topUp: mayOnAccount(actor, 'billing.read', account).ok ? topUpAnswer(state, at, catalog) : null,
  });
}

const unseen: { open: InvoiceAnswer[]; method: PlanPage['method'] } = { open: [], method: null };

async function readBilling(
  tx: Transaction,
  { catalogs }: Context,
  state: AccountState,
  { accountId, catalogId }: { accountId: Id; catalogId: string },
): Promise<typeof unseen> {
  const catalog = catalogs.latest(catalogId)!;
  const open = await invoiceAnswers(tx, accountId, await readOpenInvoices(tx, accountId), { catalog, state });
  return { open: open.map(({ invoice }) => invoice), method: shownMethod(await readMethod(tx, accountId)) };
}

/** A renewal, a contract or a month of units that waits for its payment. */
function awaitedOf(
  { subscription }: AccountState,
  catalog: Catalog,
  open: readonly InvoiceAnswer[],
): AwaitedPayment | null {
  if (!subscription) return null;
  const renewal = subscription.status !== 'active' || subscription.graceEndsAt !== null;
  const awaited = !renewal ? 'units' : isContract(subscription, catalog) ? 'contract' : 'renewal';
  const invoice = open.find(({ reason }) => reason === awaited) ?? null;
  if (!renewal && !invoice) return null;
  const { graceEndsAt, status } = subscription;
  return {
    kind: renewal ? 'renewal' : 'units',
    invoice,
    suspended: status === 'suspended',
    graceEndsAt: graceEndsAt === null ? null : isoText(graceEndsAt),
  };
}
