import type { Transaction } from '@/db/client';
import { noteDueBy } from '@/db/payments/agenda';
import { findAttempt, updateAttempt, type Attempt } from '@/db/payments/attempts';
import { findInvoice, markInvoicePaid, voidInvoice, type KeptInvoice } from '@/db/payments/invoices';
import { insertOutbox } from '@/db/payments/outbox';
import { inTransaction } from '@/db/transaction';
import { fail, ok, type Result } from '@/lib/errors';
import { newId } from '@/lib/ids';
import type { Change } from '@/lib/ledger/decide';
import type { Context } from '../context';
import { always, runCommands } from '../ledger/run-commands';
import { lockAccount, type LockedAccount } from './lock-account';
import type { PaymentOutcome } from './payment-answers';
import { paidMails } from './mails';
import { payContract } from './pay-contract';
import { keepPromise } from './promise';
import type { PaymentAnswer } from './provider';
import { recordDecline } from './record-decline';
import { voidNotOwed } from './void-not-owed';

/** What an attempt stands at while its answer is recorded. */
export interface Recording {
  tx: Transaction;
  context: Context;
  locked: LockedAccount;
  attempt: Attempt;
  invoice: KeptInvoice;
}

/**
 * Does what comes of a provider's answer, in one commit: the money has come, and the invoice is paid and does what it was
 * for; or it was declined; or it is waited for. An attempt that is decided already stays as it is, whatever is said of
 * it; but money that comes for one that was declined is given back.
 */
export async function recordAnswer(
  context: Context,
  { accountId, id }: Pick<Attempt, 'accountId' | 'id'>,
  answer: PaymentAnswer,
): Promise<Attempt> {
  return inTransaction(context.db, async (tx) => {
    const locked = await lockAccount(tx, context, accountId);
    const attempt = (await findAttempt(tx, accountId, id))!;
    const isLate = attempt.status === 'declined' && answer.status === 'succeeded';
    if (isDecided(attempt) && !isLate) return attempt;
    const invoice = (await findInvoice(tx, accountId, attempt.invoice))!;
    const recording = { tx, context, locked, attempt, invoice };
    const { reference } = answer;
    switch (answer.status) {
      case 'succeeded':
        // Money of what was given up: nobody waits for it any more.
        if (isLate) await updateAttempt(tx, attempt, { status: 'giving_back', reference }, locked.at);
        else await recordMoney(recording, reference);
        break;
      case 'declined':
        await recordDecline(recording, answer);
        break;
      case 'needs_confirmation':
        if (attempt.status === 'needs_confirmation') return attempt;
        await updateAttempt(tx, attempt, { status: 'needs_confirmation', reference }, locked.at);
        await note(recording, 'mail.payment_confirm');
        break;
      case 'waiting':
        await updateAttempt(tx, attempt, answer, locked.at);
        break;
      case 'refunded':
        await updateAttempt(tx, attempt, { status: 'refunded', reference }, locked.at);
        await voidInvoice(tx, accountId, invoice.number, locked.at, 'given_back');
        break;
    }
    // Somebody has to look at the account again, soon: what is due by itself has changed.
    await noteDueBy(tx, accountId, context.clock.now());
    await context.onStep?.('payment.recorded');
    return (await findAttempt(tx, accountId, id))!;
  });
}

/** The money of an attempt that came too late is back. */
export async function finishGivingBack(context: Context, { accountId, id }: Attempt): Promise<Attempt> {
  return inTransaction(context.db, async (tx) => {
    const locked = await lockAccount(tx, context, accountId);
    const attempt = (await findAttempt(tx, accountId, id))!;
    if (attempt.status !== 'giving_back') return attempt;
    await updateAttempt(tx, attempt, { status: 'refunded', reference: null }, locked.at);
    const mail = { id: newId(), topic: 'mail.payment_given_back', payload: { invoice: attempt.invoice } } as const;
    await insertOutbox(tx, accountId, [mail], context.clock.now());
    return (await findAttempt(tx, accountId, id))!;
  });
}

/** The money has come: its invoice is paid and does what it was for, or else the money goes back. */
async function recordMoney(recording: Recording, reference: string): Promise<void> {
  const { tx, context, locked, attempt, invoice } = recording;
  const { accountId } = attempt;
  const before = locked.state.subscription;
  const done = await bring(recording);
  if (!done.ok) {
    await updateAttempt(tx, attempt, { status: 'giving_back', reference }, locked.at);
    await voidInvoice(tx, accountId, invoice.number, locked.at, 'given_back');
    await dropTopUp(recording);
    return;
  }
  const change = done.value;
  const entries = change?.entries ?? [];
  const range = entries.length === 0 ? null : { first: entries[0]!.seq, last: entries.at(-1)!.seq };
  await updateAttempt(tx, attempt, { status: 'succeeded', reference }, locked.at);
  await markInvoicePaid(tx, accountId, invoice.number, locked.at, range);
  if (!change) return void (await note(recording, 'mail.invoice_paid'));
  const mails = paidMails(invoice, { before, after: change.state.subscription, at: locked.at });
  await insertOutbox(tx, accountId, mails, context.clock.now());
  await voidNotOwed(tx, accountId, { ...locked, state: change.state });
}

/** Does what the invoice is for; null: it is for nothing more. Fails where it can't be done any more. */
async function bring(recording: Recording): Promise<Result<Change | null>> {
  const { tx, context, attempt, locked, invoice } = recording;
  const { accountId } = attempt;
  if (invoice.status !== 'open') return fail('payment_not_open');
  const { brings, net } = invoice;
  if (invoice.reason === 'contract') await payContract(recording);
  if (brings === null) return ok(null);
  const [, done] = await runCommands(tx, context, [
    { accountId, command: always({ type: 'settle' }) },
    { accountId, command: (_, state, at) => keepPromise(brings, net, state, at, locked.catalogAt) },
  ]);
  return done!.ok ? ok(done!.value.change!) : done!;
}

/**
 * What the account's own rule asked for and can't be bought any more is not asked for any more either. An invoice that is
 * void already is of an earlier wish: what the rule asks for by now has nothing to do with it.
 */
async function dropTopUp({ tx, context, attempt, invoice }: Recording): Promise<void> {
  if (invoice.reason !== 'top_up' || invoice.status !== 'open') return;
  await runCommands(tx, context, [{ accountId: attempt.accountId, command: always({ type: 'declineTopUp' }) }]);
}

async function note(
  { tx, context, attempt }: Recording,
  topic: 'mail.payment_confirm' | 'mail.invoice_paid',
): Promise<void> {
  const mail = { id: newId(), topic, payload: { invoice: attempt.invoice } };
  await insertOutbox(tx, attempt.accountId, [mail], context.clock.now());
}

export function isDecided({ status }: Pick<Attempt, 'status'>): boolean {
  return status !== 'pending' && status !== 'needs_confirmation' && status !== 'waiting';
}

/** What an attempt means to whoever ordered. */
export function outcomeOf({ status, invoice, reason }: Pick<Attempt, 'status' | 'invoice' | 'reason'>): PaymentOutcome {
  switch (status) {
    case 'succeeded':
      return { status: 'done', invoice };
    case 'declined':
      return { status: 'declined', invoice, reason: reason! };
    case 'needs_confirmation':
      return { status: 'confirm', invoice };
    case 'pending':
    case 'waiting':
      return { status: 'waiting', invoice };
    case 'giving_back':
    case 'refunded':
      return { status: 'given_back', invoice };
  }
}
