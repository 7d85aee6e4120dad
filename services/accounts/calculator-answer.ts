import type { Lasting } from '@/lib/catalog/lasting';
import type { PriceFigure } from '@/lib/catalog/price-figures';
import type { Day } from '@/lib/time';
import type { FeatureBuys } from '@/lib/usage/balance-buys';
import type { Cover } from '@/lib/usage/cover';

/** What the calculator's page shows. Credits are JSON numbers, exact to six decimals; money is whole minor units. */
export interface Calculator {
  catalogName: string;
  currency: string;
  spendable: number;
  /** Here, but not to be spent for now. */
  locked: number;
  buys: FeatureBuys[];
  /** Everything that a mix may hold. */
  ways: CalculatorWay[];
  mix: MixLine[];
  /** The days of which the mix is an average for 30; null: it stands in the address. */
  source: { from: Day; to: Day; days: number; unknown: number } | null;
  /** How much of the address was left out. */
  ignored: number;
  /** Of the whole mix, a month. */
  need: number;
  fits: CalculatorFit[];
}

export interface CalculatorWay {
  key: string;
  feature: { id: string; name: string };
  figure: PriceFigure;
}

export interface MixLine {
  key: string;
  /** Whole numbers of what the way's figure counts. */
  quantity: number;
  credits: number;
  /** Whether the number was reckoned from credits by a typical price. */
  isEstimate: boolean;
}

/** A plan paid in one way, against the mix. */
export interface CalculatorFit {
  plan: { id: string; name: string };
  interval: { id: string; months: number; isOneOf: number };
  /** null: not sold by the seat. */
  seats: number | null;
  /** It has fewer seats than the account. */
  isTooSmall: boolean;
  isCurrent: boolean;
  /** For the period, and its share of a month; null: by contract. */
  price: number | null;
  monthly: number | null;
  /** For a month, and beside them once. */
  credits: number;
  once: number;
  /** How long the credits that come again last. */
  lasting: Lasting[];
  fits: boolean;
  left: number;
  missing: number;
  cover: { items: Cover['items']; credits: number; price: number } | null;
  /** For a month with what has to be bought beside; null: by contract, or it can't be had. */
  total: number | null;
  isCheapest: boolean;
}
