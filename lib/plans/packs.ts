import type { CatalogAt, Lifetime } from '../catalog/schema';
import { AMOUNT_MAX } from '../credits';
import { fail, ok, unreachable, type Result } from '../errors';
import type { BuyPack } from '../ledger/command';
import { issue, type Draft } from '../ledger/draft';
import { MONEY_MICRO_PER_MINOR } from '../money';
import { addMonthsUtc, DAY_MS, type Instant } from '../time';

/**
 * Puts a pack that has been paid for into the account, usable at once. Each pack is a grant of its own, with its price
 * as cost basis. Fails with `unknown_pack` or `invalid_quantity`.
 */
export function buyPack(draft: Draft, command: BuyPack, at: Instant, catalogAt: CatalogAt): Result<null> {
  const catalog = catalogAt(at);
  const pack = catalog.packs.find((each) => each.id === command.packId);
  if (!pack) return fail('unknown_pack', { detail: `${catalog.name} sells no pack "${command.packId}".` });
  const { count } = command;
  if (!Number.isInteger(count) || count < 1 || pack.credits * BigInt(count) > AMOUNT_MAX) {
    return fail('invalid_quantity', { pointer: '/count', detail: 'Buy at least one pack, in whole numbers.' });
  }
  for (let bought = 0; bought < count; bought += 1) {
    issue(
      draft,
      {
        source: 'pack',
        planId: null,
        ruleId: pack.id,
        recurring: false,
        amount: pack.credits,
        effectiveAt: at,
        expiresAt: endOfPack(pack.lasts, draft, at),
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
function endOfPack(lasts: Lifetime, draft: Draft, at: Instant): Instant | null {
  switch (lasts.type) {
    case 'never':
      return null;
    case 'days':
      return at + lasts.count * DAY_MS;
    case 'months':
      return addMonthsUtc(at, lasts.count);
    case 'periods': {
      const period = draft.header.period;
      if (!period) return addMonthsUtc(at, lasts.count);
      return addMonthsUtc(period.end, lasts.count - 1);
    }
    default:
      return unreachable(lasts);
  }
}
