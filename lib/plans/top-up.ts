import type { Catalog, CatalogAt, Pack } from '../catalog/schema';
import { AMOUNT_MAX } from '../credits';
import { fail, ok, type Result } from '../errors';
import type { SetTopUp } from '../ledger/command';
import type { Draft } from '../ledger/draft';
import { spendable } from '../ledger/locks';
import type { Instant } from '../time';
import { findPack, isSoldTo, packPrice, planOfPrices } from './packs';
import { monthOf, spentInMonth } from './top-up-rule';

/** Packs that the account's rule asks for, to be paid and then bought with `topUp`. */
export interface TopUpWish {
  readonly packId: string;
  readonly count: number;
  /** Minor units. */
  readonly price: bigint;
}

/**
 * Switches the rule on with these bounds, or off. What it has cost this month stays counted, so that switching it off
 * and on again does not start the limit anew. Switching it off, or to another purchase, drops what it waits for.
 * Fails with `unknown_pack`, `invalid_quantity` or `invalid_amount`.
 */
export function setTopUp(draft: Draft, { rule }: SetTopUp, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { topUp } = draft;
  if (rule === null) {
    if (topUp?.enabled) draft.topUp = { ...topUp, enabled: false, pending: false };
    return ok(null);
  }
  const { packId, count, threshold, monthlyLimit } = rule;
  const catalog = catalogAt(at);
  const found = findPack(catalog, packId, count);
  if (!found.ok) return found;
  if (threshold <= 0n || threshold > AMOUNT_MAX) {
    return fail('invalid_amount', { pointer: '/threshold', detail: 'The threshold is more than 0 credits.' });
  }
  const price = priceOf(draft, found.value, count, catalog);
  if (monthlyLimit < price || monthlyLimit < 0n) {
    return fail('invalid_amount', {
      pointer: '/monthlyLimit',
      detail: 'The limit of a month is at least the price of one purchase.',
      data: { price: Number(price) },
    });
  }
  const sameWish = topUp?.packId === packId && topUp.count === count;
  draft.topUp = {
    enabled: true,
    packId,
    count,
    threshold,
    monthlyLimit,
    month: monthOf(at),
    spent: spentInMonth(topUp, at),
    pending: sameWish && topUp.pending,
  };
  return ok(null);
}

/**
 * The payment for what the rule asked for was declined: the rule is off, and never switches itself on again.
 * Fails with `top_up_not_due`.
 */
export function declineTopUp(draft: Draft): Result<null> {
  if (!draft.topUp?.pending) return fail('top_up_not_due', { detail: 'No top-up is waiting for a payment.' });
  draft.topUp = { ...draft.topUp, enabled: false, pending: false };
  return ok(null);
}

/**
 * What the rule asks for after a command, noted as pending; null: nothing. It asks once, when less than the threshold
 * can be spent, as far as the month's limit goes, and only for what could really be bought. It is asked after commands
 * that use credits or concern the rule (lib/ledger/decide.ts).
 */
export function wishTopUp(draft: Draft, at: Instant, catalogAt: CatalogAt): TopUpWish | null {
  const { topUp } = draft;
  if (!topUp?.enabled || topUp.pending) return null;
  const catalog = catalogAt(at);
  if (spendable({ ...draft, grants: [...draft.grants.values()] }, catalog) >= topUp.threshold) return null;
  const found = findPack(catalog, topUp.packId, topUp.count);
  if (!found.ok || !isSoldTo(draft.subscription, found.value, catalog)) return null;
  const price = priceOf(draft, found.value, topUp.count, catalog);
  if (spentInMonth(topUp, at) + price > topUp.monthlyLimit) return null;
  draft.topUp = { ...topUp, pending: true };
  return { packId: topUp.packId, count: topUp.count, price };
}

/** What a purchase costs now, in minor units. */
function priceOf({ subscription }: Draft, pack: Pack, count: number, catalog: Catalog): bigint {
  return packPrice(pack, count, planOfPrices(subscription, catalog)) * BigInt(count);
}
