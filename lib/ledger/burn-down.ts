import { smaller, type Micro } from '../credits';
import type { Instant } from '../time';
import type { Grant } from './state';

/**
 * Burn-down order: priority (lower first), then soonest end (never-ending last), then oldest, then id.
 * Total, so that two runs always agree.
 */
export function byBurnDown(a: Grant, b: Grant): number {
  return a.priority - b.priority || bySoonestEnd(a, b);
}

/** Soonest end first (never-ending last), whatever the priority: the order in which a cap takes credits away. */
export function bySoonestEnd(a: Grant, b: Grant): number {
  return compareEnds(a.expiresAt, b.expiresAt) || a.effectiveAt - b.effectiveAt || a.id - b.id;
}

function compareEnds(a: Instant | null, b: Instant | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a - b;
}

/** A part of a debit: so much from that grant. */
export interface Burn {
  grant: Grant;
  amount: Micro;
}

/**
 * Which grants pay for `amount`, in burn-down order. It is paid whole or not at all.
 * @param grants the account's open grants, already settled to `now`: what has ended is no longer available in them
 * @returns the burns, or how many credits are missing (micro-credits, above 0)
 */
export function burnDown(
  grants: readonly Grant[],
  amount: Micro,
  now: Instant,
): { ok: true; burns: Burn[] } | { ok: false; shortfall: Micro } {
  const burns: Burn[] = [];
  let left = amount;
  for (const grant of grants.filter((each) => each.available > 0n && each.effectiveAt <= now).sort(byBurnDown)) {
    if (left === 0n) break;
    const part = smaller(grant.available, left);
    burns.push({ grant, amount: part });
    left -= part;
  }
  return left === 0n ? { ok: true, burns } : { ok: false, shortfall: left };
}
