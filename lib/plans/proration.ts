import { divideUp, type Micro } from '../credits';
import type { Instant } from '../time';
import type { Span } from './periods';

/**
 * Shares of what is left of a period, by milliseconds. Credits are rounded down to the micro-credit, money that is
 * charged up to the minor unit, money that is given back down: no sequence of changes gives more than the plans do.
 */
export interface Remaining {
  credits(whole: Micro): Micro;
  /** Credits that end: up, so that none is kept whose money is given back. */
  ending(whole: Micro): Micro;
  charge(wholeMinor: bigint): bigint;
  giveBack(wholeMinor: bigint): bigint;
}

export function remainingOf(period: Span, at: Instant): Remaining {
  return sharesOf(BigInt(Math.max(0, period.end - at)), BigInt(period.end - period.start));
}

/** All of a period, whatever is left of it. */
export const wholePeriod: Remaining = sharesOf(1n, 1n);

/** The larger of two amounts. */
export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function sharesOf(left: bigint, all: bigint): Remaining {
  const down = (whole: bigint) => (whole * left) / all;
  const up = (whole: bigint) => divideUp(whole * left, all);
  return { credits: down, ending: up, charge: up, giveBack: down };
}
