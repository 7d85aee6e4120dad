import { tzOffset } from '@date-fns/tz';
import { startOfDayIn, type Instant, type Zone } from '../time';

/** An instant ("2026-03-15T12:00:00Z"), a local date and time without a zone, or a day, in one text. */
export const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads a moment of a scenario. Without `Z` or an offset it is what the clocks of `zone` show; a day alone is its start.
 * @returns the instant, or in one sentence why there is none: an hour that the clocks skip or show twice is never guessed
 */
export function readMoment(text: string, zone: Zone): { ok: true; at: Instant } | { ok: false; reason: string } {
  const match = MOMENT.exec(text);
  if (!match) {
    return {
      ok: false,
      reason: 'a moment is a day ("2026-03-15"), a day and time, or an instant ("2026-03-15T12:00:00Z")',
    };
  }
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset] = match;
  const date = `${year}-${month}-${day}`;
  const plain = `${date}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}`;
  const asUtc = Date.parse(`${plain}Z`);
  // 30 February would roll over into March.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString() !== `${plain}Z`) {
    return { ok: false, reason: `there is no ${text}` };
  }
  if (match[4] === undefined) return { ok: true, at: startOfDayIn(zone, date) };
  if (offset !== undefined) {
    const at = Date.parse(`${plain}${offset}`);
    return Number.isNaN(at) ? { ok: false, reason: `there is no ${text}` } : { ok: true, at };
  }
  return readLocal(text, asUtc, zone);
}

const DAY_MS = 86_400_000;

/** The one instant at which clocks of the zone show what they would show at `asUtc` in UTC. */
function readLocal(text: string, asUtc: Instant, zone: Zone): ReturnType<typeof readMoment> {
  // Clocks change at most once within two days: one of the offsets before and after is the right one.
  const offsets = new Set([asUtc - DAY_MS, asUtc + DAY_MS].map((near) => offsetAt(zone, near)));
  const found = [...offsets].map((offset) => asUtc - offset).filter((at) => at + offsetAt(zone, at) === asUtc);
  if (found.length === 1) return { ok: true, at: found[0]! };
  const often = found.length === 0 ? 'never' : 'twice';
  return { ok: false, reason: `clocks in ${zone} show ${text} ${often}: write it with Z or an offset` };
}

function offsetAt(zone: Zone, at: Instant): number {
  return Math.round(tzOffset(zone, new Date(at)) * 60_000);
}
