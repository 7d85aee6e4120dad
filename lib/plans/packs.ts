import type { Catalog, CatalogAt, Lifetime, Pack } from '../catalog/schema';
import { AMOUNT_MAX } from '../credits';
import { fail, ok, unreachable, type Result } from '../errors';
import type { BuyPack } from '../ledger/command';
import { issue, type Draft } from '../ledger/draft';
import type { Subscription } from '../ledger/state';
import { MONEY_MICRO_PER_MINOR } from '../money';
import { addMonthsUtc, DAY_MS, type Instant } from '../time';
import { charge } from './charge-line';
import { spanOf } from './periods';
import { isLive, termsOf } from './plan';
import { topUpBought } from './top-up-rule';

/** The most packs of one purchase: each is a grant and an entry. */
const PACKS_MAX = 100;

/**
 * What one pack costs, in minor units: the lowest of its list price, its price for so many bought together, and its
 * price for those on a plan.
 * @param planId the plan of a live subscription; null: none
 */
export function packPrice(pack: Pack, count: number, planId: string | null): bigint {
  const volume = pack.volume.filter(({ from }) => count >= from).map(({ price }) => price);
  const ofPlan = planId !== null && Object.hasOwn(pack.planPrices, planId) ? [pack.planPrices[planId]!] : [];
  return [...volume, ...ofPlan].reduce((low, price) => (price < low ? price : low), pack.price);
}

/** The plan whose prices for packs an account has; null: none, as nothing is paid for that is live. */
export function planOfPrices(subscription: Subscription | null, catalog: Catalog): string | null {
  return subscription && isLive(subscription, catalog) ? subscription.planId : null;
}

/** Whether an account may buy a pack now: some need a plan that is paid for. */
export function isSoldTo(subscription: Subscription | null, pack: Pack, catalog: Catalog): boolean {
  return !pack.needsSubscription || (subscription !== null && isLive(subscription, catalog));
}

/** A pack that can be bought so many times. Fails with `unknown_pack` or `invalid_quantity`. */
export function findPack(catalog: Catalog, packId: string, count: number): Result<Pack> {
  const pack = catalog.packs.find((each) => each.id === packId);
  if (!pack) return fail('unknown_pack', { detail: `${catalog.name} sells no pack "${packId}".` });
  const whole = Number.isInteger(count) && count >= 1;
  if (!whole || count > PACKS_MAX || pack.credits * BigInt(count) > AMOUNT_MAX) {
    return fail('invalid_quantity', { pointer: '/count', detail: `Buy 1 to ${PACKS_MAX} packs at once.` });
  }
  return ok(pack);
}

/**
 * Puts a pack that has been paid for into the account, usable at once. Each pack is a grant of its own, with its price
 * as cost basis. Fails with `unknown_pack`, `invalid_quantity`, `no_subscription` (a pack that needs one) or
 * `top_up_not_due` (in the name of the account's rule, which has not asked for it).
 */
export function buyPack(draft: Draft, command: BuyPack, at: Instant, catalogAt: CatalogAt): Result<null> {
  const catalog = catalogAt(at);
  const { packId, count } = command;
  const found = findPack(catalog, packId, count);
  if (!found.ok) return found;
  const pack = found.value;
  const planId = planOfPrices(draft.subscription, catalog);
  if (!isSoldTo(draft.subscription, pack, catalog)) {
    return fail('no_subscription', { detail: `"${pack.name}" can be bought and spent on a paid plan only.` });
  }
  const price = packPrice(pack, count, planId);
  const whole = price * BigInt(count);
  if (command.topUp) {
    const bought = topUpBought(draft.topUp, { packId, count }, whole, at);
    if (!bought.ok) return bought;
    draft.topUp = bought.value;
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
        paid: price * MONEY_MICRO_PER_MINOR,
      },
      'bought',
      at,
    );
  }
  charge(draft, { kind: 'pack', itemId: pack.id, intervalId: null, quantity: count, amount: whole, span: null });
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
      while (spanOf(subscription, months, index).end <= at) index += 1;
      return spanOf(subscription, months, index + lasts.count).start;
    }
    default:
      return unreachable(lasts);
  }
}
