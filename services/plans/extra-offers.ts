import { outside } from '@/lib/catalog/lasting';
import type { Catalog } from '@/lib/catalog/schema';
import { unitPrice } from '@/lib/catalog/unit-price';
import { jsonNumber, type Micro } from '@/lib/credits';
import type { AccountState } from '@/lib/ledger/state';
import { isSoldTo, packPrice, planOfPrices } from '@/lib/plans/packs';
import type { AddOnOffer, PackOffer } from './plan-answers';

/** Add-ons of the catalog, with the units that the account has of them. */
export function addOnOffers({ subscription }: AccountState, catalog: Catalog): AddOnOffer[] {
  return catalog.addOns.map(({ id, name, credits, price, plans }) => {
    const own = subscription?.addOns.find(({ addOnId }) => addOnId === id);
    return {
      ...{ id, name, credits: jsonNumber(credits), price: Number(price) },
      perThousand: perThousand(price, credits, catalog),
      isSold: subscription !== null && plans.includes(subscription.planId),
      units: own?.units ?? 0,
      unitsNext: own?.unitsNext ?? 0,
    };
  });
}

/** Packs at this account's own prices, with what many bought together cost. */
export function packOffers({ subscription }: AccountState, catalog: Catalog): PackOffer[] {
  const planId = planOfPrices(subscription, catalog);
  return catalog.packs.map((pack) => {
    const { id, name, credits, volume, lasts } = pack;
    const price = packPrice(pack, 1, planId);
    return {
      ...{ id, name, credits: jsonNumber(credits), price: Number(price) },
      perThousand: perThousand(price, credits, catalog),
      volume: [...volume]
        .sort((a, b) => a.from - b.from)
        .map(({ from }) => {
          const each = packPrice(pack, from, planId);
          return { from, price: Number(each), perThousand: perThousand(each, credits, catalog) };
        }),
      lasting: outside(lasts),
      isSold: isSoldTo(subscription, pack, catalog),
    };
  });
}

function perThousand(price: bigint, credits: Micro, { currency }: Catalog): number | null {
  return unitPrice(price, credits, currency)?.perThousand ?? null;
}
