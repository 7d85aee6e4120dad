import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import type { PaymentMethodAnswer } from './payment-answers';

/** How an account pays from now on: {kind: 'card', number, expiry?, cvc?} or {kind: 'invoice'}. Fails with invalid_request, or as lib/access says. */
export async function setMethod(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<PaymentMethodAnswer>> {
  void [context, actor, accountId, input];
  return Promise.resolve(fail('unavailable'));
}
