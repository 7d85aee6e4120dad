import type { CatalogAt } from '../catalog/schema';
import { AMOUNT_MAX, type Micro } from '../credits';
import { fail, ok, type Result } from '../errors';
import type { ChangeSeats } from '../ledger/command';
import { issue, type Draft } from '../ledger/draft';
import { MONEY_MICRO_PER_MINOR } from '../money';
import type { Instant } from '../time';
import { endOfPeriodGrant } from './period-grants';
import { periodOf } from './periods';
import { periodCredits, termsOf, type PlanTerms } from './plan';
import { remainingOf } from './proration';

/**
 * Changes the number of seats. More seats come at once: price and credits prorated over what is left of the period.
 * Fewer stay paid and usable until the renewal. Asking for the present number takes a planned reduction back.
 * Fails with `no_subscription`, `payment_awaited` or `invalid_quantity`.
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
  if (subscription.status === 'awaiting_payment') {
    return fail('payment_awaited', { detail: 'The period has to be paid for before seats are added.' });
  }
  const period = periodOf(subscription.anchor, terms.interval.months, subscription.periodIndex);
  const remaining = remainingOf(period, at);
  const paid = remaining.charge(seatPrice(terms) * BigInt(added)) * MONEY_MICRO_PER_MINOR;
  draft.subscription = { ...subscription, seats: command.seats, seatsNext: null };
  const parts = terms.interval.grants
    .filter((rule) => rule.perSeat && rule.when === 'period')
    .map((rule) => ({ rule, amount: remaining.credits(rule.credits * BigInt(added)) }))
    .filter(({ amount }) => amount > 0n);
  const whole = parts.reduce((sum, { amount }) => sum + amount, 0n);
  let shared: Micro = 0n;
  for (const { rule, amount } of parts) {
    // As with a period's price: shared by cumulative floor, so that the parts add up to it exactly.
    const before = (paid * shared) / whole;
    shared += amount;
    issue(
      draft,
      {
        source: 'plan',
        planId: terms.plan.id,
        ruleId: rule.id,
        recurring: true,
        needsSubscription: false,
        amount,
        effectiveAt: at,
        expiresAt: endOfPeriodGrant(
          rule.lasts,
          { terms, anchor: subscription.anchor, index: subscription.periodIndex },
          at,
        ),
        priority: rule.priority,
        paid: (paid * shared) / whole - before,
      },
      'seats_added',
      at,
    );
  }
  return ok(null);
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
    return periodCredits(terms, seats) > AMOUNT_MAX ? `${plan.name} can't hold the credits of so many seats.` : null;
  }
  return min === max ? `${plan.name} has ${min} seat.` : `${plan.name} takes ${min} to ${max} seats.`;
}

const SEATS_MAX = 100_000;
