import type { Actor } from '@/lib/access/actor';
import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import type { InvoicePage } from './payment-answers';

/** An account's invoices, newest first. Fails as lib/access says. */
export async function listInvoices(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: { before: number | null },
): Promise<Result<InvoicePage>> {
  void [context, actor, accountId, input];
  return Promise.resolve(fail('unavailable'));
}
