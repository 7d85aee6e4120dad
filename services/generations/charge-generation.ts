import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Context } from '../context';
import { submitItem } from '../ledger/batch';
import type { LedgerAnswer } from '../ledger/run-commands';
import { chargeItems } from './charge-items';

/**
 * Charges a generation, or holds credits for it: prices it by the catalog in force or by its quote, takes the credits in
 * burn-down order, and keeps the answer under (owner of the key, idempotency key), so that a retry gets the same answer
 * and no second debit.
 *
 * Fails with invalid_request, unknown_feature, unknown_model, model_required, invalid_quantity, invalid_option,
 * quote_not_valid, quote_lapsed, unknown_generation, insufficient_credits, credits_locked, cap_reached, too_many_holds,
 * idempotency_key_reused, or as lib/access says; a failure changes nothing.
 */
export async function chargeGeneration(
  context: Context,
  actor: Actor,
  input: unknown,
  idempotencyKey: string,
): Promise<Result<LedgerAnswer>> {
  if (actor.kind !== 'key') return fail('unauthenticated', { detail: 'Send an API key.' });
  const [item] = await chargeItems(context, actor, [{ input, idempotencyKey }]);
  return item!.ok ? submitItem(context, item!.value) : item!;
}
