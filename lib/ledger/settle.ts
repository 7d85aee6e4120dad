import type { CatalogAt } from '../catalog/schema';
import { termsOf } from '../plans/plan';
import { openNextPeriod } from '../plans/renewal';
import type { Instant } from '../time';
import { openDraft, type Draft } from './draft';
import { expireEnded, waitsForPayment } from './expiry';
import type { AccountState } from './state';

/** More steps than any account can owe: a rule that never gets ahead is stopped instead of running for ever. */
const STEPS_MAX = 100_000;

/**
 * Brings the draft to `now`: does, in time order, all that fell due. At one instant grants expire before the renewal.
 * A period that needs a payment is not renewed here; it ends as `awaiting_payment`.
 */
export function settle(draft: Draft, now: Instant, catalogAt: CatalogAt): void {
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const due = dueIn(draft, catalogAt);
    if (due === null || due > now) return;
    const needsPayment = paymentNeeded(draft, catalogAt);
    // What a late payment gave may have ended before it was paid: that ends now, and time does not run backwards.
    const at = Math.max(due, draft.header.at);
    expireEnded(draft, due, at, { needsPayment });
    if (draft.subscription?.status === 'active' && draft.header.period?.end === due) {
      if (needsPayment) draft.subscription = { ...draft.subscription, status: 'awaiting_payment' };
      else openNextPeriod(draft, catalogAt, at);
    }
  }
  throw new Error('settling does not come to an end');
}

/** When something next falls due by itself in a settled state; null: never. */
export function nextDue(state: AccountState, catalogAt: CatalogAt): Instant | null {
  return dueIn(openDraft(state), catalogAt);
}

function dueIn(draft: Draft, catalogAt: CatalogAt): Instant | null {
  const needsPayment = paymentNeeded(draft, catalogAt);
  let due: Instant | null = draft.subscription?.status === 'active' ? draft.header.period!.end : null;
  for (const grant of draft.grants.values()) {
    if (grant.available === 0n || grant.expiresAt === null || waitsForPayment(draft, grant, needsPayment)) continue;
    if (due === null || grant.expiresAt < due) due = grant.expiresAt;
  }
  return due;
}

/** Settling by itself renews only what needs no payment: free plans and invoiced contracts. */
function paymentNeeded(draft: Draft, catalogAt: CatalogAt): boolean {
  const { subscription, header } = draft;
  if (!subscription || !header.period) return false;
  return termsOf(catalogAt(header.period.end), subscription).plan.billing === 'paid';
}
