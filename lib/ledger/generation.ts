import type { Quote } from '../catalog/price';
import type { Micro } from '../credits';
import type { Id } from '../ids';
import type { MoneyMicro } from '../money';
import type { Instant } from '../time';

/** Where a generation stands. A refund leaves it charged: how much was given back is its own figure. */
export const generationStatuses = ['free', 'debited', 'held', 'captured', 'voided', 'lapsed'] as const;
export type GenerationStatus = (typeof generationStatuses)[number];

/** Where a generation stands that was never held. */
export const chargedAtOnce = ['free', 'debited'] as const satisfies readonly GenerationStatus[];

/** What one grant paid of a generation, holds for it, or got back. */
export interface GenerationBurn {
  readonly grantId: number;
  readonly amount: Micro;
  /** What these credits had cost when they were bought; 0 while they are only held. */
  readonly cost: MoneyMicro;
  /** The new grant that these credits came back as, where their own had ended. */
  readonly reissuedAs?: number;
}

export const generationStepKinds = ['debit', 'free', 'hold', 'capture', 'void', 'lapse', 'refund'] as const;
export type GenerationStepKind = (typeof generationStepKinds)[number];

/** Why a charge is given back: a closed list, so that no free text is kept with it. */
export const refundReasons = ['failed', 'quality', 'duplicate', 'other'] as const;
export type RefundReason = (typeof refundReasons)[number];

/** Something that happened to a generation. Its steps, in order, are its whole story. */
export interface GenerationStep {
  readonly generationId: Id;
  readonly kind: GenerationStepKind;
  readonly at: Instant;
  readonly periodStart: Instant | null;
  /** Charged by a debit or a capture; held by a hold; given back by a refund, a void or a lapse. */
  readonly credits: Micro;
  /** Charged, held or given back, grant by grant, in the order in which it was done. */
  readonly burns: readonly GenerationBurn[];
  readonly balanceBefore: Micro;
  readonly balanceAfter: Micro;
  /** Numbers of its entries; null where it moved nothing. */
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  /** The price of a debit or a hold; of a capture, where it was worked out anew. */
  readonly quote: Quote | null;
  readonly member: string | null;
  /** Of a hold: when it ends by itself. */
  readonly lapsesAt: Instant | null;
}

/** What a step makes of a generation. */
export function statusAfter(
  step: Pick<GenerationStep, 'kind' | 'credits'>,
  before: GenerationStatus | null,
): GenerationStatus {
  switch (step.kind) {
    case 'debit':
      return 'debited';
    case 'free':
      return 'free';
    case 'hold':
      return 'held';
    case 'capture':
      return 'captured';
    case 'void':
      return 'voided';
    case 'lapse':
      return 'lapsed';
    case 'refund':
      return before ?? 'debited';
  }
}
