import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { Transaction } from '../client';

/**
 * What the worker turns into mails. Ids and numbers only: `invoice` is an invoice's number, `at` an ISO instant of the
 * account's own time, money minor units.
 */
export interface OutboxPayloads {
  'mail.invoice_paid': { invoice: number };
  /** @property retryAt when it is tried again by itself; null: not */
  'mail.payment_declined': { invoice: number; reason: string; retryAt: string | null; graceEndsAt: string | null };
  'mail.payment_confirm': { invoice: number };
  'mail.suspended': { invoice: number | null; since: string };
  'mail.plan_changed': {
    when: 'now' | 'period_end';
    effectiveAt: string;
    from: { planId: string; intervalId: string; seats: number } | null;
    to: { planId: string; intervalId: string; seats: number } | null;
  };
  /** What the account's own rule asked for was declined, and the rule has switched itself off. */
  'mail.top_up_off': { invoice: number; reason: string };
  /** A cancellation was taken back: the plan goes on after `at`, when it would have ended. */
  'mail.resumed': TakenBack;
  /** A change that was to come at `at` was taken back: plan and seats stay. */
  'mail.change_undone': TakenBack;
  /** @property planId what was cancelled; `isOver`: it has ended at once, since its next period was not paid for */
  'mail.cancelled': { endsAt: string; planId?: string; isOver?: boolean };
  /** @property planId what it renews into */
  'mail.renewal_reminder': { renewsAt: string; total: number; planId?: string };
  'mail.payment_given_back': { invoice: number };
  /** An invoice to be paid by hand was issued. */
  'mail.invoice_issued': { invoice: number };
  /** To one person, and not to the account's owners: whether the address is theirs. */
  'mail.confirm_address': { personId: Id };
}

interface TakenBack {
  planId: string;
  seats: number;
  at: string;
}

export type OutboxTopic = keyof OutboxPayloads;

export interface OutboxRow<T extends OutboxTopic = OutboxTopic> {
  id: Id;
  topic: T;
  payload: OutboxPayloads[T];
}

/** Notes side effects in the commit that causes them. One that is there already, by its id, is not noted again. */
export async function insertOutbox(
  tx: Transaction,
  accountId: Id,
  rows: readonly OutboxRow[],
  now: Instant,
): Promise<void> {
  for (const { id, topic, payload } of rows) {
    await tx`
      INSERT INTO outbox (account_id, id, topic, payload, created_at)
      VALUES (${accountId}, ${id}, ${topic}, ${JSON.stringify(payload)}::text::jsonb, ${isoText(now)})
      ON CONFLICT (account_id, id) DO NOTHING`;
  }
}
