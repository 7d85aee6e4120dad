import type { PlanGrant } from '../catalog/schema';
import type { Micro } from '../credits';
import { issue, type Draft } from '../ledger/draft';
import type { EntryReason } from '../ledger/entry';
import type { MoneyMicro } from '../money';
import { DAY_MS, type Instant } from '../time';
import { endOfPeriodGrant, ruleCredits } from './period-grants';
import { endOfTurns, isRecurring, spanOfPaid, timesGiven, type PaidPeriod } from './rhythm';

/** Credits that come within a period beside its own, by one of the plan's rules. */
export interface Part {
  rule: PlanGrant;
  amount: Micro;
}

/**
 * Issues parts, effective and dated `at`: recurring credits of the plan, which end as those of the running period (of
 * the running turn, where the rule has a rhythm of its own) do.
 * @param paid for all of them; shared by their credits, by cumulative floor, so that the shares add up to it exactly
 */
export function issueParts(
  draft: Draft,
  period: PaidPeriod,
  parts: readonly Part[],
  { paid, reason, at }: { paid: MoneyMicro; reason: EntryReason; at: Instant },
): void {
  const whole = parts.reduce((sum, { amount }) => sum + amount, 0n);
  let shared: Micro = 0n;
  for (const { rule, amount } of parts) {
    if (amount === 0n) continue;
    const before = (paid * shared) / whole;
    shared += amount;
    issue(
      draft,
      {
        source: 'plan',
        planId: period.terms.plan.id,
        ruleId: rule.id,
        recurring: true,
        needsSubscription: false,
        amount,
        effectiveAt: at,
        expiresAt: endOfPart(rule, period, at),
        priority: rule.priority,
        paid: (paid * shared) / whole - before,
      },
      reason,
      at,
    );
  }
}

/** An amount, shared over a plan's recurring rules by what each of them gives in the period, by cumulative floor. */
export function partsOf(period: PaidPeriod, amount: Micro): Part[] {
  const { end } = spanOfPaid(period);
  const rules = period.terms.interval.grants.filter(isRecurring);
  const weights = rules.map((rule) => ruleCredits(rule, period.seats) * BigInt(timesGiven(rule, period, end)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return [];
  let before = 0n;
  return rules.map((rule, index) => {
    const upTo = before + weights[index]!;
    const part = { rule, amount: (amount * upTo) / whole - (amount * before) / whole };
    before = upTo;
    return part;
  });
}

function endOfPart(rule: PlanGrant, period: PaidPeriod, at: Instant): Instant | null {
  if (rule.lasts.type !== 'periods') return endOfPeriodGrant(rule.lasts, period, at);
  const turn = rule.when === 'days' ? lastTurn(rule.everyDays!, period.anchor, at) : at;
  return endOfTurns(rule, period, turn, rule.lasts.count);
}

/** When the turn of so many days began that an instant falls into. */
function lastTurn(everyDays: number, anchor: Instant, at: Instant): Instant {
  return at - ((at - anchor) % (everyDays * DAY_MS));
}
