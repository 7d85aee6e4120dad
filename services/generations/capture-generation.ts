import { z } from 'zod';
import { readPricedBy } from '@/db/ledger/charges';
import { quote } from '@/lib/catalog/price';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { freeLeft } from '@/lib/ledger/free-quantity';
import { heldBy } from '@/lib/ledger/holds';
import type { AccountState, Hold } from '@/lib/ledger/state';
import type { Context } from '../context';
import { creditsOrNoneInput } from '../exact-values';
import type { LedgerAnswer } from '../ledger/run-commands';
import { parseInput } from '../parse-input';
import { workDoneFields } from './charge-input';
import { findGeneration, noSuchGeneration, onceOfStep, submitStep, type AskedStep } from './step';

/** What a product's server sends when held work is done. */
export const captureInput = z
  .strictObject({
    credits: creditsOrNoneInput
      .optional()
      .meta({ description: 'What it really took. Left out, with all the rest: what was held.' }),
    ...workDoneFields,
  })
  .meta({ id: 'Capture', description: 'What held work really took: credits, or work to be priced as the hold was.' });

/**
 * Charges held work with what it really took: so many credits; what the work that was really done costs by the catalog's
 * version that priced the hold; or what was held. What is over comes back; what is missing is taken.
 *
 * Fails with invalid_request, invalid_quantity, invalid_option, hold_not_open, insufficient_credits, credits_locked,
 * cap_reached, idempotency_key_reused, or as lib/access says; then nothing is charged and the hold stands.
 */
export async function captureGeneration(
  context: Context,
  asked: AskedStep,
  input: unknown,
): Promise<Result<LedgerAnswer>> {
  const found = await findGeneration(context, asked);
  if (!found.ok) return found;
  const parsed = parseInput(captureInput, input);
  if (!parsed.ok) return parsed;
  const { credits, ...work } = parsed.value;
  const { account, generationId } = found.value;
  const once = onceOfStep(asked, found.value, 'capture', input);
  if (Object.keys(work).length === 0) {
    return submitStep(context, found.value, {
      once,
      command: (_, state) => {
        const hold = holdOf(state, generationId);
        return ok({ type: 'capture', generationId, credits: credits ?? (hold ? heldBy(hold) : 0n) });
      },
    });
  }
  if (credits !== undefined) {
    const detail = 'Name the credits, or the work to be priced: not both.';
    return fail('invalid_request', { pointer: '/credits', detail });
  }
  const kept = await readPricedBy(context.db.sql, account.accountId, generationId);
  if (!kept) return noSuchGeneration;
  const { feature, model, catalogVersion } = kept;
  const catalog = context.catalogs.version(account.catalogId, catalogVersion);
  if (!catalog) throw new Error(`version ${catalogVersion} of catalog ${account.catalogId} is not loaded`);
  return submitStep(context, found.value, {
    once,
    command: (_, state, at) => {
      const left = (id: string) => freeLeft(state, id, catalog, at, holdOf(state, generationId));
      const priced = quote(catalog, { feature, model, ...work }, left);
      if (!priced.ok) return priced;
      return ok({ type: 'capture', generationId, credits: priced.value.credits, quote: priced.value });
    },
  });
}

function holdOf({ holds }: AccountState, generationId: Id): Hold | null {
  return holds.find((each) => each.generationId === generationId) ?? null;
}
