import type { CatalogAt } from '../catalog/schema';
import { fail, ok, type Result } from '../errors';
import type { Draft } from '../ledger/draft';
import { settle } from '../ledger/settle';
import type { Instant } from '../time';
import { endSubscription, expireCancelled } from './end-subscription';
import { newAnchor } from './open-subscription';
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

/** What waited at an unpaid boundary waits no longer. */
function endNow(draft: Draft, at: Instant, catalogAt: CatalogAt): void {
  const anchor = newAnchor(draft, at);
  // What falls due in that very millisecond belongs to the subscription that ends.
  settle(draft, anchor, catalogAt);
  expireCancelled(draft, ({ expiresAt }) => expiresAt !== null && expiresAt <= anchor, anchor);
  endSubscription(draft, anchor, anchor, catalogAt);
}
