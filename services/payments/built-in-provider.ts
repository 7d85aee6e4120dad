import { bookPayment, findPayment, movePayment, type BuiltInPayment } from '@/db/payments/built-in';
import type { Database } from '@/db/client';
import { DAY_MS } from '@/lib/time';
import type { PaymentAnswer, PaymentProvider, PaymentRef } from './provider';

/** How the built-in provider's cards behave, by their token. */
export const cardBehaviours = ['succeeds', 'declines', 'confirms', 'late'] as const;
export type CardBehaviour = (typeof cardBehaviours)[number];

/** How long the money of a card that pays late is on its way, in the account's own time. */
const LATE_MS = 3 * DAY_MS;

/**
 * The payments' provider that the program brings along: for the demo, for tests and for vendors who invoice by hand. It
 * keeps books of its own, as another one would, and books an attempt once however often it is asked.
 */
export function builtInProvider(db: Database): PaymentProvider {
  return {
    async charge({ accountId, attemptId, at, amount, currency, method }) {
      const booked = firstAnswer(method, at);
      return answerOf(
        { accountId, attemptId, at },
        await bookPayment(db.sql, { accountId, attemptId, at, amount, currency, ...booked }),
      );
    },
    async find(payment) {
      const known = await findPayment(db.sql, payment.accountId, payment.attemptId);
      if (!known) return null;
      const arrived = known.status === 'waiting' && known.until !== null && known.until <= payment.at;
      return answerOf(payment, (arrived && (await movePayment(db.sql, payment, ['waiting'], 'succeeded'))) || known);
    },
    async confirm(payment, approved) {
      const to = approved ? 'succeeded' : 'declined';
      return answerOf(payment, await movePayment(db.sql, payment, ['needs_confirmation'], to));
    },
    async refund(payment) {
      const from = ['succeeded', 'waiting', 'needs_confirmation'] as const;
      // What was paid by hand is given back by hand: it has no payment here.
      return answerOf(
        payment,
        (await movePayment(db.sql, payment, from, 'refunded')) ?? { status: 'refunded', until: null },
      );
    },
  };
}

function firstAnswer(method: string | null, at: number): BuiltInPayment {
  switch (method as CardBehaviour | null) {
    case 'declines':
      return { status: 'declined', until: null };
    case 'confirms':
      return { status: 'needs_confirmation', until: null };
    case 'late':
      return { status: 'waiting', until: at + LATE_MS };
    default:
      return { status: 'succeeded', until: null };
  }
}

function answerOf({ attemptId }: PaymentRef, payment: BuiltInPayment | null): PaymentAnswer {
  if (!payment) throw new Error(`the built-in provider knows no payment ${attemptId}`);
  const reference = `built-in:${attemptId}`;
  switch (payment.status) {
    case 'waiting':
      return { status: 'waiting', reference, until: payment.until! };
    case 'declined':
      return { status: 'declined', reference, reason: 'card_declined' };
    default:
      return { status: payment.status, reference };
  }
}
