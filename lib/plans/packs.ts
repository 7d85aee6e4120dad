import type { Catalog, CatalogAt, Lifetime } from '../catalog/schema';
import { AMOUNT_MAX } from '../credits';
import { fail, ok, unreachable, type Result } from '../errors';
import type { BuyPack } from '../ledger/command';
import { issue, type Draft } from '../ledger/draft';
import { MONEY_MICRO_PER_MINOR } from '../money';
import { addMonthsUtc, DAY_MS, type Instant } from '../time';
import { periodOf } from './periods';
import { termsOf } from './plan';

/** The most packs of one purchase: each is a grant and an entry. */
const PACKS_MAX = 100;

/**
 * Puts a pack that has been paid for into the account, usable at once. Each pack is a grant of its own, with its price
 * as cost basis. Fails with `unknown_pack` or `invalid_quantity`.
 */
export function buyPack(draft: Draft, command: BuyPack, at: Instant, catalogAt: CatalogAt): Result<null> {
  const catalog = catalogAt(at);
  const pack = catalog.packs.find((each) => each.id === command.packId);
  if (!pack) return fail('unknown_pack', { detail: `${catalog.name} sells no pack "${command.packId}".` });
  const { count } = command;
  const whole = Number.isInteger(count) && count >= 1;
  if (!whole || count > PACKS_MAX || pack.credits * BigInt(count) > AMOUNT_MAX) {
    return fail('invalid_quantity', { pointer: '/count', detail: `Buy 1 to ${PACKS_MAX} packs at once.` });
  }
  for (let bought = 0; bought < count; bought += 1) {
    issue(
      draft,
      {
        source: 'pack',
        planId: null,
        ruleId: pack.id,
        recurring: false,
        needsSubscription: pack.needsSubscription,
        amount: pack.credits,
        effectiveAt: at,
        expiresAt: endOfPack(pack.lasts, draft, at, catalog),
        priority: pack.priority,
        paid: pack.price * MONEY_MICRO_PER_MINOR,
      },
      'bought',
      at,
    );
  }
  return ok(null);
}

/** `periods` counts the account's own periods: 1 ends with the one in which the pack is bought. */
function endOfPack(lasts: Lifetime, { subscription }: Draft, at: Instant, catalog: Catalog): Instant | null {
  switch (lasts.type) {
    case 'never':
      return null;
    case 'days':
      return at + lasts.count * DAY_MS;
    case 'months':
      return addMonthsUtc(at, lasts.count);
    case 'periods': {
      if (!subscription) return addMonthsUtc(at, lasts.count);
      const { months } = termsOf(catalog, subscription).interval;
      let index = subscription.periodIndex;
      // While a renewal waits for its payment, what is bought counts for the period that is running, not the one over.
      while (periodOf(subscription.anchor, months, index).end <= at) index += 1;
      return periodOf(subscription.anchor, months, index + lasts.count).start;
    }
    default:
      return unreachable(lasts);
  }
}
