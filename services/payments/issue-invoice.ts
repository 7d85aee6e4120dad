import type { Transaction } from '@/db/client';
import { insertAttempt, type Attempt, type NewAttempt } from '@/db/payments/attempts';
import { insertInvoice } from '@/db/payments/invoices';
import { shownMethod, type KeptMethod } from '@/db/payments/methods';
import { insertOutbox } from '@/db/payments/outbox';
import { newId, type Id } from '@/lib/ids';
import { totalDue, type ChargeLine } from '@/lib/plans/charge-line';
import type { Invoice } from '@/lib/plans/invoice';
import { taxOn, withTax } from '@/lib/plans/tax';
import { DAY_MS, type Instant } from '@/lib/time';
import type { Context } from '../context';
import type { LockedAccount } from './lock-account';
import { taxRulesOf } from './tax-rules';

/** How an attempt is paid: by whatever the provider knows by that token, or by hand. */
export type PayBy = { how: 'provider'; token: string | null; shown: KeptMethod | null } | { how: 'hand' };

/** An invoice that is paid by hand is due so much later. */
const BY_HAND_MS = 14 * DAY_MS;

/** How an account pays by what is on file; by hand, where that is nothing. */
export function payBy(method: KeptMethod | null): PayBy {
  return method?.kind === 'card' ? { how: 'provider', token: method.token, shown: method } : { how: 'hand' };
}

/** Writes an invoice, with a first attempt to have it paid. The account has to be locked. */
export async function issueInvoice(
  tx: Transaction,
  context: Pick<Context, 'clock' | 'taxes'>,
  { account, at }: Pick<LockedAccount, 'account' | 'at'>,
  invoice: Pick<Invoice, 'reason' | 'orderId' | 'startsAt' | 'brings'> & { lines: readonly ChargeLine[] },
  by: PayBy,
): Promise<{ number: number; attempt: Pick<Attempt, 'accountId' | 'id'> }> {
  const net = totalDue(invoice.lines);
  const { accountId, currency } = account;
  const dueAt = by.how === 'hand' ? at + BY_HAND_MS : at;
  const tax = taxOn(net, await taxRulesOf(tx, context, accountId));
  const total = withTax(net, tax);
  const number = await insertInvoice(tx, accountId, { ...invoice, issuedAt: at, dueAt, currency, tax, net, total });
  return { number, attempt: await openAttempt(tx, context, { accountId, invoice: number, amount: total, at }, by) };
}

/** Notes that money is asked for: by hand it is waited for, otherwise the provider is asked once this is written. */
export async function openAttempt(
  tx: Transaction,
  { clock }: Pick<Context, 'clock'>,
  asked: Pick<NewAttempt, 'accountId' | 'invoice' | 'amount' | 'at'>,
  by: PayBy,
): Promise<{ accountId: Id; id: Id }> {
  const now: Instant = clock.now();
  if (by.how === 'hand') {
    const payload = { invoice: asked.invoice };
    await insertOutbox(tx, asked.accountId, [{ id: newId(), topic: 'mail.invoice_issued', payload }], now);
    return awaitByHand(tx, { clock }, asked);
  }
  const id = newId();
  const shown = shownMethod(by.shown);
  await insertAttempt(tx, { ...asked, id, status: 'pending', method: shown, chargedTo: by.token }, now);
  return { accountId: asked.accountId, id };
}

/** Notes that money is waited for by hand. */
export async function awaitByHand(
  tx: Transaction,
  { clock }: Pick<Context, 'clock'>,
  asked: Pick<NewAttempt, 'accountId' | 'invoice' | 'amount' | 'at'>,
): Promise<{ accountId: Id; id: Id }> {
  const id = newId();
  const byHand = { status: 'waiting', method: { kind: 'invoice' }, chargedTo: null } as const;
  await insertAttempt(tx, { ...asked, id, ...byHand }, clock.now());
  return { accountId: asked.accountId, id };
}
