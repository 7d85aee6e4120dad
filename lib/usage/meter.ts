import type { Catalog } from '../catalog/schema';
import { jsonNumber, type Micro } from '../credits';
import { isLocked } from '../ledger/locks';
import type { AccountState, Grant, Subscription, SubscriptionStatus } from '../ledger/state';
import { carryOverCap } from '../plans/carry-over';
import { termsOf, type PlanTerms } from '../plans/plan';
import { nextRefresh } from '../plans/refresh';
import { renewedInto } from '../plans/renewal';
import { DAY_MS, dayIn, daysBetween, isoText, type Day, type Instant, type Zone } from '../time';
import { forecastOf, type Forecast } from './forecast';

/**
 * The month's meter as plain data: what pages draw, the browser polls and the API answers. Credits are JSON numbers
 * (exact, at most six decimals), instants ISO texts.
 */
export interface Meter {
  asOf: string;
  zone: Zone;
  plan: { id: string; name: string; status: SubscriptionStatus } | null;
  /** null: the account has no subscription. */
  period: { start: string; end: string } | null;
  /** When the plan next gives credits by itself, how many, and how many calendar days away; null: see noRefresh. */
  refresh: { at: string; credits: number; days: number } | null;
  /**
   * Why there is no refresh to come: a payment is awaited, or so late that the plan is suspended; the plan ends, or
   * changes to one that gives nothing by itself; it gave credits once, or never gives any.
   */
  noRefresh: 'awaiting_payment' | 'suspended' | 'cancelled' | 'plan_changes' | 'gives_once' | 'gives_none' | null;
  /**
   * What waits for the end of the period: another plan, or none (it is cancelled), and whether what is left of the plan's
   * credits ends then; null: the plan goes on.
   */
  change: { at: string; plan: { id: string; name: string } | null; creditsEnd: boolean } | null;
  available: number;
  held: number;
  used: number;
  carriedIn: number;
  granted: number;
  /** Expired or revoked within the period. */
  ended: number;
  /** The most that plan credits may carry over the next refresh; null: no limit. */
  carryOverCap: number | null;
  /** Which part (0 to 1) of the plan credits that are left is carried over it; null: whatever the cap allows. */
  carryOverShare: number | null;
  /** What ends soonest, if anything ever does. */
  nextToEnd: { at: string; credits: number; days: number } | null;
  /** How long it lasts at the pace of the last weeks; null: that cannot be told. */
  forecast: Forecast | null;
  spend: Spend;
}

/** What the period's credits were used for. */
export interface Spend {
  byFeature: FeatureSpend[];
  /** One for each calendar day of the period so far and to come, in the account's zone. */
  byDay: DaySpend[];
}

export interface FeatureSpend {
  feature: string;
  name: string;
  credits: number;
  generations: number;
}

export interface DaySpend {
  day: Day;
  /** Credits by feature id; features without spend that day are absent. */
  credits: Record<string, number>;
  isToday: boolean;
  isFuture: boolean;
}

/** A row of the rollup: what one feature and model used on one day of a period. */
export interface UsageRow {
  day: Day;
  feature: string;
  model: string | null;
  used: Micro;
  generations: number;
}

/**
 * Works the meter out. `state` is settled to `now`; `usage` is the rollup of its current period; `usedByDay` is what each
 * of the last whole days used, for the forecast.
 */
export function meterOf(
  state: AccountState,
  catalog: Catalog,
  usage: readonly UsageRow[],
  zone: Zone,
  now: Instant,
  usedByDay: readonly Micro[] = [],
): Meter {
  const { header, subscription } = state;
  const terms = subscription && termsOf(catalog, subscription);
  const refresh = nextRefresh(state, catalog);
  const carryOver =
    subscription && nextCarryOver(subscription, catalog, refresh?.at ?? null, header.period?.end ?? null);
  return {
    asOf: isoText(now),
    zone,
    plan: terms && { id: terms.plan.id, name: terms.plan.name, status: subscription!.status },
    period: header.period && { start: isoText(header.period.start), end: isoText(header.period.end) },
    refresh: refresh && {
      at: isoText(refresh.at),
      credits: jsonNumber(refresh.credits),
      days: calendarDays(zone, now, refresh.at),
    },
    noRefresh: refresh || !terms ? null : whyNoRefresh(subscription!, terms),
    change: subscription && header.period && changeAhead(subscription, header.period.end, catalog),
    available: jsonNumber(header.balance),
    held: jsonNumber(header.held),
    used: jsonNumber(header.period?.used ?? 0n),
    carriedIn: jsonNumber(header.period?.carriedIn ?? 0n),
    granted: jsonNumber(header.period?.granted ?? 0n),
    ended: jsonNumber(header.period?.ended ?? 0n),
    carryOverCap: carryOver?.cap == null ? null : jsonNumber(carryOver.cap),
    carryOverShare: carryOver?.share ?? null,
    nextToEnd: nextToEnd(state.grants, zone, now),
    forecast:
      // A payment that is late changes what can be spent, on a day that nobody knows.
      subscription?.status === 'active'
        ? forecastOf({ now, zone, lots: spendableLots(state, catalog), refreshAt: refresh?.at ?? null, usedByDay })
        : null,
    spend: {
      byFeature: spendByFeature(usage, catalog),
      byDay: header.period ? spendByDay(usage, header.period, zone, now) : [],
    },
  };
}

