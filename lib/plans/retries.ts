import { DAY_MS, type Instant } from '../time';

/** Days after the first decline on which a payment is tried again by itself. */
const RETRY_DAYS = [1, 3, 5] as const;
/** A month of units is not waited for by anything: it is tried for ever, so many days apart. */
const LATER_DAYS = 30;

/**
 * When a payment that was declined is tried again by itself; null: not any more, or it was not declined.
 * @param declined when it was declined, oldest first
 * @param until the end of the grace: nothing is tried from then on; null: there is none
 */
export function retryAfter(
  declined: readonly Instant[],
  { forever, until }: { forever: boolean; until: Instant | null },
): Instant | null {
  const [first] = declined;
  if (first === undefined) return null;
  const days = RETRY_DAYS[declined.length - 1];
  const at = days !== undefined ? first + days * DAY_MS : forever ? declined.at(-1)! + LATER_DAYS * DAY_MS : null;
  return at !== null && until !== null && at >= until ? null : at;
}
