import type { CatalogAt } from '../catalog/schema';
import type { Micro } from '../credits';
import { fail, type Result } from '../errors';
import type { Facts } from '../ledger/command';
import type { AccountState, GrantSource } from '../ledger/state';
import type { Instant } from '../time';
import type { ChargeLine } from './charge-line';
import type { PlanOrder } from './order';

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
  /** Right after `effectiveAt`, if nothing is spent until then. */
  readonly creditsAfter: CreditsLeft;
  /** Every grant with credits in it, now or then, in the order of their numbers. */
  readonly grants: readonly GrantFate[];
  readonly before: OnTerms | null;
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
  /** What is available of it now, and right after the change. */
  readonly now: Micro;
  readonly after: Micro;
  /** When what is left of it ends, as things stand and after the change; null: never. */
  readonly endsNow: Instant | null;
  readonly endsAfter: Instant | null;
  /** `ends`: nothing of it is left after the change; `trimmed`: a part ends with it; `new`: it comes with it. */
  readonly fate: 'stays' | 'ends' | 'trimmed' | 'new';
}

/**
 * What an order would do to an account, worked out by the engine itself; nothing is saved.
 * Fails as the order itself would.
 * @param state settled to `at`
 */
export function previewChange(
  state: AccountState,
  order: PlanOrder,
  facts: Facts,
  at: Instant,
  catalogAt: CatalogAt,
): Result<ChangePreview> {
  void [state, order, facts, at, catalogAt];
  return fail('unavailable');
}
