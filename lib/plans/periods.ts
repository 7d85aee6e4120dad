import { addMonthsUtc, type Instant } from '../time';

/** A span `[start, end)`. */
export interface Span {
  start: Instant;
  end: Instant;
}

/**
 * Period `index` of a subscription. Always computed from the anchor, never from the period before, so that a
 * subscription of the 31st comes back to the 31st after a short month.
 */
export function periodOf(anchor: Instant, intervalMonths: number, index: number): Span {
  return {
    start: addMonthsUtc(anchor, index * intervalMonths),
    end: addMonthsUtc(anchor, (index + 1) * intervalMonths),
  };
}
