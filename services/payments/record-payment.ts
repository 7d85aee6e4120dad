import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { PayUnits, Renew } from '@/lib/ledger/command';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { always, runCommands } from '../ledger/run-commands';

/**
 * A payment has come in: opens the period, or brings the month of add-on units, that it was for. Once, however often and
 * late this is called. Fails with nothing_to_renew, no_subscription, or as lib/access says.
 */
export async function recordPayment(
  context: Context,
  actor: Actor,
  input: { accountId: Id; payment: Renew | PayUnits },
): Promise<Result<null>> {
  const found = await authoriseAccount(context, actor, input.accountId, 'payment.record');
  if (!found.ok) return found;
  const [result] = await inTransaction(context.db, (tx) =>
    runCommands(tx, context, [{ accountId: input.accountId, command: always(input.payment) }]),
  );
  return result!.ok ? ok(null) : result!;
}
