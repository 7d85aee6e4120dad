import type { Catalog, CatalogAt, ChangeRule } from '../catalog/schema';
import { fail, ok, type Result } from '../errors';
import { noFacts, type ChangePlan } from '../ledger/command';
import type { Draft } from '../ledger/draft';
import type { Instant } from '../time';
import { cancel } from './cancel';
import { changeWithin } from './change-within';
import { proratedFrom } from './ordered-at';
import { findTerms, termsOf, type PlanTerms } from './plan';
import { restart } from './restart';
import { fittingSeats, seatsProblem } from './seats';
import { subscribe } from './subscribe';

/**
 * Changes to another plan, or to another interval of the same one. A step up happens now, by the catalog's rule, and
 * takes the place of what waited for the period's end; a step down, and from a longer interval to a shorter one, waits
 * for it. To the default plan, where that is free, is a cancellation; from a free plan, a new subscription. Contracts
 * are changed now: what they cost is settled elsewhere. Asking for what one is on takes back what waits.
 * Fails with `no_subscription`, `unknown_plan`, `payment_awaited`, `invalid_quantity` (seats), `unknown_choice`,
 * `invalid_time` (ordered in another period) or `change_not_possible`.
 */
export function changePlan(draft: Draft, command: ChangePlan, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { subscription } = draft;
  if (!subscription) return fail('no_subscription', { detail: 'The account has no subscription to change.' });
  const catalog = catalogAt(at);
  const found = findTerms(catalog, command.planId, command.intervalId);
  if (!found.ok) return found;
  const into = found.value;
  if (subscription.status !== 'active') {
    return fail('payment_awaited', { detail: 'The period has to be paid for before the plan is changed.' });
  }
  const from = termsOf(catalog, subscription);
  const seats = command.seats ?? fittingSeats(into, subscription.seats);
  const wrong = seatsProblem(into, seats);
  if (wrong) return fail('invalid_quantity', { pointer: '/seats', detail: wrong });
  const step = stepOf(from, into, catalog, command.choice);
  if (!step.ok) return step;

  switch (step.value.type) {
    case 'none':
      return undoOr(draft, `The account is on ${from.plan.name} already.`);
    case 'subscribe':
      return subscribe(draft, { ...command, type: 'subscribe', seats }, noFacts, at, catalogAt);
    case 'cancel':
      return cancel(draft, at, catalogAt);
    case 'later': {
      const { planId, intervalId } = command;
      // A planned reduction of seats was meant for that renewal.
      const planned = command.seats ?? fittingSeats(into, subscription.seatsNext ?? subscription.seats);
      draft.subscription = { ...subscription, next: { type: 'plan', planId, intervalId, seats: planned } };
      return ok(null);
    }
    case 'now': {
      const { rule } = step.value;
      // A period of another length is always a new one.
      const sameLength = into.interval.months === from.interval.months;
      const ordered = proratedFrom(draft, command.orderedAt, at);
      if (!ordered.ok) return ordered;
      const change = { into, seats, rule, orderedAt: ordered.value };
      if (rule.period === 'keep' && sameLength) changeWithin(draft, change, at, catalogAt);
      else restart(draft, change, at, catalogAt);
      return ok(null);
    }
  }
}

type Step = { type: 'none' | 'subscribe' | 'cancel' | 'later' } | { type: 'now'; rule: ChangeRule };

/** Contracts: the new one begins as it is written, and what the old one gave stays. */
const byContract: ChangeRule = { period: 'restart', charge: 'full', grant: 'full', unspent: 'keep' };

/** What a change from here to there is. Fails with `unknown_choice` or `change_not_possible`. */
function stepOf(from: PlanTerms, into: PlanTerms, { changes, defaultPlan }: Catalog, choice?: string): Result<Step> {
  const samePlan = from.plan.id === into.plan.id;
  const months = into.interval.months - from.interval.months;
  const upgrades = months === 0 && into.plan.rank > from.plan.rank && [from, into].every(isPaid);
  if (choice !== undefined) {
    const chosen = upgrades ? changes.upgradeChoices.find(({ id }) => id === choice) : undefined;
    if (chosen) return ok({ type: 'now', rule: chosen });
    return fail('unknown_choice', { pointer: '/choice', detail: `This change can't be made by the way "${choice}".` });
  }
  if (samePlan && from.interval.id === into.interval.id) return ok({ type: 'none' });
  if (from.plan.billing === 'free') {
    if (!samePlan) return ok({ type: 'subscribe' });
    return fail('change_not_possible', { detail: `The account is on ${from.plan.name} already.` });
  }
  if (into.plan.billing === 'free') return ok({ type: into.plan.id === defaultPlan ? 'cancel' : 'later' });
  if (![from, into].every(isPaid)) return ok({ type: 'now', rule: byContract });
  if (upgrades) return ok({ type: 'now', rule: changes.upgrade });
  const longer = months > 0 && (samePlan || into.plan.rank > from.plan.rank);
  return ok(longer ? { type: 'now', rule: changes.longerInterval } : { type: 'later' });
}

function isPaid({ plan }: PlanTerms): boolean {
  return plan.billing === 'paid';
}

/** Takes a change back that waits for the end of the period. Fails with `nothing_to_undo`. */
export function undoChange(draft: Draft): Result<null> {
  if (takeBack(draft)) return ok(null);
  return fail('nothing_to_undo', { detail: 'No change of plan is waiting for the end of the period.' });
}

function undoOr(draft: Draft, detail: string): Result<null> {
  return takeBack(draft) ? ok(null) : fail('change_not_possible', { detail });
}

/** Once the period is over there is no way back: what waited for its end is what the payment is awaited for. */
function takeBack(draft: Draft): boolean {
  const { subscription } = draft;
  if (!subscription?.next || subscription.status !== 'active') return false;
  draft.subscription = { ...subscription, next: null };
  return true;
}
