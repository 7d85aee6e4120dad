import type { CarryOver } from '../catalog/schema';
import { smaller, type Micro } from '../credits';
import { unreachable } from '../errors';
import { bySoonestEnd } from '../ledger/burn-down';
import { move, type Draft } from '../ledger/draft';
import type { Instant } from '../time';
import { periodCredits, type PlanTerms } from './plan';

/** The most that a renewal lets recurring plan grants carry (available and held), in micro-credits; null: no limit. */
export function carryOverCap(terms: PlanTerms, seats: number): Micro | null {
  const policy: CarryOver = terms.plan.carryOver;
  switch (policy.type) {
    case 'everything':
      return null;
    case 'nothing':
      return 0n;
    case 'amount':
      return policy.credits;
    case 'multiple':
      // Multiples such as 1.5 are exact: the file's number has at most six decimals.
      return (periodCredits(terms, seats) * BigInt(Math.round(policy.times * 1_000_000))) / 1_000_000n;
    case 'fraction':
      throw new Error('not built yet');
    default:
      return unreachable(policy);
  }
}

/**
 * Trims what recurring plan grants carry into the next period to the cap of the plan that one renews into. What is
 * over it expires, soonest-ending first; held credits count but can't be taken. Goodwill, refunds and packs are outside.
 */
export function trimCarriedOver(draft: Draft, into: PlanTerms, seats: number, at: Instant): void {
  const cap = carryOverCap(into, seats);
  if (cap === null) return;
  const carried = [...draft.grants.values()].filter((grant) => grant.recurring).sort(bySoonestEnd);
  let excess = carried.reduce((sum, grant) => sum + grant.available + grant.held, 0n) - cap;
  for (const grant of carried) {
    if (excess <= 0n) return;
    const part = smaller(grant.available, excess);
    if (part === 0n) continue;
    move(draft, grant.id, 'available', 'expired', part, { kind: 'expire', reason: 'carry_over_cap', at });
    excess -= part;
  }
}
