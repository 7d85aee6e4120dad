import { fail, ok, type Result } from '../errors';
import type { TopUp } from '../ledger/state';
import { isoText, type Instant } from '../time';

/** The calendar month of an instant, in UTC: "2026-03". */
export function monthOf(at: Instant): string {
  return isoText(at).slice(0, 7);
}

/** What a rule has cost in the calendar month of `at`, in minor units. */
export function spentInMonth(topUp: TopUp | null, at: Instant): bigint {
  return topUp && topUp.month === monthOf(at) ? topUp.spent : 0n;
}

/**
 * The rule after the purchase that it asked for: it waits no longer, and the money counts in the month of the purchase.
 * Fails with `top_up_not_due` where it asked for nothing, or for something else.
 * @param price of the whole purchase, in minor units
 */
export function topUpBought(
  topUp: TopUp | null,
  purchase: { packId: string; count: number },
  price: bigint,
  at: Instant,
): Result<TopUp> {
  if (!topUp?.pending || topUp.packId !== purchase.packId || topUp.count !== purchase.count) {
    return fail('top_up_not_due', { detail: 'The account has not asked for these packs by itself.' });
  }
  return ok({ ...topUp, pending: false, month: monthOf(at), spent: spentInMonth(topUp, at) + price });
}
