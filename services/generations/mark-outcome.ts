import { z } from 'zod';
import { writeOutcome } from '@/db/ledger/charges';
import { fail, ok, type Result } from '@/lib/errors';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { doOnce, type OnceAnswer } from '../once';
import { parseInput } from '../parse-input';
import { findGeneration, noSuchGeneration, onceOfStep, type AskedStep } from './step';

/** What a product's server sends once its customer has made up their mind. */
export const outcomeInput = z
  .strictObject({
    outcome: z.enum(['kept', 'discarded']).meta({ description: 'Whether the output was kept.' }),
  })
  .meta({ id: 'NewOutcome', description: 'What became of the output of a charged generation.' });

/**
 * Notes whether the output of a charged generation was kept; the last word counts. No credits move. Fails with
 * invalid_request, change_not_possible (it was not charged), idempotency_key_reused, or as lib/access says.
 */
export async function markOutcome(context: Context, asked: AskedStep, input: unknown): Promise<Result<OnceAnswer>> {
  const found = await findGeneration(context, asked);
  if (!found.ok) return found;
  const parsed = parseInput(outcomeInput, input);
  if (!parsed.ok) return parsed;
  const { account, generationId } = found.value;
  const { outcome } = parsed.value;
  const at = account.clockAt ?? context.clock.now();
  return doOnce(context, onceOfStep(asked, found.value, 'outcome', input), async (tx) => {
    const status = await writeOutcome(tx, account.accountId, generationId, { outcome, at });
    if (status === null) return noSuchGeneration;
    if (status !== 'debited' && status !== 'captured') {
      const detail = `Only the output of a generation that was charged is kept or discarded: this one is ${status}.`;
      return fail('change_not_possible', { detail });
    }
    const answer = { id: generationId, account: account.accountId, outcome, outcomeAt: isoText(at) };
    return ok({ status: 200, text: JSON.stringify(answer) });
  });
}
