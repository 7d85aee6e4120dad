import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Context } from '../context';
import { submitItem } from '../ledger/batch';
import type { LedgerAnswer } from '../ledger/run-commands';
import { parseInput } from '../parse-input';
import { chargeItems, type AskedCharge } from './charge-items';
import { batchKey, batchOfAnything } from './charge-input';

/**
 * Charges many generations at once, each as if it had been asked for by itself: one bad one never fails the others. They
 * go to the ledger together, so that they share transactions. Fails with invalid_request where there is no list of items,
 * or as lib/access says where the key may charge nothing.
 * @returns what became of each, in their order; rejected where the ledger could not do it at all
 */
export async function chargeBatch(
  context: Context,
  actor: Extract<Actor, { kind: 'key' }>,
  input: unknown,
): Promise<Result<PromiseSettledResult<Result<LedgerAnswer>>[]>> {
  const allowed = may(actor, 'generations.charge');
  if (!allowed.ok) return allowed;
  const parsed = parseInput(batchOfAnything, input);
  if (!parsed.ok) return parsed;
  const asked = parsed.value.items.map(readItem);
  const items = await chargeItems(
    context,
    actor,
    asked.flatMap((each) => (each.ok ? each.value : [])),
  );
  let next = 0;
  const inOrder = asked.map((each) => (each.ok ? items[next++]! : each));
  return ok(await Promise.allSettled(inOrder.map((item) => (item.ok ? submitItem(context, item.value) : item))));
}

/** An item is a request's body with its key in it. The key is no part of what is asked, as a header is none. */
function readItem(item: unknown): Result<AskedCharge> {
  if (Object(item) !== item) return fail('invalid_request', { pointer: '/', detail: 'Each item is an object.' });
  const { idempotencyKey: named, ...input } = item as Record<string, unknown>;
  if (named === undefined) {
    return fail('idempotency_key_missing', {
      pointer: '/idempotencyKey',
      detail: 'Each item needs an idempotencyKey of its own, new for each change.',
    });
  }
  const key = batchKey.safeParse(named);
  if (key.success) return ok({ input, idempotencyKey: key.data });
  return fail('invalid_request', { pointer: '/idempotencyKey', detail: key.error.issues[0]!.message });
}
