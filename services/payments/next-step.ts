import type { Transaction } from '@/db/client';
import { noteDue } from '@/db/payments/agenda';
import { readAttempts, readAttemptsUnderWay, type Attempt } from '@/db/payments/attempts';
import { readOpenInvoices, type KeptInvoice } from '@/db/payments/invoices';
import { readMethod } from '@/db/payments/methods';
import { insertOutbox } from '@/db/payments/outbox';
import type { Id } from '@/lib/ids';
import type { AccountState } from '@/lib/ledger/state';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { always, runCommands } from '../ledger/run-commands';
import type { AdvanceOptions } from './advance-account';
import type { Collecting } from './collect';
import { duePayments } from './due-payments';
import { issueInvoice, openAttempt, payBy, type PayBy } from './issue-invoice';
import { lockAccount, type LockedAccount } from './lock-account';
import { reminderOf } from './reminder';
import { declineOverdue } from './overdue';
import { owedOf } from './owed';
import { nextTry } from './retries';
import { taxRulesOf } from './tax-rules';
import { suspendedMail } from './suspended-mail';
import { voidNotOwed } from './void-not-owed';
import { whenNext } from './when-next';

export interface NextStep {
  state: AccountState;
  at: Instant;
  /** Payments to go on with outside of this transaction; or what was done leaves more to do. */
  todo: 'nothing' | 'more' | Collecting[];
  /** Where nothing is to be done: when something next is; null: never. */
  nextAt?: Instant | null;
}

/**
 * The next thing that can be done for an account at its own now, in one transaction: settle, go on with payments, or
 * issue what is owed and ask for it. Where there is nothing, when there will be is noted in the same one, so that what
 * falls due just after is not overlooked.
 */
export async function nextStep(
  tx: Transaction,
  context: Context,
  accountId: Id,
  options: AdvanceOptions,
): Promise<NextStep> {
  const locked = await settleLocked(tx, context, accountId);
  const { state, at } = locked;
  await voidNotOwed(tx, accountId, locked);
  const underWay = await readAttemptsUnderWay(tx, accountId);
  const due = duePayments(underWay, at, context.clock.now());
  if (due.length > 0) return { state, at, todo: due };
  const open = await readOpenInvoices(tx, accountId);
  if (await declineOverdue(tx, context, locked, open, underWay)) return { state, at, todo: 'more' };

  const by = await payByOf(tx, accountId, options);
  const asked = await askFor(tx, context, locked, { open, underWay, by });
  if (asked !== null) return { state, at, todo: asked };
  const mails = [...suspendedMail(state, open), ...reminderOf(locked, await taxRulesOf(tx, context, accountId))];
  await insertOutbox(tx, accountId, mails, context.clock.now());
  const nextAt = await whenNext(tx, locked, context.clock.now());
  await noteDue(tx, accountId, nextAt);
  return { state, at, todo: 'nothing', nextAt };
}

/** Locks and settles, and writes what fell due. */
async function settleLocked(tx: Transaction, context: Context, accountId: Id): Promise<LockedAccount> {
  const locked = await lockAccount(tx, context, accountId);
  const [settled] = await runCommands(tx, context, [{ accountId, command: always({ type: 'settle' }) }]);
  if (!settled!.ok) throw new Error(`settling failed: ${settled!.error.code}`);
  return { ...locked, state: settled!.value.change!.state };
}

/** Asks for what is owed, once; null: nothing is owed that can be asked for now. */
async function askFor(
  tx: Transaction,
  context: Context,
  locked: LockedAccount,
  { open, underWay, by }: { open: readonly KeptInvoice[]; underWay: readonly Attempt[]; by: PayBy },
): Promise<NextStep['todo'] | null> {
  const { account, state, at } = locked;
  const owed = owedOf(locked);
  if (!owed) return null;
  if (owed.net === 0n) {
    // What costs nothing is not asked for.
    const [done] = await runCommands(tx, context, [
      { accountId: account.accountId, command: always(owed.brings.command) },
    ]);
    if (!done!.ok) throw new Error(`${owed.brings.command.type} was refused: ${done!.error.code}`);
    return 'more';
  }
  // Packs that are bought by themselves are paid by card alone: without one, the wish waits.
  if (owed.reason === 'top_up' && by.how === 'hand') return null;
  const own = open.find(({ reason, startsAt }) => reason === owed.reason && startsAt === owed.startsAt);
  if (!own) {
    const { attempt } = await issueInvoice(tx, context, locked, { ...owed, orderId: null }, by);
    return by.how === 'hand' ? 'more' : [{ ...attempt, at }];
  }
  if (underWay.some(({ invoice }) => invoice === own.number) || state.subscription?.status === 'suspended') return null;
  const tries = await readAttempts(tx, account.accountId, [own.number]);
  const next = await nextTry(tx, { account, graceEndsAt: state.subscription?.graceEndsAt ?? null }, own);
  if (tries.length > 0 && (next === null || next > at)) return null;
  const asked = { accountId: account.accountId, invoice: own.number, amount: own.total, at };
  const attempt = await openAttempt(tx, context, asked, by);
  return by.how === 'hand' ? 'more' : [{ ...attempt, at }];
}

async function payByOf(tx: Transaction, accountId: Id, { paying, paysByItself }: AdvanceOptions): Promise<PayBy> {
  const method = await readMethod(tx, accountId);
  if (paying) return { how: 'provider', token: paying === 'pays' ? 'succeeds' : 'declines', shown: method };
  if (method === null && paysByItself) return { how: 'provider', token: null, shown: null };
  return payBy(method);
}
