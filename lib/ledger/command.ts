import type { Quote } from '../catalog/price';
import type { Micro } from '../credits';
import type { Id } from '../ids';
import type { Instant } from '../time';

/** Everything that can be asked of an account's ledger. Ids and times come with it: rules make neither. */
export type Command = Settle | Subscribe | Renew | Debit | GrantCredits;

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

/** Charge a generation now. */
export interface Debit {
  type: 'debit';
  generationId: Id;
  quote: Quote;
}

/** Give credits that no plan gives. */
export interface GrantCredits {
  type: 'grant';
  source: 'goodwill' | 'promotion' | 'import';
  amount: Micro;
  /** null: never ends. */
  expiresAt: Instant | null;
}

/** What a command refers to beyond the account's own state. */
export interface Facts {
  /** One-time grant rules that this person had before, through whatever account ("<rule id>"). */
  claimedElsewhere: readonly string[];
}

export const noFacts: Facts = { claimedElsewhere: [] };
