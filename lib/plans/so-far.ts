import type { CatalogAt } from '../catalog/schema';
import type { Micro } from '../credits';
import type { Draft } from '../ledger/draft';
import type { AccountState, PeriodSoFar, Subscription } from '../ledger/state';
import type { MoneyMicro } from '../money';
import type { Instant } from '../time';
import { ruleCredits } from './period-grants';
import { findTerms, periodPrice, termsOf, type PlanTerms } from './plan';
import { stillToShare } from './price-shares';
import { isRecurring, spanOfPaid, timesGiven, type PaidPeriod } from './rhythm';

/** Where a subscription stands in its period. */
export type Standing = Pick<AccountState, 'subscription' | 'header'>;

/** What the running period costs and gives, as things stand. */
export function soFarOf(draft: Draft, catalogAt: CatalogAt): PeriodSoFar {
  const subscription = draft.subscription!;
  if (subscription.soFar) return subscription.soFar;
  const period = runningPeriod(draft, catalogAt);
  const price = periodPrice(period.terms, period.seats) ?? 0n;
  const credits = wholeCredits(period);
  return { price, credits, paid: price, given: credits };
}

/** The same subscription with nothing of note about its period: a new one begins, at its plan's own price. */
export function withoutSoFar(subscription: Subscription): Subscription {
  const { soFar, ...rest } = subscription;
  return soFar ? rest : subscription;
}

/**
 * The running period as it was paid for: by the version in force at its start, whatever the catalog has come to say
 * since. A plan that the account moved to within the period may be in a later version only.
 */
export function runningPeriod({ subscription, header }: Standing, catalogAt: CatalogAt): PaidPeriod {
  const { planId, intervalId } = subscription!;
  const { start, end } = header.period!;
  const bought = findTerms(catalogAt(start), planId, intervalId);
  return paidPeriod(subscription!, bought.ok ? bought.value : termsOf(catalogAt(end), subscription!));
}

/** A subscription's current period, were it on these terms. */
export function paidPeriod({ seats, anchor, anchorIndex, periodIndex }: Subscription, terms: PlanTerms): PaidPeriod {
  return { terms, seats, anchor, index: periodIndex - anchorIndex };
}

/** All recurring credits that a period gives, from its start to its end (micro-credits). */
export function wholeCredits(period: PaidPeriod): Micro {
  return givenThrough(period, spanOfPaid(period).end);
}

/** What is still to come by itself within the running period, later than `at`, and the money that it will carry. */
export function stillToCome(draft: Draft, at: Instant, catalogAt: CatalogAt): { credits: Micro; money: MoneyMicro } {
  const period = runningPeriod(draft, catalogAt);
  return { credits: wholeCredits(period) - givenThrough(period, at), money: stillToShare(period, at) };
}

function givenThrough(period: PaidPeriod, through: Instant): Micro {
  return period.terms.interval.grants
    .filter(isRecurring)
    .reduce((sum, rule) => sum + ruleCredits(rule, period.seats) * BigInt(timesGiven(rule, period, through)), 0n);
}
