import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import type { OrderOutcome } from './plan-answers';

/** Does what a preview has shown, once: {token, orderId}. Fails with preview_not_valid, payment_method_missing, payment_awaited, as the order itself does, or as lib/access says. */
export async function placeOrder(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<OrderOutcome>> {
  void [context, actor, accountId, input];
  return Promise.resolve(fail('unavailable'));
}
