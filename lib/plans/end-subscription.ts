import type { CatalogAt } from '../catalog/schema';
import { bySoonestEnd } from '../ledger/burn-down';
import { move, type Draft } from '../ledger/draft';
import type { Grant } from '../ledger/state';
import type { Instant } from '../time';
import { openSubscription } from './open-subscription';

/** Ends a cancelled subscription at the end of its period. */
export function endCancelled(draft: Draft, at: Instant, catalogAt: CatalogAt): void {
  endSubscription(draft, draft.header.period!.end, at, catalogAt);
}

/**
 * Ends what the catalog lets end with the subscription (the plan's and the add-ons' credits; never what came once, was
 * bought or given), and puts the account on the default plan from `boundary` on, where that is free. Otherwise it is on
 * none, and has no period. Held credits stay: they can still be captured.
 */
export function endSubscription(draft: Draft, boundary: Instant, at: Instant, catalogAt: CatalogAt): void {
  const catalog = catalogAt(boundary);
  if (catalog.changes.cancel.unspent === 'end') {
    expireCancelled(draft, ({ source }) => source === 'plan' || source === 'add_on', at);
  }
  const plan = catalog.plans.find(({ id }) => id === catalog.defaultPlan)!;
  if (plan.billing === 'free') {
    openSubscription(draft, { plan, interval: plan.intervals[0]! }, plan.seats?.min ?? 1, boundary, at);
    return;
  }
  draft.subscription = null;
  draft.header = { ...draft.header, period: null };
}

/** Expires the available credits of some grants, soonest end first. */
export function expireCancelled(draft: Draft, which: (grant: Grant) => boolean, at: Instant): void {
  const grants = [...draft.grants.values()].filter((grant) => grant.available > 0n && which(grant)).sort(bySoonestEnd);
  for (const { id, available } of grants) {
    move(draft, id, 'available', 'expired', available, { kind: 'expire', reason: 'cancelled', at });
  }
}
