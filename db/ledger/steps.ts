import { jsonNumber, microFromNumber, type Micro } from '@/lib/credits';
import {
  chargedAtOnce,
  type GenerationBurn,
  type GenerationStatus,
  type GenerationStep,
  type GenerationStepKind,
  type RefundReason,
} from '@/lib/ledger/generation';
import { isoText } from '@/lib/time';
import type { Row } from '../client';
import { instantFromText } from '../schema/columns';

/**
 * A step of a generation's story as it is kept in its row: exact JSON numbers of credits, ids and ISO texts, so that
 * whoever shows it can use it as it is. No personal data.
 */
export interface KeptStep {
  kind: GenerationStepKind;
  at: string;
  /** Charged by a debit or a capture; held by a hold; given back by a refund, a void or a lapse. */
  credits: number;
  burns: KeptBurn[];
  /** Numbers of its entries; null where it moved nothing. */
  firstSeq: number | null;
  lastSeq: number | null;
  periodStart: string | null;
  balanceBefore: number;
  balanceAfter: number;
  /** Of a hold: when it ends by itself. */
  lapsesAt?: string;
  /** Of a capture that was priced anew. */
  price?: unknown;
  /** Of a refund, where whoever asked for it said why. */
  refundReason?: RefundReason;
}

export interface KeptBurn {
  grant: number;
  credits: number;
  /** What these credits had cost, in minor units with at most six decimals. */
  costMinor: number;
  /** The grant that they came back as, where their own had ended. */
  reissuedAs?: number;
}

/** @param price what is kept of a price that was worked out anew */
export function keptStep(step: GenerationStep, price: unknown = null): KeptStep {
  return {
    kind: step.kind,
    at: isoText(step.at),
    credits: jsonNumber(step.credits),
    burns: step.burns.map(keptBurn),
    firstSeq: step.firstSeq,
    lastSeq: step.lastSeq,
    periodStart: step.periodStart === null ? null : isoText(step.periodStart),
    balanceBefore: jsonNumber(step.balanceBefore),
    balanceAfter: jsonNumber(step.balanceAfter),
    ...(step.lapsesAt !== null && { lapsesAt: isoText(step.lapsesAt) }),
    ...(price !== null && { price }),
  };
}

/** Whether a row's own list of steps has it: a charge at once is told by its receipt and its other columns. */
export function isListed(kind: GenerationStepKind): boolean {
  return kind !== 'debit' && kind !== 'free';
}

/**
 * All steps of a generation, the first included, whether or not its row's list has it.
 * @param row with its status, at, credits, first_seq, last_seq, receipt and steps
 */
export function stepsOfRow(row: Row): KeptStep[] {
  if (wasHeld(row.status)) return row.steps;
  const { burns, periodStart, balanceBefore, balanceAfter } = row.receipt;
  const first: KeptStep = {
    kind: row.status === 'free' ? 'free' : 'debit',
    at: isoText(instantFromText(row.at)),
    credits: jsonNumber(row.credits),
    burns,
    firstSeq: Number(row.first_seq),
    lastSeq: Number(row.last_seq),
    periodStart,
    balanceBefore,
    balanceAfter,
  };
  return [first, ...row.steps];
}

function wasHeld(status: GenerationStatus): boolean {
  return !(chargedAtOnce as readonly GenerationStatus[]).includes(status);
}

export function keptBurn({ grantId, amount, cost, reissuedAs }: GenerationBurn): KeptBurn {
  return {
    grant: grantId,
    credits: jsonNumber(amount),
    // Millionths of a minor unit and micro-credits are written in the same way.
    costMinor: jsonNumber(cost),
    ...(reissuedAs !== undefined && { reissuedAs }),
  };
}

/** The amount that a kept number stands for, in micro-credits. */
export function microOf(kept: number): Micro {
  const amount = microFromNumber(kept);
  if (amount === null) throw new Error(`not an exact amount: ${kept}`);
  return amount;
}
