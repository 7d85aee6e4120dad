import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import type { OrderPreview } from './plan-answers';

/** What an order would do, reckoned by the engine and not saved. Fails with invalid_request, as the order itself would, or as lib/access says. */
export async function previewOrder(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<OrderPreview>> {
  void [context, actor, accountId, input];
  return Promise.resolve(fail('unavailable'));
}
