import type { Catalog, CatalogAt } from '../catalog/schema';
import type { Micro } from '../credits';
import type { Draft } from '../ledger/draft';
import type { Instant } from '../time';
import { trimRefreshed } from './carry-over';
import { issueByRule, nextRefreshIn, rulesGivingAt } from './period-grants';
import { termsOf } from './plan';
import { shareOf } from './price-shares';
import type { PaidPeriod } from './rhythm';
import { paidPeriod, runningPeriod, type Standing } from './so-far';

/**
 * When the plan next gives credits within the running period, beside what came with its start: each month of a year, on
 * the first of each calendar month, every so many days; null: it gives none any more, or never. While a renewal waits for
 * its payment nothing comes; once it is paid for, what fell due meanwhile does.
 */
export function nextWithinPeriod(standing: Standing, catalogAt: CatalogAt): Instant | null {
  return isRunning(standing) ? (nextIn(standing, runningPeriod(standing, catalogAt))?.at ?? null) : null;
}

/** Issues what the plan gives within the period at an instant up to `due`, with entries dated `at`. */
export function issueWithinPeriod(draft: Draft, due: Instant, at: Instant, catalogAt: CatalogAt): void {
  if (!isRunning(draft)) return;
  const period = runningPeriod(draft, catalogAt);
  for (let next = nextIn(draft, period); next && next.at <= due; next = nextIn(draft, period)) {
    for (const rule of rulesGivingAt(period, next.at)) {
      trimRefreshed(draft, period.terms, rule, period.seats, at);
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
  const { subscription } = state;
  return isRunning(state) ? nextIn(state, paidPeriod(subscription!, termsOf(catalog, subscription!))) : null;
}

function isRunning({ subscription, header }: Standing): boolean {
  return subscription?.status === 'active' && header.period !== null;
}

function nextIn(standing: Standing, period: PaidPeriod): { at: Instant; credits: Micro } | null {
  const { start, end } = standing.header.period!;
  // A period's start has been given with it: only what comes later is looked for.
  const through = Math.max(standing.subscription!.grantedThrough, start);
  const next = nextRefreshIn(period, through);
  return next && next.at < end ? next : null;
}
