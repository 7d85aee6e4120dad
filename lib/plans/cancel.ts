import type { CatalogAt } from '../catalog/schema';
import { fail, ok, type Result } from '../errors';
import { bySoonestEnd } from '../ledger/burn-down';
import { move, type Draft } from '../ledger/draft';
import type { Grant } from '../ledger/state';
import type { Instant } from '../time';
import { newAnchor, openSubscription } from './open-subscription';
import { termsOf } from './plan';

/**
 * Ends the subscription with its period; a change of plan that waited is gone with it. Where the period is over and the
 * renewal not paid for, it ends at once. Fails with `no_subscription` or `change_not_possible` (cancelled already).
 */
export function cancel(draft: Draft, at: Instant, catalogAt: CatalogAt): Result<null> {
  const paidFor = isPaidFor(draft, at, catalogAt);
  if (!paidFor.ok) return paidFor;
  const subscription = draft.subscription!;
  if (subscription.status !== 'active') {
    endNow(draft, at, catalogAt);
    return ok(null);
  }
  if (subscription.next?.type === 'cancel') {
    return fail('change_not_possible', { detail: 'The subscription ends with its period already.' });
  }
  draft.subscription = { ...subscription, next: { type: 'cancel' } };
  return ok(null);
}

/** Takes a cancellation back. Fails with `nothing_to_undo`. */
export function resume(draft: Draft): Result<null> {
  const { subscription } = draft;
  if (subscription?.next?.type !== 'cancel') {
    return fail('nothing_to_undo', { detail: 'The subscription was not cancelled.' });
  }
  draft.subscription = { ...subscription, next: null };
  return ok(null);
}

/** Ends the subscription now, whatever it waits for. No money is given back. Fails with `no_subscription`. */
export function end(draft: Draft, at: Instant, catalogAt: CatalogAt): Result<null> {
  const paidFor = isPaidFor(draft, at, catalogAt);
  if (!paidFor.ok) return paidFor;
  endNow(draft, at, catalogAt);
  return ok(null);
}

function isPaidFor({ subscription }: Draft, at: Instant, catalogAt: CatalogAt): Result<null> {
  if (!subscription) return fail('no_subscription', { detail: 'The account has no subscription.' });
  const { plan } = termsOf(catalogAt(at), subscription);
  if (plan.billing !== 'free') return ok(null);
  return fail('no_subscription', { detail: `${plan.name} is free: there is nothing to end.` });
}

/** Ends a cancelled subscription at the end of its period. */
export function endCancelled(draft: Draft, at: Instant, catalogAt: CatalogAt): void {
  endAt(draft, draft.header.period!.end, at, catalogAt);
}

/** What waited at an unpaid boundary waits no longer. */
function endNow(draft: Draft, at: Instant, catalogAt: CatalogAt): void {
  const anchor = newAnchor(draft, at);
  expire(draft, ({ expiresAt }) => expiresAt !== null && expiresAt <= anchor, anchor);
  endAt(draft, anchor, anchor, catalogAt);
}

/**
 * Ends what the catalog lets end with the subscription (the plan's and the add-ons' credits; never what came once, was
 * bought or given), and puts the account on the default plan from `boundary` on, where that is free. Otherwise it is on
 * none, and has no period. Held credits stay: they can still be captured.
 */
function endAt(draft: Draft, boundary: Instant, at: Instant, catalogAt: CatalogAt): void {
  const catalog = catalogAt(boundary);
  if (catalog.changes.cancel.unspent === 'end') {
    expire(draft, ({ source }) => source === 'plan' || source === 'add_on', at);
  }
  const plan = catalog.plans.find(({ id }) => id === catalog.defaultPlan)!;
  if (plan.billing === 'free') {
    openSubscription(draft, { plan, interval: plan.intervals[0]! }, plan.seats?.min ?? 1, boundary, at);
    return;
  }
  draft.subscription = null;
  draft.header = { ...draft.header, period: null };
}

function expire(draft: Draft, which: (grant: Grant) => boolean, at: Instant): void {
  const grants = [...draft.grants.values()].filter((grant) => grant.available > 0n && which(grant)).sort(bySoonestEnd);
  for (const { id, available } of grants) {
    move(draft, id, 'available', 'expired', available, { kind: 'expire', reason: 'cancelled', at });
  }
}
