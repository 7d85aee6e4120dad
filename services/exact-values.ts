import { z } from 'zod';
import { AMOUNT_MAX, microFromNumber, type Micro } from '@/lib/credits';
import type { Instant } from '@/lib/time';

/** What requests hold that has to be exact: credits, money, moments. Each is a value of the ledger once it is read. */

/** Credits above 0, as a JSON number with at most six decimals. */
export const creditsInput = exactly(z.number().positive());

/** Credits that may be none at all. */
export const creditsOrNoneInput = exactly(z.number().min(0));

function exactly(number: z.ZodNumber) {
  return number.transform((value, context): Micro => {
    const amount = microFromNumber(value);
    if (amount !== null && amount <= AMOUNT_MAX) return amount;
    context.addIssue('Credits are at most 999999999.999999, with at most six decimals.');
    return z.NEVER;
  });
}

/** Money in whole minor units of the account's currency. */
export const minorInput = z.int().min(0).max(1_000_000_000_000).transform(BigInt);

const FIRST = Date.parse('2000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** A moment with its offset from UTC, to the millisecond. */
export const instantInput = z.iso
  .datetime({ offset: true, error: 'A moment is written as 2026-03-15T12:00:00Z.' })
  .max(40)
  .transform((text, context): Instant => {
    const at = Date.parse(text);
    if (at >= FIRST && at <= LAST) return at;
    context.addIssue('A moment lies in the years 2000 to 9999.');
    return z.NEVER;
  });
