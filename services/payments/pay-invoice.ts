import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import type { PaymentOutcome } from './payment-answers';

/** Tries again now, with the method on file: {invoice}. Fails with payment_not_open, payment_method_missing, or as lib/access says. */
export async function payInvoice(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<PaymentOutcome>> {
  void [context, actor, accountId, input];
  return Promise.resolve(fail('unavailable'));
}
