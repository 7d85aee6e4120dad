import { languageOf, message } from './message';

/**
 * Numbers and dates for people. Digits are grouped as the account's locale does it; months and days are named in the
 * language of the words around them. The zone is always given: a date without one is a different date elsewhere.
 */

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** "1,234" or "0.75", exact to six decimals, with a true minus (−). */
export function amountText(locale: string, amount: number): string {
  return written(numberFormat(locale, { maximumFractionDigits: 6 }), amount);
}

/** "+500", "−40" or "0". */
export function changeText(locale: string, amount: number): string {
  return written(numberFormat(locale, { maximumFractionDigits: 6, signDisplay: 'exceptZero' }), amount);
}

/** "1,234 credits", "1 credit". */
export function creditsText(locale: string, amount: number): string {
  return message(locale, 'credits', { count: amount, amount: amountText(locale, amount) });
}

/** "62 %" of 0.62: whole, but never "0 %" of something or "100 %" of less than all. */
export function percentText(locale: string, share: number): string {
  const whole = Math.round(share * 100);
  const shown = share > 0 && share < 1 ? Math.min(Math.max(whole, 1), 99) : whole;
  return written(numberFormat(locale, { style: 'percent' }), shown / 100);
}

/** "14 Dec" or "14 Dec 2026": the calendar day of an instant in a zone. */
export function dayText(locale: string, zone: string, at: string, withYear = false): string {
  return plain(dateFormat(locale, zone, { day: 'numeric', month: 'short', ...(withYear && { year: 'numeric' }) }), at);
}

/** "14 Dec, 09:00 UTC" */
export function momentText(locale: string, zone: string, at: string, withYear = false): string {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(withYear && { year: 'numeric' }),
  };
  return plain(dateFormat(locale, zone, options), at);
}

/** "Monday, 14 December 2026 at 09:00:00 UTC" */
export function fullMomentText(locale: string, zone: string, at: string): string {
  return plain(dateFormat(locale, zone, { dateStyle: 'full', timeStyle: 'long' }), at);
}

/** "2026-12-14 09:00:00": what the clocks of a zone show, as programs read it. */
export function plainMomentText(zone: string, at: string): string {
  const options = { dateStyle: 'short', timeStyle: 'medium', timeZone: zone } as const;
  // Swedish writes dates so.
  return kept(dates, 'sv', options, () => new Intl.DateTimeFormat('sv', options)).format(new Date(at));
}

/** "Mon 14 Dec" of a calendar day ("2026-12-14"), which has no zone left to apply. */
export function calendarDayText(locale: string, day: string, withWeekday = false): string {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    ...(withWeekday && { weekday: 'short' }),
  };
  return plain(dateFormat(locale, 'UTC', options), `${day}T00:00:00Z`);
}

/** "Dec 2026": the month of a calendar day. */
export function monthText(locale: string, day: string): string {
  return plain(dateFormat(locale, 'UTC', { month: 'short', year: 'numeric' }), `${day}T00:00:00Z`);
}

/** The country's way of writing dates, in the language of the words. */
function dateLocale(locale: string): string {
  const language = languageOf(locale);
  if (locale.toLowerCase().startsWith(language)) return locale;
  const region = new Intl.Locale(locale).maximize().region;
  return region ? `${language}-${region}` : language;
}

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(numbers, locale, options, () => new Intl.NumberFormat(locale, options));
}

function dateFormat(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const inZone = { ...options, timeZone: zone };
  return kept(dates, locale, inZone, () => new Intl.DateTimeFormat(dateLocale(locale), inZone));
}

function kept<T>(known: Map<string, T>, locale: string, options: object, make: () => T): T {
  const id = `${locale} ${JSON.stringify(options)}`;
  const found = known.get(id) ?? make();
  known.set(id, found);
  return found;
}

function written(format: Intl.NumberFormat, amount: number): string {
  return format
    .formatToParts(amount)
    .map((part) => (part.type === 'minusSign' ? '−' : part.value))
    .join('');
}

/** Server and browser disagree about which narrow space stands before "AM": one that both know is used. */
function plain(format: Intl.DateTimeFormat, at: string): string {
  return format.format(new Date(at)).replaceAll('\u202f', '\u00a0');
}
