import { z } from 'zod';
import type { Actor } from '@/lib/access/actor';
import { inTransaction } from '@/db/transaction';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { parseInput } from '../parse-input';
import { collectOrWait } from './collect';
import { lockAccount } from './lock-account';
import { invoiceNumber, openPayment } from './open-payment';
import type { PaymentOutcome } from './payment-answers';

const answer = z.object({
  invoice: invoiceNumber,
  approved: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]),
});

/**
 * What whoever pays says when the provider asks them to confirm: {invoice, approved}. Fails with not_found,
 * payment_not_open (nothing is to be confirmed), or as lib/access says.
 */
export async function confirmPayment(
  context: Context,
  actor: Actor,
  accountId: Id,
  input: unknown,
): Promise<Result<PaymentOutcome>> {
  const found = await authoriseAccount(context, actor, accountId, 'plan.change');
  if (!found.ok) return found;
  const parsed = parseInput(answer, input);
  if (!parsed.ok) return parsed;
  const { invoice, approved } = parsed.value;
  const asked = await inTransaction(context.db, async (tx) => {
    const locked = await lockAccount(tx, context, accountId);
    const open = await openPayment(tx, locked, invoice);
    if (!open.ok) return open;
    const { attempt } = open.value;
    if (attempt?.status !== 'needs_confirmation') {
      return fail('payment_not_open', { detail: `Nothing is to be confirmed for invoice ${invoice}.` });
    }
    return ok({ accountId, id: attempt.id, at: locked.at, approved });
  });
  return asked.ok ? ok(await collectOrWait(context, asked.value)) : asked;
}
