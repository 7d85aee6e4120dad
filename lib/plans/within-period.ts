import type { Catalog, CatalogAt } from '../catalog/schema';
import type { Micro } from '../credits';
import type { Draft } from '../ledger/draft';
import type { AccountState } from '../ledger/state';
import type { Instant } from '../time';
import { trimRefreshed } from './carry-over';
import { issueByRule, nextRefreshIn, rulesGivingAt } from './period-grants';
import { findTerms, termsOf, type PlanTerms } from './plan';
import { shareOf } from './price-shares';
import type { PaidPeriod } from './rhythm';

/**
 * What a plan gives within the running period, beside what came with its start: each month of a year, on the first of
 * each calendar month, every so many days. While a renewal waits for its payment nothing comes; once it is paid for,
 * what fell due meanwhile does.
 */
type Standing = Pick<AccountState, 'subscription' | 'header'>;

/** When the plan next gives credits within the running period; null: it gives none any more, or never. */
export function nextWithinPeriod(draft: Draft, catalogAt: CatalogAt): Instant | null {
  const terms = termsOfPeriod(draft, catalogAt);
  return terms && (nextIn(draft, terms)?.at ?? null);
}

/** Issues what the plan gives within the period at an instant up to `due`, with entries dated `at`. */
export function issueWithinPeriod(draft: Draft, due: Instant, at: Instant, catalogAt: CatalogAt): void {
  const terms = termsOfPeriod(draft, catalogAt);
  if (!terms) return;
  const period = periodWith(draft, terms);
  for (let next = nextIn(draft, terms); next && next.at <= due; next = nextIn(draft, terms)) {
    for (const rule of rulesGivingAt(period, next.at)) {
      trimRefreshed(draft, terms, rule, period.seats, at);
      const paid = shareOf(period, rule, next.at);
      issueByRule(draft, period, rule, { effectiveAt: next.at, paid, reason: 'refreshed', at });
    }
    draft.subscription = { ...draft.subscription!, grantedThrough: next.at };
  }
}

/**
 * What the plan next gives by itself within the running period, and when (micro-credits); null: nothing more in it.
 * @param catalog the version in force at the period's start
 */
export function nextRefreshWithin(state: Standing, catalog: Catalog): { at: Instant; credits: Micro } | null {
  return isRunning(state) ? nextIn(state, termsOf(catalog, state.subscription!)) : null;
}

function isRunning({ subscription, header }: Standing): boolean {
  return subscription?.status === 'active' && header.period !== null;
}

/**
 * What was bought holds until the period's end: the terms are those of the version in force at its start. A plan that
 * the account moved to within the period may be in a later version only.
 */
function termsOfPeriod(draft: Draft, catalogAt: CatalogAt): PlanTerms | null {
  if (!isRunning(draft)) return null;
  const subscription = draft.subscription!;
  const { start, end } = draft.header.period!;
  const bought = findTerms(catalogAt(start), subscription.planId, subscription.intervalId);
  return bought.ok ? bought.value : termsOf(catalogAt(end), subscription);
}

function periodWith({ subscription }: Standing, terms: PlanTerms): PaidPeriod {
  const { seats, anchor, anchorIndex, periodIndex } = subscription!;
  return { terms, seats, anchor, index: periodIndex - anchorIndex };
}

function nextIn(standing: Standing, terms: PlanTerms): { at: Instant; credits: Micro } | null {
  const { start, end } = standing.header.period!;
  // A period's start has been given with it: only what comes later is looked for.
  const through = Math.max(standing.subscription!.grantedThrough, start);
  const next = nextRefreshIn(periodWith(standing, terms), through);
  return next && next.at < end ? next : null;
}
