import { z } from 'zod';
import type { Result } from '@/lib/errors';
import { refundReasons } from '@/lib/ledger/generation';
import type { Context } from '../context';
import { creditsInput } from '../exact-values';
import { always, type LedgerAnswer } from '../ledger/run-commands';
import { parseInput } from '../parse-input';
import { findGeneration, onceOfStep, submitStep, type AskedStep } from './step';

/** What a product's server sends to give a charge back. */
export const refundInput = z
  .strictObject({
    credits: creditsInput
      .optional()
      .meta({ description: 'How many of them. Left out: all that is left of the charge.' }),
    reason: z.enum(refundReasons).optional().meta({ description: 'Why; it is kept with the refund.' }),
  })
  .meta({ id: 'Refund', description: 'A charge to be given back, wholly or partly.' });

/**
 * Gives a charge back into the grants that it came from. Fails with invalid_request, nothing_to_refund,
 * idempotency_key_reused, or as lib/access says.
 */
export async function refundGeneration(
  context: Context,
  asked: AskedStep,
  input: unknown,
): Promise<Result<LedgerAnswer>> {
  const found = await findGeneration(context, asked);
  if (!found.ok) return found;
  const parsed = parseInput(refundInput, input);
  if (!parsed.ok) return parsed;
  const { generationId } = found.value;
  const { credits = null, reason } = parsed.value;
  return submitStep(context, found.value, {
    command: always({ type: 'refund', generationId, credits }),
    once: onceOfStep(asked, found.value, 'refund', input),
    ...(reason && { refundReason: reason }),
  });
}
