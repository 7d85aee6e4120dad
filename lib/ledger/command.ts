import type { Quote } from '../catalog/price';
import type { Micro } from '../credits';
import type { Id } from '../ids';
import type { Instant } from '../time';
import type { GenerationBurn, GenerationStatus } from './generation';
import type { CapScope, CapWindow, Grant } from './state';

/** Everything that can be asked of an account's ledger. Ids and times come with it: rules make neither. */
export type Command =
  | Settle
  | Subscribe
  | GiveOnce
  | Renew
  | DeclinePayment
  | ChangePlan
  | UndoChange
  | Cancel
  | Resume
  | End
  | ChangeSeats
  | AddUnits
  | RemoveUnits
  | PayUnits
  | BuyPack
  | QuoteCharge
  | Debit
  | PlaceHold
  | Capture
  | VoidHold
  | Refund
  | GrantCredits
  | Revoke
  | Extend
  | SetCap
  | SetTopUp
  | DeclineTopUp;

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

/** One-time credits come that were kept back until their owner's mail address was confirmed. */
export interface GiveOnce {
  type: 'giveOnce';
  /** Rules of the catalog; those that are no one-time rules of it give nothing. */
  ruleIds: readonly string[];
}

/** The payment for the next period has come in. Opens that period at its anchored boundary, however late it is. */
export interface Renew {
  type: 'renew';
  /** Index of the period that was paid for; a second call for the same one is refused. Of a contract: the running one. */
  periodIndex: number;
}

/** A payment for the next period was declined, or a contract's invoice not paid in time. The first time starts the grace. */
export interface DeclinePayment {
  type: 'declinePayment';
  /** Of the period that was to be paid for. Of a contract: the running one. */
  periodIndex: number;
}

/**
 * Change to another plan, or to another interval of the same one. A step up happens now, as the catalog says; a step
 * down, and from a longer interval to a shorter one, at the end of the period.
 */
export interface ChangePlan {
  type: 'changePlan';
  planId: string;
  intervalId: string;
  /** Left out: as many as now, within what the new plan takes. */
  seats?: number;
  /** Which of the catalog's ways to upgrade, where the customer may choose; left out: the first. */
  choice?: string;
  /** When it was ordered: what is prorated is reckoned from then. In the running period; left out: now. */
  orderedAt?: Instant;
}

/** Take a change back that waits for the end of the period. */
export interface UndoChange {
  type: 'undoChange';
}

/** End the subscription with its period; at once where the period is over and its renewal not paid for. */
export interface Cancel {
  type: 'cancel';
}

/** Take a cancellation back. */
export interface Resume {
  type: 'resume';
}

/** End the subscription now: a contract that is over, an account that is closed. No money is given back by this. */
export interface End {
  type: 'end';
}

/** Have so many seats. More arrive at once, prorated and with their credits; fewer from the next renewal. */
export interface ChangeSeats {
  type: 'changeSeats';
  seats: number;
  /** When it was ordered, as of a change of plan. */
  orderedAt?: Instant;
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
  /** Bought by the account's own rule: refused unless the rule has asked for exactly this. */
  topUp?: boolean;
}

/** What a charge would do, were it made now: which grants would pay, and what would be missing. Changes nothing. */
export interface QuoteCharge {
  type: 'quote';
  quote: Quote;
  member?: string | null;
}

/** Charge a generation now. */
export interface Debit {
  type: 'debit';
  generationId: Id;
  quote: Quote;
  member?: string | null;
}

/** Reserve a generation's credits before the work. */
export interface PlaceHold {
  type: 'hold';
  generationId: Id;
  quote: Quote;
  member?: string | null;
  /** When it ends by itself: later than now. */
  lapsesAt: Instant;
}

/** The held work is done: charge what it really took, which may be less or more than was held. */
export interface Capture {
  type: 'capture';
  generationId: Id;
  credits: Micro;
  /** How that was worked out, where it is not what was quoted. */
  quote?: Quote;
}

/** The held work failed: everything that was held comes back. */
export interface VoidHold {
  type: 'void';
  generationId: Id;
}

/** Give a charge back, wholly or partly, into the grants that it came from. Needs `facts.charge` and `facts.grants`. */
export interface Refund {
  type: 'refund';
  generationId: Id;
  /** null: all that is left of it. */
  credits: Micro | null;
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
  /** Left out: now. A later instant writes nothing until then. */
  effectiveAt?: Instant;
}

/** Take available credits of a grant away. */
export interface Revoke {
  type: 'revoke';
  grantId: number;
  /** null: all that is available of it. */
  amount: Micro | null;
}

/** Let the available credits of a grant end later: they move on into a new grant, with their cost basis. */
export interface Extend {
  type: 'extend';
  grantId: number;
  /** null: never ends. */
  expiresAt: Instant | null;
}

/** Limit what may be used in a window, or take a limit away. Needs `facts.charged`. */
export interface SetCap {
  type: 'setCap';
  scope: CapScope;
  per: CapWindow;
  /** null: no limit any more. */
  limit: Micro | null;
}

/** Switch automatic top-up on, with its bounds, or off (null). */
export interface SetTopUp {
  type: 'setTopUp';
  rule: { packId: string; count: number; threshold: Micro; monthlyLimit: bigint } | null;
}

/** The payment for a top-up was declined: the rule is off until somebody switches it on. */
export interface DeclineTopUp {
  type: 'declineTopUp';
}

/** A generation as it was charged, for what comes after it. */
export interface KeptCharge {
  readonly generationId: Id;
  readonly status: GenerationStatus;
  /** When it was first counted: charged or, before that, held. A hold of nothing counts nothing. */
  readonly at: Instant;
  /** When it was charged: of the debit, or of the capture. */
  readonly chargedAt: Instant;
  /** Start of the period in which it was charged. */
  readonly periodStart: Instant | null;
  /** Start of the period in which it was first counted. */
  readonly countedPeriodStart: Instant | null;
  readonly feature: string;
  readonly model: string | null;
  readonly member: string | null;
  /** What is still charged to each grant, in burn-down order: less what has been given back before. */
  readonly burns: readonly Pick<GenerationBurn, 'grantId' | 'amount'>[];
}

/** What a command refers to beyond the account's own state. */
export interface Facts {
  /** One-time grant rules that this person had before, through whatever account ("<rule id>"). */
  claimedElsewhere: readonly string[];
  /** The generation that a capture, a void or a refund names; null: the account has none of that id. */
  charge?: KeptCharge | null;
  /** Grants that the command touches and the state no longer has, because nothing is left in them. */
  grants?: readonly Grant[];
  /** What a new cap's window has been charged already, less what was given back of it (micro-credits). */
  charged?: Micro;
}

export const noFacts: Facts = { claimedElsewhere: [] };
