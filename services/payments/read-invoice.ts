import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import type { InvoiceView } from './payment-answers';

/** One invoice as it is printed. Fails with not_found, or as lib/access says. */
export async function readInvoice(
  context: Context,
  actor: Actor,
  accountId: Id,
  number: number,
): Promise<Result<InvoiceView>> {
  void [context, actor, accountId, number];
  return Promise.resolve(fail('unavailable'));
}
