import { noteDueBy } from '@/db/payments/agenda';
import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { always, runCommands } from '../ledger/run-commands';
import { recordPaid } from '../payments/record-paid';

/**
 * Starts a subscription that has been paid for; where `invoiced`, with the invoice that says so. Fails with unknown_plan, already_subscribed, invalid_quantity, or as
 * lib/access says.
 */
export async function subscribeAccount(
  context: Context,
  actor: Actor,
  input: { accountId: Id; invoiced?: boolean; planId: string; intervalId: string; seats: number },
): Promise<Result<null>> {
  const { accountId, invoiced = false, ...terms } = input;
  const found = await authoriseAccount(context, actor, accountId, 'account.subscribe');
  if (!found.ok) return found;
  const [result] = await inTransaction(context.db, async (tx) => {
    const done = await runCommands(tx, context, [{ accountId, command: always({ type: 'subscribe', ...terms }) }]);
    const change = done[0]!.ok ? done[0]!.value.change : null;
    if (invoiced && change) await recordPaid(tx, context, found.value, change);
    await noteDueBy(tx, accountId, context.clock.now());
    return done;
  });
  return result!.ok ? ok(null) : result!;
}
