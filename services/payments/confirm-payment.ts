import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import type { PaymentOutcome } from './payment-answers';

/** What whoever pays says when asked to confirm: {invoice, approved}. Fails with invalid_request, payment_not_open, or as lib/access says. */
export async function confirmPayment(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<PaymentOutcome>> {
  void [context, actor, accountId, input];
  return Promise.resolve(fail('unavailable'));
}
