import type { Catalog, CatalogAt, Lifetime } from '../catalog/schema';
import { fail, ok, unreachable, type Result } from '../errors';
import type { DeclinePayment } from '../ledger/command';
import { issue, type Draft } from '../ledger/draft';
import type { Subscription } from '../ledger/state';
import { addMonthsUtc, DAY_MS, type Instant } from '../time';
import { isContract, termsOf } from './plan';

/**
 * A payment for the period that is awaited was declined. The first time starts the grace, which a renewal ends, and
 * brings the catalog's grace credits; later ones change nothing. Without a decline an unpaid account waits for ever:
 * an outage of the payment's provider suspends nobody. No days of grace suspend at once.
 * Of a contract, whose periods wait for nothing, it is the running period that is not paid for: its grace begins so, too.
 * Fails with `nothing_to_renew`.
 */
export function declinePayment(draft: Draft, command: DeclinePayment, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { subscription, header } = draft;
  const ofContract = subscription !== null && isRunningContract(subscription, command.periodIndex, catalogAt(at));
  const isAwaited =
    subscription !== null && subscription.status !== 'active' && command.periodIndex === subscription.periodIndex + 1;
  if (!subscription || (!ofContract && !isAwaited)) {
    return fail('nothing_to_renew', { detail: `Period ${command.periodIndex} is not waiting for a payment.` });
  }
  if (subscription.graceEndsAt !== null) return ok(null);
  const catalog = catalogAt(ofContract ? at : header.period!.end);
  draft.subscription = { ...subscription, graceEndsAt: at + catalog.graceDays * DAY_MS };
  if (!ofContract) giveGraceCredits(draft, catalog, termsOf(catalog, subscription).interval.months, at);
  return ok(null);
}

function isRunningContract(subscription: Subscription, periodIndex: number, catalog: Catalog): boolean {
  return periodIndex === subscription.periodIndex && isContract(subscription, catalog);
}

/**
 * The contract that was in grace or suspended is paid for: it goes on. What fell due meanwhile is settled from then on.
 * Fails with `nothing_to_renew`.
 */
export function payContract(draft: Draft, periodIndex: number, catalog: Catalog): Result<null> {
  const { subscription } = draft;
  if (!subscription || subscription.graceEndsAt === null || !isRunningContract(subscription, periodIndex, catalog)) {
    return fail('nothing_to_renew', { detail: `Period ${periodIndex} is not waiting for a payment.` });
  }
  draft.subscription = { ...subscription, status: 'active', graceEndsAt: null };
  return ok(null);
}

function giveGraceCredits(draft: Draft, { graceCredits }: Catalog, months: number, at: Instant): void {
  if (!graceCredits || graceCredits.credits === 0n) return;
  issue(
    draft,
    {
      source: 'promotion',
      planId: null,
      ruleId: null,
      recurring: false,
      needsSubscription: false,
      amount: graceCredits.credits,
      effectiveAt: at,
      expiresAt: endOfGraceCredits(graceCredits.lasts, months, at),
      priority: 0,
      paid: 0n,
    },
    'payment_failed',
    at,
  );
}

/** No period is running that `periods` could be counted in: they are as long as the plan's interval, from now. */
function endOfGraceCredits(lasts: Lifetime, months: number, at: Instant): Instant | null {
  switch (lasts.type) {
    case 'never':
      return null;
    case 'periods':
      return addMonthsUtc(at, lasts.count * months);
    case 'months':
      return addMonthsUtc(at, lasts.count);
    case 'days':
      return at + lasts.count * DAY_MS;
    default:
      return unreachable(lasts);
  }
}

/** The grace of a declined payment is over: what waited for it is locked. */
export function endGrace(draft: Draft, due: Instant): void {
  const { subscription } = draft;
  if (!subscription || subscription.status === 'suspended' || subscription.graceEndsAt === null) return;
  if (subscription.graceEndsAt <= due) draft.subscription = { ...subscription, status: 'suspended' };
}
