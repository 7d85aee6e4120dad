import type { CatalogAt } from '../catalog/schema';
import { fail, ok, type Result } from '../errors';
import type { Facts, Subscribe } from '../ledger/command';
import type { Draft } from '../ledger/draft';
import { settle } from '../ledger/settle';
import type { Instant } from '../time';
import { newAnchor, openSubscription } from './open-subscription';
import { findTerms, termsOf } from './plan';
import { seatsProblem } from './seats';

/**
 * Starts a subscription at `at`, its new anchor (a millisecond later where a period has just started). What the account
 * owns stays as it is.
 * Fails with `unknown_plan`, `invalid_quantity` (seats) or `already_subscribed` (on a paid or invoiced plan).
 */
export function subscribe(
  draft: Draft,
  command: Subscribe,
  facts: Pick<Facts, 'claimedElsewhere'>,
  at: Instant,
  catalogAt: CatalogAt,
): Result<null> {
  const anchor = newAnchor(draft, at);
  // The version at the period's start is the one that it is sold by.
  const catalog = catalogAt(anchor);
  const found = findTerms(catalog, command.planId, command.intervalId);
  if (!found.ok) return found;
  const terms = found.value;
  const current = draft.subscription && termsOf(catalog, draft.subscription).plan;
  if (current && (current.billing !== 'free' || current.id === terms.plan.id)) {
    return fail('already_subscribed', { detail: `The account is on ${current.name} already.` });
  }
  const wrong = seatsProblem(terms, command.seats);
  if (wrong) return fail('invalid_quantity', { pointer: '/seats', detail: wrong });
  // What ends in that very millisecond ends in the period before.
  settle(draft, anchor, catalogAt);
  // What this person had through another account counts as had here.
  draft.claimed = [...new Set([...draft.claimed, ...facts.claimedElsewhere])];
  openSubscription(draft, terms, command.seats, anchor, anchor);
  return ok(null);
}
