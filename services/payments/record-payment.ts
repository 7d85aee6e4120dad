import type { Actor } from '@/lib/access/actor';
import { inTransaction } from '@/db/transaction';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { always, runCommands } from '../ledger/run-commands';

/**
 * The payment for a period has come in: opens that period, once, however often and late this is called.
 * Fails with nothing_to_renew, no_subscription, or as lib/access says.
 */
export async function payRenewal(
  context: Context,
  actor: Actor,
  input: { accountId: Id; periodIndex: number },
): Promise<Result<null>> {
  const { accountId, periodIndex } = input;
  const found = await authoriseAccount(context, actor, accountId, 'renewal.pay');
  if (!found.ok) return found;
  const [result] = await inTransaction(context.db, (tx) =>
    runCommands(tx, context, [{ accountId, command: always({ type: 'renew', periodIndex }) }]),
  );
  return result!.ok ? ok(null) : result!;
}
