import type { OutboxRow } from '@/db/payments/outbox';
import type { Subscription } from '@/lib/ledger/state';
import { renewalInvoice } from '@/lib/plans/preview';
import { termsOf } from '@/lib/plans/plan';
import { taxOn, withTax, type TaxRule } from '@/lib/plans/tax';
import { DAY_MS, isoText, type Instant } from '@/lib/time';
import type { LockedAccount } from './lock-account';
import { idOf } from './once-id';

/** A renewal of a year or more is told of so long before. */
const REMIND_MS = 14 * DAY_MS;
const LONG_MONTHS = 12;

type Standing = Pick<LockedAccount, 'account' | 'state' | 'at' | 'catalogAt'>;

/** When the coming renewal is told of, be it over or still to come; null: it is not. */
export function reminderAt({ state, at, catalogAt }: Standing): Instant | null {
  const { subscription, header } = state;
  if (subscription?.status !== 'active' || !header.period || subscription.next?.type === 'cancel') return null;
  // What it renews into: from a year to a month is no renewal of a year.
  const { plan, interval } = termsOf(catalogAt(at), { ...subscription, ...renewsInto(subscription) });
  return plan.billing === 'paid' && interval.months >= LONG_MONTHS ? header.period.end - REMIND_MS : null;
}

/** The reminder of a renewal of a year or more, taxes included, once a period. */
export function reminderOf(standing: Standing, taxes: readonly TaxRule[]): OutboxRow[] {
  const { account, state, at, catalogAt } = standing;
  const due = reminderAt(standing);
  if (due === null || due > at) return [];
  const { period } = state.header;
  const next = renewalInvoice(state, catalogAt);
  if (!next) return [];
  const { planId } = renewsInto(state.subscription!);
  const payload = {
    renewsAt: isoText(period!.end),
    total: Number(withTax(next.total, taxOn(next.total, taxes))),
    planId,
  };
  return [{ id: idOf('renewal_reminder', account.accountId, period!.end), topic: 'mail.renewal_reminder', payload }];
}

/** The plan that the next period is of, where there is one. */
function renewsInto({ next, planId, intervalId }: Subscription): Pick<Subscription, 'planId' | 'intervalId'> {
  return next?.type === 'plan' ? { planId: next.planId, intervalId: next.intervalId } : { planId, intervalId };
}
