import type { Catalog, CatalogAt } from '../catalog/schema';
import { AMOUNT_MAX } from '../credits';
import { fail, ok, type Result } from '../errors';
import type { AddUnits, PayUnits, RemoveUnits } from '../ledger/command';
import { issue, type Draft } from '../ledger/draft';
import type { AddOnUnits, Subscription } from '../ledger/state';
import { MONEY_MICRO_PER_MINOR } from '../money';
import { addMonthsUtc, type Instant } from '../time';
import { charge } from './charge-line';
import { periodOf, spanOf, type Span } from './periods';
import { termsOf } from './plan';

/** The most units of one add-on. */
const UNITS_MAX = 10_000;

/**
 * Add-on units: credits beside the plan's, billed and granted with every month of the subscription (on a yearly plan
 * too), ending with the main plan's renewal. Months are counted from the subscription's anchor.
 */

/**
 * Buys further units, at their full price, usable at once.
 * Fails with `unknown_add_on`, `no_subscription`, `payment_awaited` or `invalid_quantity`.
 */
export function addUnits(draft: Draft, command: AddUnits, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { subscription } = draft;
  if (!subscription) return fail('no_subscription', { detail: 'Add-ons need a subscription.' });
  const catalog = catalogAt(at);
  const addOn = catalog.addOns.find((each) => each.id === command.addOnId);
  if (!addOn || !addOn.plans.includes(subscription.planId)) {
    return fail('unknown_add_on', { detail: `This plan has no add-on "${command.addOnId}".` });
  }
  const month = monthAt(subscription, at);
  const own = subscription.addOns.find((each) => each.addOnId === addOn.id);
  if (subscription.status !== 'active' || (own && own.unitsNext > 0 && own.paidThrough < month)) {
    return fail('payment_awaited', { detail: 'What is already owed has to be paid before more is added.' });
  }
  const paidUnits = own && own.paidThrough === month ? own.units : 0;
  const all = paidUnits + command.units;
  const whole = Number.isInteger(command.units) && command.units >= 1;
  if (!whole || all > UNITS_MAX || addOn.credits * BigInt(all) > AMOUNT_MAX) {
    return fail('invalid_quantity', { pointer: '/units', detail: `Have 1 to ${UNITS_MAX} units.` });
  }
  const unitsNext = (own?.unitsNext ?? 0) + command.units;
  setUnits(draft, { addOnId: addOn.id, units: all, unitsNext, paidThrough: month });
  issueUnits(
    draft,
    catalog,
    addOn.id,
    command.units,
    { start: at, end: addMonthsUtc(subscription.anchor, month + 1) },
    at,
  );
  return ok(null);
}

/** Gives units up from the next month on. Fails with `unknown_add_on` or `invalid_quantity`. */
export function removeUnits(draft: Draft, command: RemoveUnits): Result<null> {
  const own = draft.subscription?.addOns.find((each) => each.addOnId === command.addOnId);
  if (!own) return fail('unknown_add_on', { detail: `The account has no add-on "${command.addOnId}".` });
  if (!Number.isInteger(command.units) || command.units < 1 || command.units > own.unitsNext) {
    return fail('invalid_quantity', { pointer: '/units', detail: `At most ${own.unitsNext} units can be given up.` });
  }
  setUnits(draft, { ...own, unitsNext: own.unitsNext - command.units });
  return ok(null);
}

/**
 * A month of add-on units, within a longer main period, has been paid for: its credits arrive. Once a month, however
 * late. Fails with `nothing_to_renew`.
 */
export function payUnits(draft: Draft, command: PayUnits, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { subscription } = draft;
  if (!subscription || command.monthIndex !== nextUnitsMonth(subscription, at)) {
    return fail('nothing_to_renew', { detail: `Month ${command.monthIndex} is not waiting for a payment.` });
  }
  grantUnits(draft, catalogAt(at), command.monthIndex, at);
  return ok(null);
}

