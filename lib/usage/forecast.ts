import { jsonNumber, type Micro } from '../credits';
import { DAY_MS, dayIn, type Day, type Instant, type Zone } from '../time';

/**
 * How long the credits last at the pace of the last weeks. An estimate, and the only place where credits become floats:
 * nothing is charged or granted by it. Days are those of the account's zone.
 *
 * The method. The sample is what each of the last whole days used, 28 at most, days without use included, today not. Its
 * mean is the pace. What d further days will use is taken to lie, four times in five, within d × mean ± z × s × √(d + d²/n):
 * s is the sample's standard deviation, n its days; d under the root is that days differ, d²/n that the mean itself is only
 * known from n days. Credits that end sooner are used first, and what is still there at its end is gone.
 */
export interface Forecast {
  /** The pace: credits a day, on average, rounded to a tenth. */
  perDay: number;
  /** How many whole days it is the average of. */
  days: number;
  /** The day on which nothing is left at this pace; null: some are left when the plan refreshes. */
  runsOut: Day | null;
  /** At the busy end of the range; null: even then some are left when the plan refreshes. */
  earliest: Day | null;
  /** At the quiet end of the range; null: not before the refresh, not within a year, or what is left ends before. */
  latest: Day | null;
  /** Whole credits, about, that are left at the refresh; null: they run out first. */
  leftAtRefresh: number | null;
}

/** What the forecast looks at. */
export interface ForecastFacts {
  now: Instant;
  zone: Zone;
  /** What can be spent now: each lot with its end, null for never. */
  lots: readonly { available: Micro; expiresAt: Instant | null }[];
  /** When the plan next gives credits by itself; null: never. */
  refreshAt: Instant | null;
  /** What each of the last whole days used, none left out. */
  usedByDay: readonly Micro[];
}

export const SAMPLE_DAYS_MAX = 28;
const SAMPLE_DAYS_MIN = 5;
/** Four times in five a normally spread value lies within so many standard deviations. */
const Z = 1.2816;
const AHEAD_DAYS_MAX = 366;

/**
 * The forecast, or null where it would be nonsense: fewer than five days, no use, nothing left, no end within a year, or
 * what is left ends by its own date before it could be used.
 */
export function forecastOf({ now, zone, lots, refreshAt, usedByDay }: ForecastFacts): Forecast | null {
  const sample = usedByDay.map(jsonNumber);
  const days = sample.length;
  const mean = average(sample);
  if (days < SAMPLE_DAYS_MIN || mean <= 0 || lots.every(({ available }) => available === 0n)) return null;

  const spread = deviation(sample, mean);
  const used = (z: number) => (ahead: number) => ahead * mean + z * spread * Math.sqrt(ahead + ahead ** 2 / days);
  const refreshDays = refreshAt === null ? Infinity : (refreshAt - now) / DAY_MS;
  const untilDays = Math.min(refreshDays, AHEAD_DAYS_MAX);
  const [middle, busy, quiet] = [0, Z, -Z].map((z) => drain(lots, now, untilDays, used(z)));
  const dayOf = ({ emptyAfter }: Drained) =>
    emptyAfter === null ? null : dayIn(zone, now + Math.floor(emptyAfter * DAY_MS));

  const runsOut = dayOf(middle!);
  if (middle!.wasted || (runsOut === null && refreshDays > AHEAD_DAYS_MAX)) return null;
  return {
    perDay: Math.round(mean * 10) / 10,
    days,
    runsOut,
    earliest: dayOf(busy!),
    latest: quiet!.wasted ? null : dayOf(quiet!),
    leftAtRefresh: runsOut === null ? Math.round(middle!.left) : null,
  };
}

interface Drained {
  /** Days until nothing is left; null: not before the end of the time that is looked at. */
  emptyAfter: number | null;
  /** What was left in the end ended by its date, unused. */
  wasted: boolean;
  left: number;
}

/** Uses lots up, soonest end first, for so many days; `used(d)` is what the first d days take. */
function drain(lots: ForecastFacts['lots'], now: Instant, untilDays: number, used: (ahead: number) => number): Drained {
  const sorted = lots
    .map(({ available, expiresAt }) => ({
      credits: jsonNumber(available),
      endsAfter: expiresAt === null ? Infinity : (expiresAt - now) / DAY_MS,
    }))
    .sort((a, b) => a.endsAfter - b.endsAfter);
  // Of all lots up to this one so much is ever used: no more than the days until its end take.
  let usable = 0;
  for (const { credits, endsAfter } of sorted) {
    const most = endsAfter < untilDays ? Math.max(used(endsAfter), usable) : Infinity;
    usable = Math.min(usable + credits, most);
  }
  const last = sorted.at(-1)!.endsAfter;
  if (last < untilDays && used(last) <= usable) return { emptyAfter: last, wasted: true, left: 0 };
  const emptyAfter = reaches(used, usable, untilDays);
  return { emptyAfter, wasted: false, left: emptyAfter === null ? usable - used(untilDays) : 0 };
}

/** After how many days so much is used; within a day by straight line. null: not within `untilDays`. */
function reaches(used: (ahead: number) => number, amount: number, untilDays: number): number | null {
  for (let before = 0; before < untilDays; before += 1) {
    const ahead = Math.min(before + 1, untilDays);
    const [from, to] = [used(before), used(ahead)];
    if (to >= amount) return before + ((amount - from) / (to - from)) * (ahead - before);
  }
  return null;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[], mean: number): number {
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
