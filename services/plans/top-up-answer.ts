import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import type { AccountState } from '@/lib/ledger/state';
import { packPrice, planOfPrices } from '@/lib/plans/packs';
import { spentInMonth } from '@/lib/plans/top-up-rule';
import type { Instant } from '@/lib/time';
import type { TopUpAnswer } from './plan-answers';

/** The account's rule for buying packs by itself, with what it costs at most; null: never switched on. */
export function topUpAnswer({ topUp, subscription }: AccountState, at: Instant, catalog: Catalog): TopUpAnswer | null {
  const pack = catalog.packs.find(({ id }) => id === topUp?.packId);
  if (!topUp || !pack) return null;
  const { enabled, packId, count, threshold, monthlyLimit, pending } = topUp;
  const price = packPrice(pack, count, planOfPrices(subscription, catalog)) * BigInt(count);
  return {
    ...{ enabled, packId, packName: pack.name, count, pending },
    credits: jsonNumber(pack.credits * BigInt(count)),
    price: Number(price),
    purchasesMax: price === 0n ? 0 : Number(monthlyLimit / price),
    threshold: jsonNumber(threshold),
    monthlyLimit: Number(monthlyLimit),
    spent: Number(spentInMonth(topUp, at)),
  };
}
