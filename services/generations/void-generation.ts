import { z } from 'zod';
import type { Result } from '@/lib/errors';
import type { Context } from '../context';
import { always, type LedgerAnswer } from '../ledger/run-commands';
import { parseInput } from '../parse-input';
import { findGeneration, onceOfStep, submitStep, type AskedStep } from './step';

/** Nothing is left to say where held work has failed. */
export const voidInput = z.strictObject({}).meta({ id: 'Void', description: 'An empty object.' });

/**
 * Gives everything back that is held for a generation. Fails with invalid_request, hold_not_open,
 * idempotency_key_reused, or as lib/access says.
 */
export async function voidGeneration(
  context: Context,
  asked: AskedStep,
  input: unknown,
): Promise<Result<LedgerAnswer>> {
  const found = await findGeneration(context, asked);
  if (!found.ok) return found;
  const parsed = parseInput(voidInput, input);
  if (!parsed.ok) return parsed;
  const { generationId } = found.value;
  return submitStep(context, found.value, {
    command: always({ type: 'void', generationId }),
    once: onceOfStep(asked, found.value, 'void', input),
  });
}
