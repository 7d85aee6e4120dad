import type { CarryOver, PlanGrant } from '../catalog/schema';
import { smaller, type Micro } from '../credits';
import { unreachable } from '../errors';
import { bySoonestEnd } from '../ledger/burn-down';
import { move, type Draft } from '../ledger/draft';
import type { Grant } from '../ledger/state';
import type { Instant } from '../time';
import { refreshCredits, ruleCredits } from './period-grants';
import type { PlanTerms } from './plan';

/**
 * The most that a renewal lets recurring plan grants carry (available and held), in micro-credits; null: no limit.
 * @param carried what they hold now; left out: what the plan allows at most, whatever they hold
 */
export function carryOverCap(terms: PlanTerms, seats: number, carried?: Micro): Micro | null {
  return capOf(terms.plan.carryOver, refreshCredits(terms, seats), carried);
}

/** @param credits one turn of what is refreshed: what a multiple is of */
function capOf(policy: CarryOver, credits: Micro, carried?: Micro): Micro | null {
  switch (policy.type) {
    case 'everything':
      return null;
    case 'nothing':
      return 0n;
    case 'amount':
      return policy.credits;
    case 'multiple':
      return part(credits, policy.times);
    case 'fraction': {
      const atMost = policy.atMost ?? null;
      if (carried === undefined) return atMost;
      const kept = part(carried, policy.fraction);
      return atMost === null ? kept : smaller(kept, atMost);
    }
    default:
      return unreachable(policy);
  }
}

/** Rounded down to the micro-credit. Factors such as 1.5 are exact: the file's number has at most six decimals. */
function part(credits: Micro, factor: number): Micro {
  return (credits * BigInt(Math.round(factor * 1_000_000))) / 1_000_000n;
}

/**
 * Trims what recurring plan grants carry into the next period to the cap of the plan that one renews into. What is
 * over it expires, soonest-ending first; held credits count but can't be taken. Goodwill, refunds and packs are outside.
 * @param goingOn rules of that plan which are in the middle of a turn: what they gave is outside too, and so are their
 *   credits in a multiple, as it is trimmed when they come again
 */
export function trimCarriedOver(
  draft: Draft,
  into: PlanTerms,
  seats: number,
  at: Instant,
  goingOn: readonly PlanGrant[] = [],
): void {
  const isGoingOn = ({ planId, ruleId }: Grant) =>
    planId === into.plan.id && goingOn.some((rule) => rule.id === ruleId);
  const turns = goingOn.reduce((sum, rule) => sum + ruleCredits(rule, seats), 0n);
  const grants = [...draft.grants.values()].filter((grant) => grant.recurring && !isGoingOn(grant));
  trim(draft, grants, (carried) => capOf(into.plan.carryOver, refreshCredits(into, seats) - turns, carried), at);
}

/**
 * Trims what one rule gave before, as it gives again within the period: by the plan's policy, with this rule's own
 * credits for the cap. What other rules gave is left alone.
 */
export function trimRefreshed(draft: Draft, { plan }: PlanTerms, rule: PlanGrant, seats: number, at: Instant): void {
  const grants = [...draft.grants.values()].filter(
    (grant) => grant.recurring && grant.planId === plan.id && grant.ruleId === rule.id,
  );
  trim(draft, grants, (carried) => capOf(plan.carryOver, ruleCredits(rule, seats), carried), at);
}

function trim(draft: Draft, grants: Grant[], capFor: (carried: Micro) => Micro | null, at: Instant): void {
  const carried = grants.reduce((sum, grant) => sum + grant.available + grant.held, 0n);
  const cap = capFor(carried);
  if (cap === null) return;
  let excess = carried - cap;
  for (const grant of grants.sort(bySoonestEnd)) {
    if (excess <= 0n) return;
    const taken = smaller(grant.available, excess);
    if (taken === 0n) continue;
    move(draft, grant.id, 'available', 'expired', taken, { kind: 'expire', reason: 'carry_over_cap', at });
    excess -= taken;
  }
}
