import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';

/**
 * Staff set a contract: {planId, intervalId, seats?, credits, price (minor units), endsAt, orderId}. The plan is changed
 * now, its credits come with the price as cost basis, and an invoice is written that is paid by hand.
 * Fails with invalid_request, unknown_plan, change_not_possible, or as lib/access says.
 */
export async function setContract(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<{ invoice: number | null }>> {
  void [context, actor, accountId, input];
  return Promise.resolve(fail('unavailable'));
}
