import type { Transaction } from '@/db/client';
import { findAnswers } from '@/db/ledger/idempotency';
import { noteDueBy } from '@/db/payments/agenda';
import { readAttempts } from '@/db/payments/attempts';
import { findOrderInvoice, readOpenInvoices } from '@/db/payments/invoices';
import { readMethod } from '@/db/payments/methods';
import { insertOutbox } from '@/db/payments/outbox';
import { fail, type Failure } from '@/lib/errors';
import { noFacts } from '@/lib/ledger/command';
import { decide, type Change } from '@/lib/ledger/decide';
import { commandOf } from '@/lib/plans/order';
import { taxOn, withTax } from '@/lib/plans/tax';
import { sha256 } from '@/lib/sha256';
import type { Context } from '../context';
import { always, runCommands } from '../ledger/run-commands';
import type { Collecting } from '../payments/collect';
import { issueInvoice, payBy } from '../payments/issue-invoice';
import { lockAccount, type LockedAccount } from '../payments/lock-account';
import { cancelMail, changeMails, takenBackMails } from '../payments/mails';
import { figuresOf, isKept } from '../payments/promise';
import { taxRulesOf } from '../payments/tax-rules';
import { voidNotOwed } from '../payments/void-not-owed';
import type { ShownOrder } from './preview-token';

/** With so many invoices open, nothing more is ordered: what is owed besides has to be found among them. */
const OPEN_MAX = 20;

/** What comes of the first transaction of an order. */
export type Begun =
  | { type: 'done' | 'outdated' }
  | { type: 'refused'; error: Failure }
  /** Its own payment has to be gone on with; or another order's, before this one can be begun. */
  | { type: 'collect' | 'busy'; payment: Collecting };

/**
 * Begins an order under the account's lock: finds it where it was begun before, checks that what was shown still comes
 * out, and does it at once where it costs nothing; otherwise writes its invoice and the attempt to have it paid.
 */
export async function beginOrder(tx: Transaction, context: Context, shown: ShownOrder): Promise<Begun> {
  const { accountId, orderId, order } = shown;
  const locked = await lockAccount(tx, context, accountId);
  const { state, at, catalogAt } = locked;
  const earlier = await findEarlier(tx, shown, at);
  if (earlier) return earlier;

  if (context.clock.now() > shown.validUntil) return { type: 'outdated' };
  const command = commandOf(order, shown.orderedAt);
  const decided = decide(state, command, noFacts, at, catalogAt);
  // What can't be done any more is shown as such by a new preview.
  if (!decided.ok) return { type: 'outdated' };
  const figures = figuresOf(decided.value);
  const { gives, ends, net } = shown.figures;
  const promise = { gives, ends, fingerprint: shown.fingerprint };
  if (figures.net !== net || !isKept(promise, figures, state.subscription)) return { type: 'outdated' };
  // The address may be another one since, and the taxes with it.
  if (withTax(net, taxOn(net, await taxRulesOf(tx, context, accountId))) !== shown.due) return { type: 'outdated' };
  if (net === 0n) return doAtOnce(tx, context, shown, locked);

  const other = order.type === 'buyPack' ? null : await findOther(tx, locked);
  if (other) return other;
  const open = await readOpenInvoices(tx, accountId);
  if (open.length >= OPEN_MAX) {
    return refused('payment_awaited', `Invoice ${open[0]!.number} has to be paid, or taken back, first.`);
  }
  const method = await readMethod(tx, accountId);
  if (!method) return refused('payment_method_missing', 'There is no way to pay on this account yet.');
  const brings = { command, promise: order.type === 'buyPack' ? { ...promise, fingerprint: null } : promise };
  const lines = decided.value.charges;
  const invoice = { reason: 'order', orderId, startsAt: null, lines, brings } as const;
  const { attempt } = await issueInvoice(tx, context, locked, invoice, payBy(method));
  await noteDueBy(tx, accountId, context.clock.now());
  return { type: 'collect', payment: { ...attempt, at } };
}

/** The same order, where it was begun before; null: it is new. */
async function findEarlier(tx: Transaction, shown: ShownOrder, at: number): Promise<Begun | null> {
  const { accountId, orderId } = shown;
  const invoice = await findOrderInvoice(tx, accountId, orderId);
  if (invoice) {
    const attempts = await readAttempts(tx, accountId, [invoice.number]);
    return { type: 'collect', payment: { accountId, id: attempts.at(-1)!.id, at } };
  }
  const [answer] = await findAnswers(tx, [onceOf(shown)]);
  return answer ? { type: 'done' } : null;
}

/** Another order of the account that is not paid yet: figures that were reckoned beside it may not come out. */
async function findOther(tx: Transaction, { account, at }: LockedAccount): Promise<Begun | null> {
  const { accountId } = account;
  const open = await readOpenInvoices(tx, accountId);
  const orders = open.filter(({ reason, brings }) => reason === 'order' && brings?.command.type !== 'buyPack');
  const attempts = await readAttempts(
    tx,
    accountId,
    orders.map(({ number }) => number),
  );
  const pending = attempts.find(({ status }) => status === 'pending');
  if (pending) return { type: 'busy', payment: { accountId, id: pending.id, at } };
  const [waiting] = orders;
  if (!waiting) return null;
  return refused('payment_awaited', `Invoice ${waiting.number} has to be paid, or taken back, first.`);
}

/** Does an order that costs nothing, in one transaction, under a name that makes it happen once. */
async function doAtOnce(tx: Transaction, context: Context, shown: ShownOrder, locked: LockedAccount): Promise<Begun> {
  const { accountId, order, orderedAt } = shown;
  const [, done] = await runCommands(tx, context, [
    { accountId, command: always({ type: 'settle' }) },
    { accountId, command: always(commandOf(order, orderedAt)), once: onceOf(shown) },
  ]);
  if (!done!.ok) return { type: 'refused', error: done!.error };
  const change = done!.value.change!;
  await insertOutbox(tx, accountId, mailsOf(shown, locked, change), context.clock.now());
  await voidNotOwed(tx, accountId, { ...locked, state: change.state });
  await noteDueBy(tx, accountId, context.clock.now());
  return { type: 'done' };
}

function mailsOf({ order }: ShownOrder, { state, at }: LockedAccount, { state: made }: Change) {
  const end = made.header.period?.end ?? null;
  const waits = made.subscription?.next != null || made.subscription?.seatsNext != null;
  const before = state.subscription;
  // What is ordered after a cancellation does not cancel once more.
  const isCancelled = made.subscription?.next?.type === 'cancel' && before?.next?.type !== 'cancel';
  if (isCancelled) return [cancelMail(before, end!, false)];
  if (order.type === 'cancel') return [cancelMail(before, at, true)];
  const step = { before, after: made.subscription, at };
  const takenBack = takenBackMails(step, end);
  return takenBack.length > 0 ? takenBack : changeMails(step, waits ? end : null);
}

function onceOf({ accountId, orderId, order }: ShownOrder) {
  return { owner: `account:${accountId}/orders`, key: orderId, requestHash: sha256(JSON.stringify(order)) };
}

function refused(...[code, detail]: [Failure['code'], string]): Begun {
  return { type: 'refused', error: fail(code, { detail }).error };
}
