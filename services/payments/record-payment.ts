import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { BuyPack, DeclinePayment, DeclineTopUp, PayUnits, Renew } from '@/lib/ledger/command';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { always, runCommands } from '../ledger/run-commands';

/** What a payment's provider has to tell of an account: what was paid for, or that it was declined. */
export type PaymentNews = Renew | PayUnits | (BuyPack & { topUp: true }) | DeclinePayment | DeclineTopUp;

/**
 * A payment has come in: opens the period, or brings the month of add-on units or the packs, that it was for. Or it was
 * declined. Once, however often and late this is called. Fails with nothing_to_renew, top_up_not_due, no_subscription,
 * unknown_pack, or as lib/access says.
 */
export async function recordPayment(
  context: Context,
  actor: Actor,
  input: { accountId: Id; payment: PaymentNews },
): Promise<Result<null>> {
  const found = await authoriseAccount(context, actor, input.accountId, 'payment.record');
  if (!found.ok) return found;
  const [result] = await inTransaction(context.db, (tx) =>
    runCommands(tx, context, [{ accountId: input.accountId, command: always(input.payment) }]),
  );
  return result!.ok ? ok(null) : result!;
}
