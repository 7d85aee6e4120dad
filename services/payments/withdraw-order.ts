import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';

/** Takes an order back that waits for its payment: {invoice}. Fails with payment_not_open, or as lib/access says. */
export async function withdrawOrder(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<null>> {
  void [context, actor, accountId, input];
  return Promise.resolve(fail('unavailable'));
}
