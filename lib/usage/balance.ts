import { lastingOf, type Lasting } from '../catalog/lasting';
import type { Catalog, PlanGrant } from '../catalog/schema';
import { jsonNumber, type Micro } from '../credits';
import { costBasis } from '../ledger/cost-basis';
import type { Grant, Subscription } from '../ledger/state';
import { isRecurring } from '../plans/rhythm';
import { termsOf } from '../plans/plan';
import { dayIn, isoText, type Day, type Instant, type Zone } from '../time';
import { calendarDays } from './meter';

/** What of the balance ends when, day by day of the account's zone. Credits are JSON numbers. */
export interface Endings {
  /** Soonest first; at most ENDINGS_MAX of them. */
  days: { day: Day; at: string; days: number; credits: number; left: number }[];
  /** Ends after the last of those days. */
  later: number;
  /** Never ends by itself. */
  never: number;
  /** Its time is over, and it waits for a payment. */
  waiting: number;
}

const ENDINGS_MAX = 24;

/** `left` is what would be left of the balance after that day if nothing came and nothing were used. Held credits never end. */
export function endingsOf(grants: readonly Grant[], zone: Zone, now: Instant): Endings {
  const byDay = new Map<Day, { at: Instant; credits: Micro }>();
  let [never, waiting] = [0n, 0n];
  for (const { available, expiresAt } of [...grants].sort((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0))) {
    if (available === 0n) continue;
    if (expiresAt === null) never += available;
    else if (expiresAt <= now) waiting += available;
    else {
      const day = dayIn(zone, expiresAt);
      const { at, credits } = byDay.get(day) ?? { at: expiresAt, credits: 0n };
      byDay.set(day, { at, credits: credits + available });
    }
  }
  const ends = [...byDay];
  let left = ends.reduce((sum, [, { credits }]) => sum + credits, never + waiting);
  const days = ends.slice(0, ENDINGS_MAX).map(([day, { at, credits }]) => {
    left -= credits;
    return {
      day,
      at: isoText(at),
      days: calendarDays(zone, now, at),
      credits: jsonNumber(credits),
      left: jsonNumber(left),
    };
  });
  const later = ends.slice(ENDINGS_MAX).reduce((sum, [, { credits }]) => sum + credits, 0n);
  return { days, later: jsonNumber(later), never: jsonNumber(never), waiting: jsonNumber(waiting) };
}

/** What was paid for the credits of a grant that are still here, in millionths of a minor unit. */
export function paidForTheRest(grant: Grant): bigint {
  return costBasis(grant, grant.available + grant.held);
}

/** How long the credits last that the plan gives: those that come again and again, or else all. */
export interface PlanLasting {
  lasting: Lasting;
  rhythm: PlanGrant['when'];
}

export function planLasting(subscription: Subscription, catalog: Catalog): PlanLasting[] {
  const { plan, interval } = termsOf(catalog, subscription);
  const recurring = interval.grants.filter(isRecurring);
  return (recurring.length > 0 ? recurring : interval.grants).map((grant) => ({
    lasting: lastingOf(grant, interval, plan),
    rhythm: grant.when,
  }));
}
