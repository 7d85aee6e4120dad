import { setAccountClock } from '@/db/ledger/accounts';
import { loadStates } from '@/db/ledger/load';
import { inTransaction } from '@/db/transaction';
import { theProgram, type Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { nextDue } from '@/lib/ledger/settle';
import { nextPaymentWithin, paymentOwed } from '@/lib/plans/payments';
import { DAY_MS, type Instant } from '@/lib/time';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { always, runCommands } from '../ledger/run-commands';
import { recordPayment } from '../payments/record-payment';

/** The furthest that one move goes: every step on the way is lived through before it answers. */
const CLOCK_MOVE_DAYS_MAX = 3_660;

/**
 * Moves a test account's clock forward, stepping through everything that falls due on the way: each thing happens at
 * its own instant, payments at the boundary included, as it would in real life.
 * Fails with invalid_request (no test account, backwards, or too far at once), or as lib/access says. Moved by two at
 * once, it ends where the later one wanted it.
 */
export async function moveClock(
  context: Context,
  actor: Actor,
  input: { accountId: Id; to: Instant },
): Promise<Result<null>> {
  const { accountId, to } = input;
  const found = await authoriseAccount(context, actor, accountId, 'account.clock.move');
  if (!found.ok) return found;
  const { clockAt, catalogId } = found.value;
  if (clockAt === null) return fail('invalid_request', { detail: 'This account lives in real time.' });
  if (!Number.isSafeInteger(to) || to - clockAt > CLOCK_MOVE_DAYS_MAX * DAY_MS) {
    return fail('invalid_request', { detail: 'A clock moves at most ten years at a time.' });
  }
  if (to < clockAt) return fail('invalid_request', { detail: 'A clock only moves forward.' });
  const catalogAt = context.catalogs.at(catalogId)!;

  for (let at = clockAt; ;) {
    const state = (await loadStates(context.db.sql, [accountId])).get(accountId)!.state;
    const next = [nextDue(state, catalogAt), nextPaymentWithin(state.subscription)].filter((due) => due !== null);
    at = Math.max(Math.min(to, ...next), at);
    const payment = paymentOwed(await settleAt(context, accountId, at), at);
    if (payment) {
      // The built-in provider pays at the boundary.
      const paid = await recordPayment(context, theProgram, { accountId, payment });
      // Refused where another move has paid it in the meantime.
      if (!paid.ok && paid.error.code !== 'nothing_to_renew') return paid;
    } else if (at === to) return ok(null);
  }
}

/** Sets the clock to `at` and settles there, in one transaction. */
async function settleAt(context: Context, accountId: Id, at: Instant) {
  return inTransaction(context.db, async (tx) => {
    await setAccountClock(tx, accountId, at);
    const [result] = await runCommands(tx, context, [{ accountId, command: always({ type: 'settle' }) }]);
    if (!result!.ok) throw new Error(`settling failed: ${result!.error.code}`);
    return result!.value.change!.state.subscription;
  });
}
