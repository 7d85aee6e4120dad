import type { CatalogAt } from '../catalog/schema';
import { AMOUNT_MAX, divideUp, type Micro } from '../credits';
import { fail, ok, type Result } from '../errors';
import type { ChangeSeats } from '../ledger/command';
import type { Draft } from '../ledger/draft';
import { MONEY_MICRO_PER_MINOR } from '../money';
import type { Instant } from '../time';
import { charge, itemOf } from './charge-line';
import { proratedFrom } from './ordered-at';
import { issueParts } from './part-grants';
import { ruleCredits } from './period-grants';
import { periodCredits, termsOf, type PlanTerms } from './plan';
import { larger, remainingOf } from './proration';
import { isRecurring, spanOfPaid, timesGiven } from './rhythm';
import { paidPeriod, soFarOf, stillToCome, wholeCredits } from './so-far';

/**
 * Changes the number of seats. More seats come at once: price and credits prorated over what is left of the period.
 * Fewer stay paid and usable until the renewal. Asking for the present number takes a planned reduction back.
 * Fails with `no_subscription`, `payment_awaited`, `invalid_time` (ordered in another period) or `invalid_quantity`.
 */
export function changeSeats(draft: Draft, command: ChangeSeats, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { subscription } = draft;
  if (!subscription) return fail('no_subscription', { detail: 'The account has no subscription.' });
  const terms = termsOf(catalogAt(at), subscription);
  const wrong = seatsProblem(terms, command.seats);
  if (wrong) return fail('invalid_quantity', { pointer: '/seats', detail: wrong });

  const added = command.seats - subscription.seats;
  if (added <= 0) {
    draft.subscription = { ...subscription, seatsNext: added === 0 ? null : command.seats };
    return ok(null);
  }
  if (subscription.status !== 'active') {
    return fail('payment_awaited', { detail: 'The period has to be paid for before seats are added.' });
  }
  const ordered = proratedFrom(draft, command.orderedAt, at);
  if (!ordered.ok) return ordered;
  addSeats(draft, { added, terms, orderedAt: ordered.value }, at, catalogAt);
  return ok(null);
}

/**
 * What a rhythm within the period brings each of the new seats later on, it brings by itself: now comes what is left
 * beside it. What is still to come is paid with the rest, so the price is never less than its part of it.
 */
function addSeats(
  draft: Draft,
  { added, terms, orderedAt }: { added: number; terms: PlanTerms; orderedAt: Instant },
  at: Instant,
  catalogAt: CatalogAt,
): void {
  const subscription = draft.subscription!;
  const soFar = soFarOf(draft, catalogAt);
  const before = stillToCome(draft, at, catalogAt);
  const seats = subscription.seats + added;
  draft.subscription = { ...subscription, seats, seatsNext: null };
  const after = stillToCome(draft, at, catalogAt);

  const period = paidPeriod(draft.subscription, terms);
  const span = spanOfPaid(period);
  const remaining = remainingOf(span, orderedAt);
  const parts = terms.interval.grants
    .filter((rule) => rule.perSeat && isRecurring(rule))
    .map((rule) => {
      const times = (through: Instant) => BigInt(timesGiven(rule, period, through));
      const each = rule.credits * BigInt(added);
      const later = each * (times(span.end) - times(at));
      return { rule, amount: larger(remaining.credits(each * times(span.end)) - later, 0n) };
    });
  const later = after.money - before.money;
  const price = larger(remaining.charge(seatPrice(terms) * BigInt(added)), divideUp(later, MONEY_MICRO_PER_MINOR));
  issueParts(draft, period, parts, { paid: price * MONEY_MICRO_PER_MINOR - later, reason: 'seats_added', at });
  charge(draft, { kind: 'seats', ...itemOf(terms, added), amount: price, span: { start: orderedAt, end: span.end } });

  const given = parts.reduce((sum, { amount }) => sum + amount, 0n) + after.credits - before.credits;
  draft.subscription = {
    ...draft.subscription,
    soFar: {
      price: soFar.price + seatPrice(terms) * BigInt(added),
      credits: soFar.credits + wholeCredits(period) - wholeCredits({ ...period, seats: subscription.seats }),
      paid: soFar.paid + price,
      given: soFar.given + given,
    },
  };
}

/** What one seat costs for a whole period, in minor units; 0 where the price does not depend on seats. */
function seatPrice({ interval }: PlanTerms): bigint {
  return interval.pricePerSeat ? (interval.price ?? 0n) : 0n;
}

/** Why a plan can't have so many seats, in one sentence; null where it can. A plan without seats has exactly one. */
export function seatsProblem(terms: PlanTerms, seats: number): string | null {
  const { plan } = terms;
  const min = plan.seats?.min ?? 1;
  const max = plan.seats ? (plan.seats.max ?? SEATS_MAX) : 1;
  if (Number.isInteger(seats) && seats >= min && seats <= max) {
    const most = periodCredits(terms, seats) + creditsAtFirst(terms, seats);
    return most > AMOUNT_MAX ? `${plan.name} can't hold the credits of so many seats.` : null;
  }
  return min === max ? `${plan.name} has ${min} seat.` : `${plan.name} takes ${min} to ${max} seats.`;
}

/** What comes once, or with the subscription's start (micro-credits). */
function creditsAtFirst({ interval }: PlanTerms, seats: number): Micro {
  return interval.grants.filter((rule) => !isRecurring(rule)).reduce((sum, rule) => sum + ruleCredits(rule, seats), 0n);
}

/** As many seats as asked for, as far as a plan takes them. */
export function fittingSeats({ plan }: PlanTerms, seats: number): number {
  const max = plan.seats ? (plan.seats.max ?? SEATS_MAX) : 1;
  return Math.min(Math.max(seats, plan.seats?.min ?? 1), max);
}

const SEATS_MAX = 100_000;
