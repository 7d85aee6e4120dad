import type { PlanGrant } from '../catalog/schema';
import type { Micro } from '../credits';
import { MONEY_MICRO_PER_MINOR, type MoneyMicro } from '../money';
import type { Instant } from '../time';
import { periodPrice } from './plan';
import { isRecurring, spanOfPaid, timesGiven, type PaidPeriod } from './rhythm';

/**
 * A period's price is shared among all that the period gives, by the credits, in the order in which they come (at one
 * instant, in the file's order): by cumulative floor, so that the shares add up to the price to the millionth of a
 * minor unit. Twelve equal months of a year are P × (k + 1) ÷ 12 − P × k ÷ 12 each.
 *
 * Seats weigh in the shares as they weigh in the price: what they do not change of the one, they do not change of the
 * other, so that credits which come for further seats never carry money that nobody paid.
 */

/** What was paid for the credits that a recurring rule gives at an instant of the period. */
export function shareOf(period: PaidPeriod, rule: PlanGrant, at: Instant): MoneyMicro {
  const rules = recurringRules(period);
  const place = rules.indexOf(rule);
  const before = rules.reduce((sum, each, index) => {
    const times = timesGiven(each, period, index < place ? at : at - 1);
    return sum + weightOf(each, period) * BigInt(times);
  }, 0n);
  return paidUpTo(period, before + weightOf(rule, period)) - paidUpTo(period, before);
}

/**
 * The part of a period's price that the credits coming after `after` will carry. What a change within the period
 * (further seats, another plan) adds to this is paid with that change: its own credits carry the rest of its money.
 */
export function stillToShare(period: PaidPeriod, after: Instant): MoneyMicro {
  return wholePrice(period) - paidUpTo(period, weightUpTo(period, after));
}

function paidUpTo(period: PaidPeriod, weight: Micro): MoneyMicro {
  const whole = weightUpTo(period, spanOfPaid(period).end);
  return whole === 0n ? wholePrice(period) : (wholePrice(period) * weight) / whole;
}

function weightUpTo(period: PaidPeriod, through: Instant): Micro {
  return recurringRules(period).reduce(
    (sum, rule) => sum + weightOf(rule, period) * BigInt(timesGiven(rule, period, through)),
    0n,
  );
}

function wholePrice({ terms, seats }: PaidPeriod): MoneyMicro {
  return (periodPrice(terms, seats) ?? 0n) * MONEY_MICRO_PER_MINOR;
}

function weightOf(rule: PlanGrant, { terms, seats }: PaidPeriod): Micro {
  return rule.perSeat && terms.interval.pricePerSeat ? rule.credits * BigInt(seats) : rule.credits;
}

function recurringRules({ terms }: PaidPeriod): PlanGrant[] {
  return terms.interval.grants.filter(isRecurring);
}
