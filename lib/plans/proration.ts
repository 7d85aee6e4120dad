import { divideUp, type Micro } from '../credits';
import type { Instant } from '../time';
import type { Span } from './periods';

/**
 * Shares of what is left of a period, by milliseconds. Credits are rounded down to the micro-credit, money that is
 * charged up to the minor unit, money that is given back down: no sequence of changes gives more than the plans do.
 */
export interface Remaining {
  credits(whole: Micro): Micro;
  charge(wholeMinor: bigint): bigint;
}

export function remainingOf(period: Span, at: Instant): Remaining {
  const left = BigInt(Math.max(0, period.end - at));
  const all = BigInt(period.end - period.start);
  return {
    credits: (whole) => (whole * left) / all,
    charge: (wholeMinor) => divideUp(wholeMinor * left, all),
  };
}
