import type { Lifetime, PlanGrant } from '../catalog/schema';
import type { Micro } from '../credits';
import { unreachable } from '../errors';
import { issue, type Draft } from '../ledger/draft';
import type { EntryReason } from '../ledger/entry';
import type { MoneyMicro } from '../money';
import { addMonthsUtc, DAY_MS, type Instant } from '../time';
import { periodOf } from './periods';
import type { PlanTerms } from './plan';
import { shareOf } from './price-shares';
import { endOfTurns, givesAt, isRecurring, nextGiven, spanOfPaid, type PaidPeriod } from './rhythm';

/** A period that credits are given for. */
export interface GrantedPeriod extends PaidPeriod {
  /** The subscription's own first period, and not only the first after a change of plan: `once` and `start` give. */
  first: boolean;
}

/**
 * Issues the credits that a plan gives at the start of one period, dated `at`, effective at that start. What comes
 * later within the period is issued when it is due.
 */
export function issuePeriodGrants(draft: Draft, period: GrantedPeriod, at: Instant): void {
  const { start } = spanOfPaid(period);
  const { first } = period;
  for (const rule of period.terms.interval.grants) {
    if (rule.credits === 0n) continue;
    if (rule.when === 'once') {
      // Only when a subscription starts: a rule that a later version adds is for those who come then.
      if (!first || draft.claimed.includes(rule.id)) continue;
      draft.claimed.push(rule.id);
      issueByRule(draft, period, rule, { effectiveAt: start, paid: 0n, reason: 'first_time', at });
    } else if (rule.when === 'start') {
      if (first) issueByRule(draft, period, rule, { effectiveAt: start, paid: 0n, reason: 'subscribed', at });
    } else if (givesAt(rule, period, start)) {
      const paid = shareOf(period, rule, start);
      issueByRule(draft, period, rule, { effectiveAt: start, paid, reason: first ? 'subscribed' : 'renewed', at });
    }
  }
}

/** Issues what one rule gives at one instant, `effectiveAt`, with an entry dated `at`. */
export function issueByRule(
  draft: Draft,
  period: PaidPeriod,
  rule: PlanGrant,
  how: { effectiveAt: Instant; paid: MoneyMicro; reason: EntryReason; at: Instant },
): void {
  issue(
    draft,
    {
      source: rule.when === 'once' ? 'once' : 'plan',
      planId: period.terms.plan.id,
      ruleId: rule.id,
      recurring: isRecurring(rule),
      needsSubscription: false,
      amount: ruleCredits(rule, period.seats),
      effectiveAt: how.effectiveAt,
      expiresAt: endOfRuleGrant(rule, period, how.effectiveAt),
      priority: rule.priority,
      paid: how.paid,
    },
    how.reason,
    how.at,
  );
}

/** What a rule gives at once, for so many seats (micro-credits). */
export function ruleCredits(rule: PlanGrant, seats: number): Micro {
  return rule.credits * (rule.perSeat ? BigInt(seats) : 1n);
}

/** One turn of everything that a plan gives again and again (micro-credits): what a cap in multiples counts. */
export function refreshCredits({ interval }: PlanTerms, seats: number): Micro {
  return interval.grants.filter(isRecurring).reduce((sum, rule) => sum + ruleCredits(rule, seats), 0n);
}

/** What recurring rules next give in a period, later than `after`, and when (micro-credits); null: nothing more. */
export function nextRefreshIn(period: PaidPeriod, after: Instant): { at: Instant; credits: Micro } | null {
  const rules = period.terms.interval.grants.filter(isRecurring);
  let at: Instant | null = null;
  for (const rule of rules) {
    const next = nextGiven(rule, period, after);
    if (next !== null && (at === null || next < at)) at = next;
  }
  if (at === null) return null;
  const arriving = rulesGivingAt(period, at).reduce((sum, rule) => sum + ruleCredits(rule, period.seats), 0n);
  return { at, credits: arriving };
}

/** The recurring rules that give at an instant of a period, in the file's order. */
export function rulesGivingAt(period: PaidPeriod, at: Instant): PlanGrant[] {
  return period.terms.interval.grants.filter((rule) => isRecurring(rule) && givesAt(rule, period, at));
}

function endOfRuleGrant(rule: PlanGrant, period: PaidPeriod, effectiveAt: Instant): Instant | null {
  return rule.lasts.type === 'periods'
    ? endOfTurns(rule, period, effectiveAt, rule.lasts.count)
    : endOfPeriodGrant(rule.lasts, period, effectiveAt);
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
