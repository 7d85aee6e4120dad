import type { Micro } from '../credits';
import type { GrantSource } from '../ledger/state';
import type { Instant } from '../time';
import type { ChargeLine } from './charge-line';

/** What a change would do, told before it is made. Money in minor units, credits in micro-credits. */
export interface ChangePreview {
  /** The account's now, from which it is reckoned. */
  readonly at: Instant;
  readonly when: 'now' | 'period_end';
  /** When its effect comes: `at`, or the end of the period (of the month, for units that are given up). */
  readonly effectiveAt: Instant;
  /** What has to be paid now. */
  readonly lines: readonly ChargeLine[];
  readonly due: bigint;
  /** The next invoice after that; null: none to come. */
  readonly next: NextInvoice | null;
  readonly creditsNow: CreditsLeft;
  /** Right after `effectiveAt`, if nothing is spent until then and what falls due is paid. */
  readonly creditsAfter: CreditsLeft;
  /** Every grant with credits in it, now or then, in the order of their numbers. */
  readonly grants: readonly GrantFate[];
  readonly before: OnTerms | null;
  /** Right after `effectiveAt`; null: on nothing. */
  readonly after: OnTerms | null;
}

export interface NextInvoice {
  readonly at: Instant;
  readonly lines: readonly ChargeLine[];
  readonly total: bigint;
}

export interface CreditsLeft {
  readonly available: Micro;
  /** Without what is locked. */
  readonly spendable: Micro;
  readonly held: Micro;
}

export interface OnTerms {
  readonly planId: string;
  readonly intervalId: string;
  readonly seats: number;
}

export interface GrantFate {
  readonly id: number;
  readonly source: GrantSource;
  readonly planId: string | null;
  readonly ruleId: string | null;
  /** What is available of it now, and right after `effectiveAt`. */
  readonly now: Micro;
  readonly after: Micro;
  /** What is held of it now and comes back by then, since its holds have ended. */
  readonly back: Micro;
  /** What ends of it: `now` and `back`, less `after`. */
  readonly lost: Micro;
  /** When what is left of it ends, as things stand and with the change; null: never. */
  readonly endsNow: Instant | null;
  readonly endsAfter: Instant | null;
  /** `ends`: all of it ends by then; `trimmed`: a part ends; `new`: it comes with the change. */
  readonly fate: 'stays' | 'ends' | 'trimmed' | 'new';
}
