import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import type { BillingDetails } from './payment-answers';

/** Keeps where invoices go. Invoices that are issued already keep what they were issued with. Fails with invalid_request, or as lib/access says. */
export async function setBillingDetails(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<BillingDetails>> {
  void [context, actor, accountId, input];
  return Promise.resolve(fail('unavailable'));
}
