import type { Quote } from '../catalog/price';
import type { Micro } from '../credits';
import type { Id } from '../ids';
import type { Instant } from '../time';

/** Everything that can be asked of an account's ledger. Ids and times come with it: rules make neither. */
export type Command =
  Settle | Subscribe | Renew | ChangeSeats | AddUnits | RemoveUnits | PayUnits | BuyPack | Debit | GrantCredits;

/** Bring the account up to now, nothing more. */
export interface Settle {
  type: 'settle';
}

/** Start a subscription. From a free plan to a paid one is a new subscription: new anchor, full price, full credits. */
export interface Subscribe {
  type: 'subscribe';
  planId: string;
  intervalId: string;
  seats: number;
}

/** The payment for the next period has come in. Opens that period at its anchored boundary, however late it is. */
export interface Renew {
  type: 'renew';
  /** Index of the period that was paid for; a second call for the same one is refused. */
  periodIndex: number;
}

/** Have so many seats. More arrive at once, prorated and with their credits; fewer from the next renewal. */
export interface ChangeSeats {
  type: 'changeSeats';
  seats: number;
}

/** Buy so many more units of an add-on: the first full price at once, then with every month of the subscription. */
export interface AddUnits {
  type: 'addUnits';
  addOnId: string;
  units: number;
}

/** Give units up: not billed again, and their credits stay until the main plan's renewal. */
export interface RemoveUnits {
  type: 'removeUnits';
  addOnId: string;
  units: number;
}

/** The payment for a month of add-on units, within a longer main period, has come in. */
export interface PayUnits {
  type: 'payUnits';
  /** Months since the subscription's anchor. */
  monthIndex: number;
}

/** Buy packs of credits. */
export interface BuyPack {
  type: 'buyPack';
  packId: string;
  count: number;
}

/** Charge a generation now. */
export interface Debit {
  type: 'debit';
  generationId: Id;
  quote: Quote;
}

/** Give credits that no plan gives. */
export interface GrantCredits {
  type: 'grant';
  source: 'goodwill' | 'promotion' | 'import' | 'contract';
  amount: Micro;
  /** null: never ends. */
  expiresAt: Instant | null;
  /** What was paid for it, in minor units; 0 for what is given. */
  paid?: bigint;
}

/** What a command refers to beyond the account's own state. */
export interface Facts {
  /** One-time grant rules that this person had before, through whatever account ("<rule id>"). */
  claimedElsewhere: readonly string[];
}

export const noFacts: Facts = { claimedElsewhere: [] };
