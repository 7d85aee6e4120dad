import { z } from 'zod';
import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { parseInput } from '../parse-input';
import { collectOrWait } from '../payments/collect';
import { beginOrder } from './begin-order';
import type { OrderOutcome } from './plan-answers';
import { previewOrder } from './preview-order';
import { readPreviewToken } from './preview-token';

const confirmation = z.object({ token: z.string().min(1).max(4_000), orderId: z.string().max(40).optional() });

/** Another order that is being paid is waited for so often. */
const TRIES_MAX = 5;

/**
 * Does what a preview has shown: {token, orderId}. Once: the same order again, from another tab or after a crash, goes on
 * where it was and gives the same outcome. Where the account has changed so that the figures do not come out any more,
 * or the preview is too old, nothing is done and a new preview is given.
 * Fails with preview_not_valid, payment_method_missing, payment_awaited (another order waits for its money), as the order
 * itself does, or as lib/access says.
 */
export async function placeOrder(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<OrderOutcome>> {
  const found = await authoriseAccount(context, actor, accountId, 'plan.change');
  if (!found.ok) return found;
  const parsed = parseInput(confirmation, input);
  if (!parsed.ok) return parsed;
  const { token, orderId } = parsed.value;
  const shown = readPreviewToken(token, context.secrets.orders);
  if (!shown || shown.accountId !== accountId || (orderId && orderId !== shown.orderId)) {
    return fail('preview_not_valid', { detail: 'This preview was not made for this account, or was changed since.' });
  }
  for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
    const begun = await inTransaction(context.db, (tx) => beginOrder(tx, context, shown));
    switch (begun.type) {
      case 'refused':
        return { ok: false, error: begun.error };
      case 'done':
        return ok({ status: 'done', invoice: null });
      case 'outdated': {
        const preview = await previewOrder(context, actor, accountId, shown.order);
        return preview.ok ? ok({ status: 'outdated', preview: preview.value }) : preview;
      }
      case 'collect':
        return ok(await collectOrWait(context, begun.payment));
      case 'busy': {
        // Another order is being paid just now: what comes of it is known in a moment, unless nobody can be asked.
        const other = await collectOrWait(context, begun.payment);
        if (other.status === 'waiting') return otherIsPaid();
      }
    }
  }
  return otherIsPaid();
}

function otherIsPaid(): Result<never> {
  return fail('payment_awaited', { detail: 'Another order is being paid just now.' });
}