/** Bills every add-on for a month: units given up are gone, and the credits of the others arrive. */
export function grantUnits(draft: Draft, catalog: Catalog, month: number, at: Instant): void {
  const { subscription } = draft;
  if (!subscription) return;
  // What was bought within the month itself is paid already.
  const owed = (each: AddOnUnits) => each.paidThrough < month;
  draft.subscription = {
    ...subscription,
    addOns: subscription.addOns
      .filter((each) => !owed(each) || each.unitsNext > 0)
      .map((each) => (owed(each) ? { ...each, units: each.unitsNext, paidThrough: month } : each)),
  };
  for (const { addOnId, unitsNext } of subscription.addOns.filter((each) => owed(each) && each.unitsNext > 0)) {
    issueUnits(draft, catalog, addOnId, unitsNext, periodOf(subscription.anchor, 1, month), at);
  }
}

/** Units beside another plan: what it does not sell is not billed again, and the credits that came with it stay. */
export function unitsSoldWith(addOns: readonly AddOnUnits[], planId: string, catalog: Catalog): AddOnUnits[] {
  const sold = (id: string) => catalog.addOns.some((each) => each.id === id && each.plans.includes(planId));
  return addOns.map((each) => (sold(each.addOnId) ? each : { ...each, unitsNext: 0 }));
}

/** Units whose months are counted from a new anchor: what is paid of the month that it falls into is not billed again. */
export function unitsCountedFrom(anchor: Instant, subscription: Subscription): AddOnUnits[] {
  const month = monthAt(subscription, anchor);
  return subscription.addOns.map((each) => ({ ...each, paidThrough: each.paidThrough < month ? -1 : 0 }));
}

/** Units whose months are counted from so many months later: the same months, by other numbers. */
export function unitsMonthsLater(addOns: readonly AddOnUnits[], months: number): AddOnUnits[] {
  return addOns.map((each) => ({ ...each, paidThrough: each.paidThrough - months }));
}

/**
 * The month of add-on units that waits for its payment at `at`, counted from the anchor; null: none. The first month of
 * a main period is paid with the renewal, so it never waits by itself.
 */
export function nextUnitsMonth(subscription: Subscription, at: Instant): number | null {
  if (subscription.status !== 'active') return null;
  const owed = subscription.addOns.filter((each) => each.unitsNext > 0).map((each) => each.paidThrough + 1);
  const month = Math.min(...owed);
  return month <= monthAt(subscription, at) ? month : null;
}

/** When the next month of add-on units has to be paid for; null: there are none. */
export function nextUnitsPayment(subscription: Subscription): Instant | null {
  const owed = subscription.addOns.filter((each) => each.unitsNext > 0).map((each) => each.paidThrough + 1);
  return owed.length === 0 ? null : addMonthsUtc(subscription.anchor, Math.min(...owed));
}

/** The month, counted from the anchor, that an instant falls into. */
function monthAt(subscription: Subscription, at: Instant): number {
  // A month is never shorter than 28 days nor longer than 31: the estimate is at most a few steps short.
  let month = Math.max(0, Math.floor((at - subscription.anchor) / (31 * 86_400_000)));
  while (addMonthsUtc(subscription.anchor, month + 1) <= at) month += 1;
  return month;
}

function setUnits(draft: Draft, units: AddOnUnits): void {
  const subscription = draft.subscription!;
  const others = subscription.addOns.filter((each) => each.addOnId !== units.addOnId);
  draft.subscription = { ...subscription, addOns: [...others, units] };
}

function issueUnits(draft: Draft, catalog: Catalog, addOnId: string, units: number, month: Span, at: Instant): void {
  const subscription = draft.subscription!;
  const addOn = catalog.addOns.find((each) => each.id === addOnId);
  if (!addOn) throw new Error(`add-on ${addOnId} is no longer in the catalog`);
  const { interval } = termsOf(catalog, subscription);
  const price = addOn.price * BigInt(units);
  charge(draft, { kind: 'add_on', itemId: addOn.id, intervalId: null, quantity: units, amount: price, span: month });
  issue(
    draft,
    {
      source: 'add_on',
      planId: subscription.planId,
      ruleId: addOn.id,
      recurring: false,
      needsSubscription: false,
      amount: addOn.credits * BigInt(units),
      effectiveAt: month.start,
      expiresAt: spanOf(subscription, interval.months).end,
      priority: 0,
      paid: price * MONEY_MICRO_PER_MINOR,
    },
    'add_on',
    at,
  );
}
