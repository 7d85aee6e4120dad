import { divideUp, smaller, type Micro } from '../credits';
import { bySoonestEnd } from '../ledger/burn-down';
import { move, type Draft } from '../ledger/draft';
import type { PeriodSoFar } from '../ledger/state';
import type { Instant } from '../time';
import { larger, type Remaining } from './proration';

/** What a change of plan meets of the running period. */
export interface Standing {
  soFar: PeriodSoFar;
  /** What of it counts as unused. */
  unused: Remaining;
  /** Credits of the period's own that are available. */
  available: Micro;
  /** Credits that were still to come within the period, and now never will. */
  toCome: Micro;
  /** The most that can be given back, in minor units: what the change costs. */
  atMost: bigint;
}

/**
 * The unused part of what was paid, in minor units, and the credits that it had bought: they end. Money is never given
 * back for credits that are kept: what has been used of those that should end is not given back. Credits are rounded
 * up, money down.
 */
function unusedOf({ soFar, unused, available, toCome, atMost }: Standing): { money: bigint; ended: Micro } {
  const { price, paid, given } = soFar;
  // Where an earlier change has left more than the plan gives, that counts.
  const whole = larger(given, soFar.credits);
  const left = smaller(unused.giveBack(price), paid);
  if (whole === 0n) return { money: smaller(left, atMost), ended: 0n };
  const matching = unused.ending(whole);
  const ended = smaller(larger(matching - toCome, 0n), available);
  const gone = smaller(ended + toCome, matching);
  const worth = given === 0n ? 0n : smaller((price * gone) / whole, (paid * gone) / given);
  const money = smaller(left, worth);
  if (money <= atMost) return { money, ended };
  // Only as much ends as is given back.
  const matched = larger(divideUp(atMost * whole, price), divideUp(atMost * given, paid));
  return { money: atMost, ended: smaller(ended, larger(matched - toCome, 0n)) };
}

/**
 * The unused part of what was paid, where the new period's credits come less what is left of the old one's: nothing
 * ends, and that much is not given anew. Money is given back at most for what is left out.
 * @param unused what of the money counts as unused
 * @param left what of the credits counts as left
 */
export function nettedOf(
  { price, credits, paid, given }: PeriodSoFar,
  { unused, left }: { unused: Remaining | null; left: Remaining },
  anew: { price: bigint; credits: Micro },
): { money: bigint; leftOut: Micro } {
  const whole = larger(credits, given);
  const leftOut = smaller(left.ending(whole), anew.credits);
  if (unused === null) return { money: 0n, leftOut };
  let money = smaller(smaller(unused.giveBack(price), paid), anew.price);
  if (whole > 0n) money = smaller(money, (price * leftOut) / whole);
  if (given > 0n) money = smaller(money, (paid * leftOut) / given);
  return { money, leftOut };
}

/** Ends the credits that the unused money had bought, soonest end first, and says how much that money is. */
export function endUnused(
  draft: Draft,
  standing: Omit<Standing, 'available'>,
  at: Instant,
): { money: bigint; ended: Micro } {
  const grants = [...draft.grants.values()]
    .filter((grant) => grant.recurring && grant.source === 'plan' && grant.available > 0n)
    .filter((grant) => grant.effectiveAt >= draft.header.period!.start)
    .sort(bySoonestEnd);
  const available = grants.reduce((sum, grant) => sum + grant.available, 0n);
  const { money, ended } = unusedOf({ ...standing, available });
  let left = ended;
  for (const grant of grants) {
    if (left === 0n) break;
    const part = smaller(grant.available, left);
    move(draft, grant.id, 'available', 'revoked', part, { kind: 'revoke', reason: 'plan_changed', at });
    left -= part;
  }
  return { money, ended };
}
