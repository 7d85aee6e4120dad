import type { Catalog } from '../catalog/schema';
import { smaller, type Micro } from '../credits';
import { unreachable } from '../errors';
import type { Instant } from '../time';
import type { Grant } from './state';

/** Which of two grants pays first: below 0, the first of them. */
export type BurnDownOrder = (a: Grant, b: Grant) => number;

type Rules = Catalog['burnDown'];

/**
 * The order in which a catalog lets grants pay. What its rules leave open is decided by age and then by number, so that
 * it is total and two runs always agree.
 */
export function burnDownOrder(rules: Rules): BurnDownOrder {
  const known = orderOfRules.get(rules);
  if (known) return known;
  const order = makeOrder(rules);
  orderOfRules.set(rules, order);
  return order;
}

const orderOfRules = new WeakMap<Rules, BurnDownOrder>();

function makeOrder(rules: Rules): BurnDownOrder {
  const orders = rules.order.map((rule) => orderOf(rule, rules.sources));
  return (a, b) => {
    for (const order of orders) {
      const difference = order(a, b);
      if (difference !== 0) return difference;
    }
    return a.effectiveAt - b.effectiveAt || a.id - b.id;
  };
}

function orderOf(rule: Rules['order'][number], sources: Rules['sources']): BurnDownOrder {
  switch (rule) {
    case 'priority':
      return (a, b) => a.priority - b.priority;
    case 'soonestEnd':
      return (a, b) => compareEnds(a.expiresAt, b.expiresAt);
    case 'oldest':
      return (a, b) => a.effectiveAt - b.effectiveAt;
    case 'newest':
      return (a, b) => b.effectiveAt - a.effectiveAt;
    case 'free':
      return (a, b) => Number(a.paid > 0n) - Number(b.paid > 0n);
    case 'paid':
      return (a, b) => Number(b.paid > 0n) - Number(a.paid > 0n);
    case 'source': {
      const rank = (grant: Grant) => (sources.includes(grant.source) ? sources.indexOf(grant.source) : sources.length);
      return (a, b) => rank(a) - rank(b);
    }
    default:
      return unreachable(rule);
  }
}

/**
 * The order where a catalog names none: priority (lower first), then soonest end (never-ending last), then oldest, then
 * number.
 */
export const byBurnDown: BurnDownOrder = burnDownOrder({ order: ['priority', 'soonestEnd', 'oldest'], sources: [] });

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
 * @param grants those that may pay, already settled to `now`: what has ended is no longer available in them
 * @returns the burns; where they don't suffice, as far as they go, and how many micro-credits are missing (above 0)
 */
export function burnDown(
  grants: readonly Grant[],
  amount: Micro,
  now: Instant,
  order: BurnDownOrder = byBurnDown,
): { ok: true; burns: Burn[] } | { ok: false; burns: Burn[]; shortfall: Micro } {
  const burns: Burn[] = [];
  let left = amount;
  for (const grant of grants.filter((each) => each.available > 0n && each.effectiveAt <= now).sort(order)) {
    if (left === 0n) break;
    const part = smaller(grant.available, left);
    burns.push({ grant, amount: part });
    left -= part;
  }
  return left === 0n ? { ok: true, burns } : { ok: false, burns, shortfall: left };
}
