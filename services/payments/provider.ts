import type { Id } from '@/lib/ids';
import type { Currency } from '@/lib/money';
import type { DeclineReason } from '@/lib/plans/invoice';
import type { Instant } from '@/lib/time';

/** A payment, by the id of the attempt that asks for it. */
export interface PaymentRef {
  accountId: Id;
  attemptId: Id;
  /** The account's own now: what is on its way arrives by it. */
  at: Instant;
}

export interface ChargeRequest extends PaymentRef {
  /** Minor units; above 0. */
  amount: bigint;
  currency: Currency;
  /** The provider's own name for the way of paying; null: the built-in provider's card that succeeds. */
  method: string | null;
}

/** What a provider says of a payment. */
export type PaymentAnswer =
  | { status: 'succeeded'; reference: string }
  | { status: 'declined'; reference: string; reason: DeclineReason }
  | { status: 'needs_confirmation'; reference: string }
  /** @property until when to ask again */
  | { status: 'waiting'; reference: string; until: Instant }
  | { status: 'refunded'; reference: string };

/**
 * Whoever collects money. Every call may be made again with the same attempt: it is one payment, however often. They are
 * made outside of any transaction. A call that rejects, with whatever, or is not answered in time (ask-provider.ts) says that
 * nobody knows: it is made again later.
 */
export interface PaymentProvider {
  /** Asks for the money. The attempt's id is the idempotency key. */
  charge(request: ChargeRequest): Promise<PaymentAnswer>;
  /** What has become of a payment; null: it was never asked for. */
  find(payment: PaymentRef): Promise<PaymentAnswer | null>;
  /** What whoever pays said when they were asked to confirm. */
  confirm(payment: PaymentRef, approved: boolean): Promise<PaymentAnswer>;
  /** Gives the money back, all of it. */
  refund(payment: PaymentRef): Promise<PaymentAnswer>;
}
