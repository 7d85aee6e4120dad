import type { CatalogAt } from '../catalog/schema';
import { fail, ok, type Result } from '../errors';
import type { Facts, Subscribe } from '../ledger/command';
import { startPeriod, type Draft } from '../ledger/draft';
import { settle } from '../ledger/settle';
import type { Instant } from '../time';
import { issuePeriodGrants } from './period-grants';
import { periodOf } from './periods';
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
  facts: Facts,
  at: Instant,
  catalogAt: CatalogAt,
): Result<null> {
  const catalog = catalogAt(at);
  const found = findTerms(catalog, command.planId, command.intervalId);
  if (!found.ok) return found;
  const terms = found.value;
  const current = draft.subscription && termsOf(catalog, draft.subscription).plan;
  if (current && (current.billing !== 'free' || current.id === terms.plan.id)) {
    return fail('already_subscribed', { detail: `The account is on ${current.name} already.` });
  }
  const wrong = seatsProblem(terms, command.seats);
  if (wrong) return fail('invalid_quantity', { pointer: '/seats', detail: wrong });
  // A period is known by its start: two never start in the same millisecond, however quickly plans change.
  const anchor = draft.header.period ? Math.max(at, draft.header.period.start + 1) : at;
  // What ends in that very millisecond ends in the period before.
  settle(draft, anchor, catalogAt);
  // What this person had through another account counts as had here.
  draft.claimed = [...new Set([...draft.claimed, ...facts.claimedElsewhere])];
  draft.subscription = {
    planId: terms.plan.id,
    intervalId: terms.interval.id,
    seats: command.seats,
    anchor,
    anchorIndex: 0,
    periodIndex: 0,
    status: 'active',
    graceEndsAt: null,
    grantedThrough: anchor,
    next: null,
    seatsNext: null,
    addOns: [],
  };
  startPeriod(draft, periodOf(anchor, terms.interval.months, 0));
  issuePeriodGrants(draft, { terms, seats: command.seats, anchor, index: 0 }, anchor);
  return ok(null);
}
