import type { CatalogAt, ChangeRule } from '../catalog/schema';
import { divideUp, type Micro } from '../credits';
import { unreachable } from '../errors';
import type { Draft } from '../ledger/draft';
import type { PeriodSoFar, Subscription } from '../ledger/state';
import { MONEY_MICRO_PER_MINOR } from '../money';
import type { Instant } from '../time';
import { unitsSoldWith } from './add-ons';
import { charge, itemOf } from './charge-line';
import { issueParts, partsOf } from './part-grants';
import { periodPrice, type PlanTerms } from './plan';
import { larger, remainingOf, type Remaining } from './proration';
import { spanOfPaid } from './rhythm';
import { paidPeriod, soFarOf, stillToCome, wholeCredits } from './so-far';

/** A change of plan that happens now. */
export interface ChangeNow {
  into: PlanTerms;
  seats: number;
  rule: ChangeRule;
  /** From when on it is prorated; now or before. */
  orderedAt: Instant;
}

/**
 * Changes the plan within the running period: its boundaries stay. What the change costs and gives is reckoned from
 * what the period has cost and given so far; what the new plan brings later in the period, it brings by itself.
 */
export function changeWithin(
  draft: Draft,
  { into, seats, rule, orderedAt }: ChangeNow,
  at: Instant,
  catalogAt: CatalogAt,
): void {
  const catalog = catalogAt(at);
  const subscription = draft.subscription!;
  const soFar = soFarOf(draft, catalogAt);
  const before = stillToCome(draft, at, catalogAt);
  const addOns = unitsSoldWith(subscription.addOns, into.plan.id, catalog);
  // What the new plan would have brought by now comes with the change, and not once more by itself.
  const on = { ...onPlan(subscription, { into, seats }, addOns), grantedThrough: at };
  const period = paidPeriod(on, into);
  const span = spanOfPaid(period);
  const price = periodPrice(into, seats) ?? 0n;
  const remaining = remainingOf(span, orderedAt);
  const whole = wholeCredits(period);

  draft.subscription = on;
  const after = stillToCome(draft, at, catalogAt);
  const later = { credits: after.credits - before.credits, money: after.money - before.money };
  // What is still to come within the period has to be paid for, too, whatever the rule makes of the rest.
  const ofPrice = priceOf(rule.charge, price, soFar, remaining);
  const due = larger(ofPrice, divideUp(later.money, MONEY_MICRO_PER_MINOR));
  const now = larger(creditsOf(rule.grant, whole, { soFar, toCome: before.credits }, remaining) - later.credits, 0n);
  issueParts(draft, period, partsOf(period, now), {
    paid: due * MONEY_MICRO_PER_MINOR - later.money,
    reason: 'upgraded',
    at,
  });

  const start = rule.charge === 'prorated' ? orderedAt : span.start;
  const line = { ...itemOf(into, seats), span: { start, end: span.end } };
  charge(draft, { kind: rule.charge === 'full' ? 'plan' : 'plan_change', ...line, amount: due });
  draft.subscription = {
    ...on,
    soFar: {
      price,
      credits: whole,
      paid: soFar.paid + due,
      given: soFar.given + now + later.credits,
    },
  };
}

/** A subscription on another plan from now on. What waited for the end of the period is gone with the old one. */
export function onPlan(
  subscription: Subscription,
  { into, seats }: Pick<ChangeNow, 'into' | 'seats'>,
  addOns: Subscription['addOns'],
): Subscription {
  const { seatsNext } = subscription;
  return {
    ...subscription,
    planId: into.plan.id,
    intervalId: into.interval.id,
    seats,
    next: null,
    seatsNext: seatsNext !== null && seatsNext < seats && into.plan.seats ? seatsNext : null,
    addOns,
  };
}

function priceOf(mode: ChangeRule['charge'], price: bigint, soFar: PeriodSoFar, remaining: Remaining): bigint {
  switch (mode) {
    case 'full':
      return price;
    case 'difference':
      return larger(price - soFar.paid, 0n);
    case 'prorated':
      return remaining.charge(larger(price - soFar.price, 0n));
    default:
      return unreachable(mode);
  }
}

/** How many more credits the period gives, those that are still to come included. */
function creditsOf(
  mode: ChangeRule['grant'],
  whole: Micro,
  { soFar, toCome }: { soFar: PeriodSoFar; toCome: Micro },
  remaining: Remaining,
): Micro {
  switch (mode) {
    case 'full':
      // What the old plan would still have given, it gives no more.
      return whole - toCome;
    case 'difference':
      return larger(whole - soFar.given, 0n);
    case 'prorated': {
      // What an earlier change has left above the old plan's credits is had already.
      const ahead = larger(soFar.given - soFar.credits, 0n);
      return larger(remaining.credits(larger(whole - soFar.credits, 0n)) - ahead, 0n);
    }
    default:
      return unreachable(mode);
  }
}
