import type { Catalog, CatalogAt } from '../catalog/schema';
import { divideUp } from '../credits';
import { startPeriod, type Draft } from '../ledger/draft';
import { settle } from '../ledger/settle';
import type { Subscription } from '../ledger/state';
import { MONEY_MICRO_PER_MINOR } from '../money';
import type { Instant } from '../time';
import { unitsCountedFrom, unitsSoldWith } from './add-ons';
import { onPlan, type ChangeNow } from './change-within';
import { charge, itemOf } from './charge-line';
import { newAnchor } from './open-subscription';
import { issueParts, partsOf } from './part-grants';
import { issueByRule, rulesGivingAt } from './period-grants';
import { spanOf } from './periods';
import { periodPrice } from './plan';
import { shareOf } from './price-shares';
import { larger, remainingOf, wholePeriod } from './proration';
import { paidPeriod, soFarOf, stillToCome, wholeCredits, withoutSoFar } from './so-far';
import { endUnused, nettedOf } from './unused';

/**
 * Changes the plan with a new period from `at` on, its new anchor (a millisecond later where a period has just started).
 * What is owned stays, untrimmed and to its own end, but for what the money that is given back had bought. The new
 * period's grants carry its whole price: what is given back moves from the credits that end to them.
 */
export function restart(
  draft: Draft,
  { into, seats, rule, orderedAt }: ChangeNow,
  at: Instant,
  catalogAt: CatalogAt,
): void {
  const anchor = newAnchor(draft, at);
  // What ends in that very millisecond ends in the period before.
  settle(draft, anchor, catalogAt);
  const old = draft.subscription!;
  const unusedSpan = { start: orderedAt, end: draft.header.period!.end };
  const soFar = soFarOf(draft, catalogAt);
  const toCome = stillToCome(draft, at, catalogAt).credits;
  const remaining = remainingOf(draft.header.period!, orderedAt);
  const price = periodPrice(into, seats) ?? 0n;
  const subscription = restarted(old, { into, seats }, anchor, catalogAt(at));
  const period = paidPeriod(subscription, into);
  const whole = wholeCredits(period);

  let given = { money: 0n, leftOut: 0n };
  const unused = { full: null, difference: wholePeriod, prorated: remaining }[rule.charge];
  if (rule.grant !== 'full') {
    const left = rule.grant === 'prorated' ? remaining : wholePeriod;
    given = nettedOf(soFar, { unused, left }, { price, credits: whole });
  } else if (unused && rule.unspent === 'endMatching') {
    given = { ...given, ...endUnused(draft, { soFar, unused, toCome, atMost: price }, anchor) };
  }

  draft.subscription = subscription;
  const span = spanOf(subscription, into.interval.months);
  startPeriod(draft, span);
  if (given.leftOut === 0n) {
    for (const each of rulesGivingAt(period, anchor)) {
      const paid = shareOf(period, each, anchor);
      issueByRule(draft, period, each, { effectiveAt: anchor, paid, reason: 'upgraded', at: anchor });
    }
    charge(draft, { kind: 'plan', ...itemOf(into, seats), amount: price, span });
    charge(draft, { ...unusedLine(old, given.money), span: unusedSpan });
    return;
  }
  // What is still to come within the period has to be paid for, too, whatever is given back.
  const later = stillToCome(draft, anchor, catalogAt);
  const due = larger(price - given.money, divideUp(later.money, MONEY_MICRO_PER_MINOR));
  const now = larger(whole - given.leftOut - later.credits, 0n);
  const paid = due * MONEY_MICRO_PER_MINOR - later.money;
  issueParts(draft, period, partsOf(period, now), { paid, reason: 'upgraded', at: anchor });
  charge(draft, { kind: 'plan_change', ...itemOf(into, seats), amount: due, span });
  draft.subscription = { ...subscription, soFar: { price, credits: whole, paid: due, given: now + later.credits } };
}

/** What is given back of the old plan's price. */
function unusedLine({ planId, intervalId, seats }: Subscription, money: bigint) {
  return { kind: 'unused_time', itemId: planId, intervalId, quantity: seats, amount: -money } as const;
}

function restarted(
  old: Subscription,
  change: Pick<ChangeNow, 'into' | 'seats'>,
  anchor: Instant,
  catalog: Catalog,
): Subscription {
  const addOns = unitsSoldWith(unitsCountedFrom(anchor, old), change.into.plan.id, catalog);
  const index = old.periodIndex + 1;
  const on = withoutSoFar(onPlan(old, change, addOns));
  return { ...on, anchor, anchorIndex: index, periodIndex: index, grantedThrough: anchor };
}
