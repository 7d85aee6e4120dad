import type { MoneyMicro } from '../money';

/** What a calendar month of the account's zone has made, and what the credits for it had cost. */
export interface MonthOfOutputs {
  /** Cost basis of what was charged in the month, in millionths of a minor unit. */
  charged: MoneyMicro;
  /** Cost basis of what was given back in the month. */
  refunded: MoneyMicro;
  /** Charged generations, by what their maker said of them. */
  kept: number;
  discarded: number;
  unmarked: number;
}

export interface EffectiveCost {
  /** In millionths of a minor unit, rounded down; null where too few outputs are marked, or none was kept. */
  perKept: MoneyMicro | null;
  /** Outputs that are marked, of all, in whole percent, rounded down; null without outputs. */
  markedPercent: number | null;
}

/** With fewer marked, the figure would say more about the marking than about the work. */
const MARKED_PERCENT_MIN = 80;

/**
 * What a usable output has really cost: all that was charged, rejected work included, shared by what was kept. An output
 * that nobody marked counts as not kept.
 */
export function effectiveCost({ charged, refunded, kept, discarded, unmarked }: MonthOfOutputs): EffectiveCost {
  const all = kept + discarded + unmarked;
  if (all === 0) return { perKept: null, markedPercent: null };
  const markedPercent = Math.floor(((kept + discarded) * 100) / all);
  const spent = charged > refunded ? charged - refunded : 0n;
  const shown = kept > 0 && (kept + discarded) * 100 >= all * MARKED_PERCENT_MIN;
  return { perKept: shown ? spent / BigInt(kept) : null, markedPercent };
}
