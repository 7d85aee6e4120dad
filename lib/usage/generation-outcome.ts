import { jsonNumber, type Micro } from '../credits';
import { chargedAtOnce, type GenerationStatus } from '../ledger/generation';

/** What is kept of a generation that went on after its first step (micro-credits). */
export interface GenerationSums {
  status: GenerationStatus;
  held: Micro;
  /** What it was charged, whatever was given back since. */
  credits: Micro;
  refunded: Micro;
  /** By how much what ended its hold changed the balance; null: no hold of it is over. */
  holdEndChange: Micro | null;
}

/**
 * Where a generation of more than one step stands, in credits as JSON numbers: what was held, what was charged, what of the
 * hold came back, what of it ended because its time was over, and what was given back of the charge.
 */
export interface GenerationOutcome {
  how: 'debited' | 'captured' | 'voided' | 'lapsed';
  held: number;
  charged: number;
  cameBack: number;
  ended: number;
  refunded: number;
}

/** null: there is no more to it than its first step, or it moved nothing. */
export function generationOutcome(sums: GenerationSums): GenerationOutcome | null {
  const { status, held, credits, refunded, holdEndChange } = sums;
  if (status === 'held' || status === 'free' || held + credits === 0n) return null;
  if (isChargedAtOnce(status) && refunded === 0n) return null;
  const beyond = credits > held ? credits - held : 0n;
  const left = isChargedAtOnce(status) || beyond > 0n ? 0n : held - credits;
  // A lot may end while its credits are held: what would come back has then ended.
  const cameBack = left === 0n || holdEndChange === null ? 0n : min(left, holdEndChange);
  return {
    how: status,
    held: jsonNumber(held),
    charged: jsonNumber(credits),
    cameBack: jsonNumber(cameBack),
    ended: jsonNumber(left - cameBack),
    refunded: jsonNumber(refunded),
  };
}

function isChargedAtOnce(status: GenerationStatus): status is 'debited' {
  return (chargedAtOnce as readonly GenerationStatus[]).includes(status);
}

const min = (a: Micro, b: Micro): Micro => (a < b ? a : b);
