import { TZDate } from '@date-fns/tz';
import { format, startOfDay } from 'date-fns';

/** A moment in time: milliseconds since 1970-01-01T00:00:00Z. Rules never read a clock; they are given one of these. */
export type Instant = number;

/** A calendar day in some zone, as "2026-03-15". */
export type Day = string;

/** An IANA zone name, such as "Europe/Berlin". */
export type Zone = string;

export const DAY_MS = 86_400_000;

/** The instant `count` months after `from` in UTC, the day clamped to the month's length (Jan 31 + 1 → Feb 28). */
export function addMonthsUtc(from: Instant, count: number): Instant {
  // By UTC's own arithmetic: the ledger asks this at every step, and a zone's rules are many times dearer to ask.
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + count);
  // A day that the month does not have has run on into the next one.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

/**
 * The calendar day of an instant, as the clocks of `zone` show it. Asked for every entry, and a zone's rules are dear to
 * ask: each zone's last minute is remembered. Within one, no clock of these days comes to another date.
 */
export function dayIn(zone: Zone, at: Instant): Day {
  const minute = Math.floor(at / MINUTE_MS);
  const last = lastDays.get(zone);
  if (last?.minute === minute) return last.day;
  const day = format(new TZDate(at, zone), 'yyyy-MM-dd');
  // Before 1973 there were zones that were off by seconds.
  if (at >= SINCE_1973) lastDays.set(zone, { minute, day });
  return day;
}

const MINUTE_MS = 60_000;
const SINCE_1973 = Date.UTC(1973, 0);
const lastDays = new Map<Zone, { minute: number; day: Day }>();

/** The instant at which a day starts in a zone (which is not always at 00:00: some zones skip midnight in spring). */
export function startOfDayIn(zone: Zone, day: Day): Instant {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return startOfDay(new TZDate(year, month - 1, date, zone)).getTime();
}

/** The day `count` days after `day` on the calendar. */
export function addDays(day: Day, count: number): Day {
  return isoText(Date.parse(day) + count * DAY_MS).slice(0, 10);
}

/** Every day from the one that holds `start` to the one that holds the last millisecond before `end`. */
export function daysBetween(zone: Zone, start: Instant, end: Instant): Day[] {
  const last = dayIn(zone, end - 1);
  const days: Day[] = [];
  for (let day = dayIn(zone, start); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/**
 * "2026-03-15T12:00:00.000Z". The same few instants are asked for again and again: some are remembered, each in a place
 * that is its own for good. A list that grew would be copied and thrown away over and over.
 */
export function isoText(at: Instant): string {
  const place = Math.abs(at) % ISO_TEXTS;
  if (isoInstants[place] === at) return isoTexts[place]!;
  const text = new Date(at).toISOString();
  isoInstants[place] = at;
  isoTexts[place] = text;
  return text;
}

const ISO_TEXTS = 1_024;
const isoInstants = new Float64Array(ISO_TEXTS).fill(NaN);
const isoTexts: string[] = Array.from({ length: ISO_TEXTS }, () => '');

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
