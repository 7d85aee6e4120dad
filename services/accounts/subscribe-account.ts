import { noteDueBy } from '@/db/payments/agenda';
import { inTransaction } from '@/db/transaction';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { always, runCommands } from '../ledger/run-commands';

/**
 * Starts a subscription that has been paid for. Fails with unknown_plan, already_subscribed, invalid_quantity, or as
 * lib/access says.
 */
export async function subscribeAccount(
  context: Context,
  actor: Actor,
  input: { accountId: Id; planId: string; intervalId: string; seats: number },
): Promise<Result<null>> {
  const { accountId, ...terms } = input;
  const found = await authoriseAccount(context, actor, accountId, 'account.subscribe');
  if (!found.ok) return found;
  const [result] = await inTransaction(context.db, async (tx) => {
    const done = await runCommands(tx, context, [{ accountId, command: always({ type: 'subscribe', ...terms }) }]);
    await noteDueBy(tx, accountId, context.clock.now());
    return done;
  });
  return result!.ok ? ok(null) : result!;
}
