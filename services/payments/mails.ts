import type { OutboxRow } from '@/db/payments/outbox';
import { newId } from '@/lib/ids';
import type { Subscription } from '@/lib/ledger/state';
import type { Invoice } from '@/lib/plans/invoice';
import { isoText, type Instant } from '@/lib/time';

/** What a change did to the subscription. */
export interface Step {
  before: Subscription | null;
  after: Subscription | null;
  at: Instant;
}

/** What is told of an invoice that was paid, and of what that changed. */
export function paidMails(invoice: Pick<Invoice, 'number' | 'reason'>, step: Step): OutboxRow[] {
  const paid: OutboxRow = { id: newId(), topic: 'mail.invoice_paid', payload: { invoice: invoice.number } };
  return invoice.reason === 'order' ? [paid, ...changeMails(step, null)] : [paid];
}

/**
 * What is told of a change; nothing where the account goes on as it would have, as after buying packs or units.
 * @param effectiveAt when it takes effect; null: at once
 */
export function changeMails({ before, after, at }: Step, effectiveAt: Instant | null): OutboxRow[] {
  if (goesOnAs(before) === goesOnAs(after)) return [];
  const [from, to] = [termsOf(before), nextTermsOf(after)];
  const when = effectiveAt === null ? 'now' : 'period_end';
  const payload = { when, effectiveAt: isoText(effectiveAt ?? at), from, to } as const;
  return [{ id: newId(), topic: 'mail.plan_changed', payload }];
}

/**
 * What is told where all that waited for the end of the period is taken back, and nothing else is changed; nothing
 * otherwise.
 * @param endsAt of the period
 */
export function takenBackMails({ before, after }: Omit<Step, 'at'>, endsAt: Instant | null): OutboxRow[] {
  if (!before || !after || endsAt === null || !waits(before) || waits(after)) return [];
  if (JSON.stringify(termsOf(before)) !== JSON.stringify(termsOf(after))) return [];
  const payload = { planId: after.planId, seats: after.seats, at: isoText(endsAt) };
  const topic = before.next?.type === 'cancel' ? 'mail.resumed' : 'mail.change_undone';
  return [{ id: newId(), topic, payload }];
}

function waits({ next, seatsNext }: Subscription): boolean {
  return next !== null || seatsNext !== null;
}

/**
 * @param before what was cancelled
 * @param isOver it has ended with that; otherwise it ends with its period
 */
export function cancelMail(before: Subscription | null, endsAt: Instant, isOver: boolean): OutboxRow {
  const payload = { endsAt: isoText(endsAt), ...(before && { planId: before.planId }), isOver };
  return { id: newId(), topic: 'mail.cancelled', payload };
}

function termsOf(subscription: Subscription | null) {
  if (!subscription) return null;
  const { planId, intervalId, seats } = subscription;
  return { planId, intervalId, seats };
}

/** Equal texts: it goes on on the same terms, or ends alike. */
function goesOnAs(subscription: Subscription | null): string {
  return JSON.stringify([subscription?.next?.type === 'cancel', nextTermsOf(subscription)]);
}

/** The terms that it goes on with: those that wait for the end of the period, where any do. */
function nextTermsOf(subscription: Subscription | null) {
  if (subscription?.next?.type === 'plan') {
    const { planId, intervalId, seats } = subscription.next;
    return { planId, intervalId, seats };
  }
  const terms = termsOf(subscription);
  return terms && { ...terms, seats: subscription!.seatsNext ?? terms.seats };
}
