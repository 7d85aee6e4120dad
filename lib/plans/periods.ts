import type { Subscription } from '../ledger/state';
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

/**
 * A period of a running subscription, the current one unless another is asked for. Its anchor begins the period that
 * `anchorIndex` names: 0 until a change of plan restarts the period.
 */
export function spanOf(
  subscription: Pick<Subscription, 'anchor' | 'anchorIndex' | 'periodIndex'>,
  intervalMonths: number,
  index: number = subscription.periodIndex,
): Span {
  return periodOf(subscription.anchor, intervalMonths, index - subscription.anchorIndex);
}
