import { findAttempt, type Attempt } from '@/db/payments/attempts';
import type { Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { isProviderAway, isUnavailable } from '../unavailable';
import { askLater } from './asked-in-vain';
import { providerOf } from './ask-provider';
import { isDue } from './due-payments';
import type { PaymentOutcome } from './payment-answers';
import type { PaymentAnswer, PaymentProvider } from './provider';
import { finishGivingBack, outcomeOf, recordAnswer } from './record-answer';

/** An attempt, and the account's own now: what is on its way may have arrived by it. */
export interface Collecting {
  accountId: Id;
  id: Id;
  at: Instant;
  /** What whoever pays said to being asked; left out: they were not asked just now. */
  approved?: boolean;
}

/**
 * Goes on with an attempt wherever it stands: asks the provider, which knows it by its id, and does what comes of the
 * answer. Calling it again, or twice at once, is one payment and one change. Rejects where the provider can't be asked
 * (services/unavailable.ts): then the attempt stays as it is, and is gone on with later.
 */
export async function collect(context: Context, { accountId, id, at, approved }: Collecting): Promise<PaymentOutcome> {
  const attempt = await findAttempt(context.db.sql, accountId, id);
  if (!attempt) throw new Error(`account ${accountId} has no payment ${id}`);
  let known = attempt;
  try {
    const answer = await ask(providerOf(context), attempt, at, approved);
    await context.onStep?.('payment.answered');
    if (answer !== null) known = await recordAnswer(context, attempt, answer);
    await context.onStep?.('payment.committed');
    if (known.status === 'giving_back') {
      await providerOf(context).refund({ accountId, attemptId: id, at });
      known = await finishGivingBack(context, known);
    }
  } catch (error) {
    if (isProviderAway(error)) await askLater(context, known, attempt);
    throw error;
  }
  // It was asked for news, and has none: without a pause it would be asked again at once.
  if (isDue(known, at)) await askLater(context, known, attempt);
  return outcomeOf(known);
}

/** Goes on with an attempt as far as its provider can be reached: otherwise it is waited for, and gone on with later. */
export async function collectOrWait(context: Context, payment: Collecting): Promise<PaymentOutcome> {
  try {
    return await collect(context, payment);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return outcomeOf((await findAttempt(context.db.sql, payment.accountId, payment.id))!);
  }
}

/** What the provider says of an attempt; null: there is nothing to ask it. */
async function ask(
  provider: PaymentProvider,
  { accountId, id: attemptId, status, chargedTo, amount, until, method, currency }: Attempt,
  at: Instant,
  approved?: boolean,
): Promise<PaymentAnswer | null> {
  const payment = { accountId, attemptId, at };
  switch (status) {
    case 'pending':
      return provider.charge({ ...payment, amount, currency, method: chargedTo });
    case 'needs_confirmation':
      return approved === undefined
        ? provider.find(payment)
        : notConfirmed(await provider.confirm(payment, approved), approved);
    case 'waiting':
      // By hand, somebody will tell.
      return method?.kind === 'invoice' || until === null ? null : provider.find(payment);
    case 'giving_back':
    case 'succeeded':
    case 'declined':
    case 'refunded':
      return null;
  }
}

/** Whoever said no, or nothing, to being asked is not told that their card was declined. */
function notConfirmed(answer: PaymentAnswer, approved: boolean): PaymentAnswer {
  return answer.status === 'declined' && !approved ? { ...answer, reason: 'not_confirmed' } : answer;
}
