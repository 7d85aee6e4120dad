import type { PlanGrant } from '../catalog/schema';
import { unreachable } from '../errors';
import { addMonthsUtc, DAY_MS, type Instant } from '../time';
import { periodOf, type Span } from './periods';
import type { PlanTerms } from './plan';

/** A period as it was paid for. */
export interface PaidPeriod {
  terms: PlanTerms;
  seats: number;
  anchor: Instant;
  /** Counted from that anchor. */
  index: number;
}

/** Whether a rule gives again and again: with each period, or in a rhythm of its own within it. */
export function isRecurring(rule: PlanGrant): boolean {
  return rule.credits > 0n && rule.when !== 'once' && rule.when !== 'start';
}

/** Whether a rule gives when the calendar or its days say so, and not with the subscription's own months. */
export function hasOwnRhythm({ when }: PlanGrant): boolean {
  return when === 'calendarMonth' || when === 'days';
}

export function spanOfPaid({ terms, anchor, index }: PaidPeriod): Span {
  return periodOf(anchor, terms.interval.months, index);
}

/**
 * How many times a rule gives in a period up to `through`, that instant included. Counted, never listed: a credit a day
 * for three years is as quick as one a year.
 */
export function timesGiven(rule: PlanGrant, period: PaidPeriod, through: Instant): number {
  const span = spanOfPaid(period);
  const until = Math.min(through, span.end - 1);
  if (until < span.start) return 0;
  switch (rule.when) {
    case 'period':
      return 1;
    case 'month':
      return monthsSince(period.anchor, until) - monthsSince(period.anchor, span.start) + 1;
    case 'calendarMonth': {
      // The first period after the anchor gives at its start, too, whatever the day.
      const atStart = period.index === 0 || span.start === firstOfMonth(span.start, 0);
      return monthNumber(until) - monthNumber(span.start) + (atStart ? 1 : 0);
    }
    case 'days':
      return stridesSince(period, rule, until) - stridesSince(period, rule, span.start - 1);
    case 'once':
    case 'start':
      return 0;
    default:
      return unreachable(rule.when);
  }
}

export function givesAt(rule: PlanGrant, period: PaidPeriod, at: Instant): boolean {
  return timesGiven(rule, period, at) > timesGiven(rule, period, at - 1);
}

/** When a rule next gives in a period, later than `after`; null: not in this period any more. */
export function nextGiven(rule: PlanGrant, period: PaidPeriod, after: Instant): Instant | null {
  const { start, end } = spanOfPaid(period);
  if (after < start && givesAt(rule, period, start)) return start;
  const next = nextInRhythm(rule, period, Math.max(after, start));
  return next !== null && next < end ? next : null;
}

function nextInRhythm(rule: PlanGrant, period: PaidPeriod, after: Instant): Instant | null {
  switch (rule.when) {
    case 'month':
      return addMonthsUtc(period.anchor, monthsSince(period.anchor, after) + 1);
    case 'calendarMonth':
      return firstOfMonth(after, 1);
    case 'days':
      return period.anchor + (stridesSince(period, rule, after) + 1) * strideOf(rule);
    case 'period':
    case 'once':
    case 'start':
      return null;
    default:
      return unreachable(rule.when);
  }
}

/** The end of `count` turns of a rule's rhythm, the one that begins at `at` being the first. */
export function endOfTurns(rule: PlanGrant, period: PaidPeriod, at: Instant, count: number): Instant {
  switch (rule.when) {
    case 'month':
      return addMonthsUtc(period.anchor, monthsSince(period.anchor, at) + count);
    case 'calendarMonth':
      return firstOfMonth(at, count);
    case 'days':
      return at + count * strideOf(rule);
    case 'period':
    case 'once':
    case 'start':
      return periodOf(period.anchor, period.terms.interval.months, period.index + count).start;
    default:
      return unreachable(rule.when);
  }
}

/** Whole months of a subscription that are over at an instant, each as long as the anchor's day makes it. */
function monthsSince(anchor: Instant, at: Instant): number {
  const months = monthNumber(at) - monthNumber(anchor);
  return addMonthsUtc(anchor, months) > at ? months - 1 : months;
}

/** Whole strides of so many days that are over at an instant; days are of 24 hours, as instants are UTC. */
function stridesSince({ anchor }: PaidPeriod, rule: PlanGrant, at: Instant): number {
  return Math.floor((at - anchor) / strideOf(rule));
}

function strideOf({ id, everyDays }: PlanGrant): number {
  if (everyDays === undefined) throw new Error(`rule ${id} comes by the day and does not say how many`);
  return everyDays * DAY_MS;
}

/** Calendar months in UTC, numbered without a gap. */
function monthNumber(at: Instant): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** 00:00 UTC on the first of the calendar month so many months later. */
function firstOfMonth(at: Instant, later: number): Instant {
  const month = monthNumber(at) + later;
  return Date.UTC(Math.floor(month / 12), month % 12, 1);
}
