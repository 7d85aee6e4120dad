import { decimalText, smaller, type Micro } from '../credits';
import type { FreeQuantity } from '../ledger/state';
import { amountText, charge, countedIn, QUANTITY_ONE, type Quantity } from './charge';
import type { AskedPart } from './quantity';
import type { Feature } from './schema';

/** How much of a feature's free quantity an account has left, in millionths of the feature's unit; null: none. */
export type FreeLeft = (feature: string) => Quantity | null;

/** Counts what the generations of one request take of free quantities: one running total for each feature. */
export interface FreeTally {
  /** How much of these parts is free; 0 where they cost nothing anyway, so that nothing is used up for nothing. */
  take(feature: Feature, parts: readonly AskedPart[]): Quantity;
  taken(): FreeQuantity[];
}

export function freeTally(freeLeft: FreeLeft): FreeTally {
  const taken = new Map<string, FreeQuantity>();
  return {
    take({ id, firstFree }, parts) {
      if (!firstFree) return 0n;
      const costs = parts.filter(({ part, quantities }) => charge(part.price, quantities).credits > 0n);
      // Such a feature has exactly one unit (the catalog's check sees to it), so all of its parts are asked for alike.
      const asked = costs.find(({ part }) => countedIn(part.price).length === 1)?.quantities[0];
      if (asked === undefined) return 0n;
      const before = taken.get(id)?.units ?? 0n;
      const left = (freeLeft(id) ?? 0n) - before;
      if (left <= 0n) return 0n;
      const units = smaller(left, asked);
      taken.set(id, { feature: id, per: firstFree.per, units: before + units });
      return units;
    },
    taken: () => [...taken.values()],
  };
}

/** What a part costs when so much of it is free: its formula holds for the rest. */
export function chargeAfterFree({ part, quantities }: AskedPart, free: Quantity): { credits: Micro; terms: string } {
  const [unit] = countedIn(part.price);
  if (free === 0n || part.price.type === 'free' || unit === undefined) return charge(part.price, quantities);
  const asked = quantities[0]!;
  const amount = amountText(asked, unit);
  if (free >= asked)
    return { credits: 0n, terms: `${amount}, ${asked === QUANTITY_ONE ? 'free' : 'all of them free'}` };
  const rest = charge(part.price, [asked - free]);
  const them = asked === QUANTITY_ONE ? 'it' : 'them';
  return { credits: rest.credits, terms: `${amount}, ${decimalText(free)} of ${them} free: ${rest.terms}` };
}
