import { isoText, type Instant } from '../time';

/** How an address names a period: "20260307T090000.000Z" by its start; "beginning" is all that was before the first. */
export function periodName(start: Instant | null): string {
  return start === null ? BEGINNING : isoText(start).replaceAll(/[-:]/g, '');
}

const BEGINNING = 'beginning';

/** The start of the period that an address names; undefined where it names none. */
export function periodNamed(name: string): Instant | null | undefined {
  if (name === BEGINNING) return null;
  const match = /^([12]\d{3})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d\.\d{3}Z)$/.exec(name);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, rest] = match;
  const start = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${rest}`);
  // 30 February is a date to the parser, and another one.
  return !Number.isNaN(start) && periodName(start) === name ? start : undefined;
}
