import type { Lifetime, PlanGrant } from '../catalog/schema';
import type { Micro } from '../credits';
import { unreachable } from '../errors';
import { issue, type Draft } from '../ledger/draft';
import type { EntryReason } from '../ledger/entry';
import { MONEY_MICRO_PER_MINOR } from '../money';
import { addMonthsUtc, DAY_MS, type Instant } from '../time';
import { periodOf } from './periods';
import { periodCredits, periodPrice, type PlanTerms } from './plan';

/** A period that credits are given for. */
export interface GrantedPeriod {
  terms: PlanTerms;
  seats: number;
  anchor: Instant;
  index: number;
}

/** Issues the credits that a plan gives for one period, dated `at`, effective at the period's start. */
export function issuePeriodGrants(draft: Draft, period: GrantedPeriod, at: Instant): void {
  const first = period.index === 0;
  const price = (periodPrice(period.terms, period.seats) ?? 0n) * MONEY_MICRO_PER_MINOR;
  const whole = periodCredits(period.terms, period.seats);
  let shared: Micro = 0n;

  for (const rule of period.terms.interval.grants) {
    if (rule.credits === 0n) continue;
    if (rule.when === 'once') {
      // Only when a subscription starts: a rule that a later version adds is for those who come then.
      if (!first || draft.claimed.includes(rule.id)) continue;
      draft.claimed.push(rule.id);
      issueByRule(draft, period, rule, { paid: 0n, reason: 'first_time', at });
    } else if (rule.when === 'start') {
      if (first) issueByRule(draft, period, rule, { paid: 0n, reason: 'subscribed', at });
    } else if (rule.when === 'period') {
      // The price is shared by cumulative floor, so that the parts add up to it exactly.
      const before = (price * shared) / whole;
      shared += rule.credits * (rule.perSeat ? BigInt(period.seats) : 1n);
      const paid = (price * shared) / whole - before;
      issueByRule(draft, period, rule, { paid, reason: first ? 'subscribed' : 'renewed', at });
    }
  }
}

function issueByRule(
  draft: Draft,
  period: GrantedPeriod,
  rule: PlanGrant,
  how: { paid: bigint; reason: EntryReason; at: Instant },
): void {
  const amount = rule.credits * (rule.perSeat ? BigInt(period.seats) : 1n);
  const effectiveAt = periodOf(period.anchor, period.terms.interval.months, period.index).start;
  issue(
    draft,
    {
      source: rule.when === 'once' ? 'once' : 'plan',
      planId: period.terms.plan.id,
      ruleId: rule.id,
      recurring: rule.when === 'period',
      needsSubscription: false,
      amount,
      effectiveAt,
      expiresAt: endOfPeriodGrant(rule.lasts, period, effectiveAt),
      priority: rule.priority,
      paid: how.paid,
    },
    how.reason,
    how.at,
  );
}

/**
 * A grant's end is fixed when it is granted. `periods: 1` ends with the period it is granted in.
 * @param effectiveAt days and months are counted from here: the period's start, or later where it is granted within it
 */
export function endOfPeriodGrant(
  lasts: Lifetime,
  period: Pick<GrantedPeriod, 'terms' | 'anchor' | 'index'>,
  effectiveAt: Instant,
): Instant | null {
  switch (lasts.type) {
    case 'never':
      return null;
    case 'periods':
      return periodOf(period.anchor, period.terms.interval.months, period.index + lasts.count).start;
    case 'months':
      return addMonthsUtc(effectiveAt, lasts.count);
    case 'days':
      return effectiveAt + lasts.count * DAY_MS;
    default:
      return unreachable(lasts);
  }
}