function whyNoRefresh({ status, next }: Subscription, { interval }: PlanTerms): Meter['noRefresh'] {
  if (status !== 'active') return status;
  if (next) return next.type === 'cancel' ? 'cancelled' : 'plan_changes';
  return interval.grants.length > 0 ? 'gives_once' : 'gives_none';
}

/** What becomes of a running plan at its period's end, where that is not its renewal. */
function changeAhead(subscription: Subscription, end: Instant, catalog: Catalog): Meter['change'] {
  const { status, next } = subscription;
  if (status !== 'active' || !next) return null;
  const { cancel, downgrade } = catalog.changes;
  if (next.type === 'cancel') return { at: isoText(end), plan: null, creditsEnd: cancel.unspent === 'end' };
  const { plan } = renewedInto(subscription, catalog).terms;
  return { at: isoText(end), plan: { id: plan.id, name: plan.name }, creditsEnd: downgrade.unspent === 'end' };
}

/** What may be carried over the next refresh: within the period by the plan's own policy, at its end as the change says. */
function nextCarryOver(
  subscription: Subscription,
  catalog: Catalog,
  refreshAt: Instant | null,
  end: Instant | null,
): { cap: Micro | null; share: number | null } {
  const { downgrade } = catalog.changes;
  const isWithin = refreshAt !== null && end !== null && refreshAt < end;
  const isChange = subscription.next?.type === 'plan' && !isWithin;
  if (isChange && downgrade.unspent === 'end') return { cap: 0n, share: null };
  const isOld = isWithin || (isChange && downgrade.carryOverOf === 'old');
  const { terms, seats } = isOld
    ? { terms: termsOf(catalog, subscription), seats: subscription.seats }
    : renewedInto(subscription, catalog);
  const { carryOver } = terms.plan;
  return { cap: carryOverCap(terms, seats), share: carryOver.type === 'fraction' ? carryOver.fraction : null };
}

/** Calendar days from one instant to another in a zone: 0 is later today. */
export function calendarDays(zone: Zone, from: Instant, to: Instant): number {
  return Math.round((Date.parse(dayIn(zone, to)) - Date.parse(dayIn(zone, from))) / DAY_MS);
}

function nextToEnd(grants: readonly Grant[], zone: Zone, now: Instant): Meter['nextToEnd'] {
  const ends = grants.filter((grant) => grant.available > 0n && grant.expiresAt !== null && grant.expiresAt > now);
  if (ends.length === 0) return null;
  const at = Math.min(...ends.map((grant) => grant.expiresAt!));
  const sum = ends.filter((grant) => grant.expiresAt === at).reduce((total, grant) => total + grant.available, 0n);
  return { at: isoText(at), credits: jsonNumber(sum), days: calendarDays(zone, now, at) };
}

function spendableLots(state: AccountState, catalog: Catalog): Grant[] {
  return state.grants.filter((grant) => grant.available > 0n && !isLocked(grant, state, catalog));
}

function spendByFeature(usage: readonly UsageRow[], catalog: Catalog): FeatureSpend[] {
  const totals = new Map<string, { used: Micro; generations: number }>();
  for (const row of usage) {
    const total = totals.get(row.feature) ?? { used: 0n, generations: 0 };
    totals.set(row.feature, { used: total.used + row.used, generations: total.generations + row.generations });
  }
  const names = new Map(catalog.features.map((feature) => [feature.id, feature.name]));
  return [...totals]
    .map(([feature, { used, generations }]) => ({
      feature,
      // History may name a feature that the catalog has since withdrawn.
      name: names.get(feature) ?? feature,
      credits: jsonNumber(used),
      generations,
    }))
    .sort((a, b) => b.credits - a.credits || a.name.localeCompare(b.name, 'en'));
}

function spendByDay(
  usage: readonly UsageRow[],
  period: { start: Instant; end: Instant },
  zone: Zone,
  now: Instant,
): DaySpend[] {
  const today = dayIn(zone, now);
  const sums = new Map<Day, Map<string, Micro>>();
  for (const row of usage) {
    const day = sums.get(row.day) ?? new Map<string, Micro>();
    day.set(row.feature, (day.get(row.feature) ?? 0n) + row.used);
    sums.set(row.day, day);
  }
  // A period that waits for its payment goes on past its end: its days are shown too.
  const end = Math.max(period.end, now + 1);
  return daysBetween(zone, period.start, end).map((day) => ({
    day,
    credits: Object.fromEntries([...(sums.get(day) ?? [])].map(([feature, used]) => [feature, jsonNumber(used)])),
    isToday: day === today,
    isFuture: day > today,
  }));
}
