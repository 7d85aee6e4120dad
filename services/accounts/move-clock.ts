import { setAccountClock } from '@/db/ledger/accounts';
import { inTransaction } from '@/db/transaction';
import { theProgram, type Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { nextDue } from '@/lib/ledger/settle';
import type { AccountState } from '@/lib/ledger/state';
import { nextPaymentWithin } from '@/lib/plans/payments';
import { DAY_MS, type Instant } from '@/lib/time';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { always, runCommands } from '../ledger/run-commands';
import { newsOf, type Provider } from '../payments/built-in-provider';
import { recordPayment } from '../payments/record-payment';

/** The furthest that one move goes: every step on the way is lived through before it answers. */
const CLOCK_MOVE_DAYS_MAX = 3_660;

/**
 * Moves a test account's clock forward, stepping through everything that falls due on the way: each thing happens at
 * its own instant, payments at the boundary included, as it would in real life.
 * Fails with invalid_request (no test account, backwards, or too far at once), or as lib/access says. Moved by two at
 * once, it ends where the later one wanted it.
 * @param input.provider whether what has to be paid on the way is paid (if left out) or declined
 */
export async function moveClock(
  context: Context,
  actor: Actor,
  input: { accountId: Id; to: Instant; provider?: Provider },
): Promise<Result<null>> {
  const { accountId, to, provider = 'pays' } = input;
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
    const state = await settleAt(context, accountId, at);
    if (await hearNews(context, state, at, provider)) continue;
    if (at === to) return ok(null);
    // What could not be paid for is over: only what is still to come leads on.
    const dues = [nextDue(state, catalogAt), nextPaymentWithin(state.subscription)];
    at = Math.min(to, ...dues.filter((due) => due !== null && due > at).map((due) => due!));
  }
}

/** Does what the payments' provider has to tell at `at`. False: it had nothing to tell. */
async function hearNews(context: Context, state: AccountState, at: Instant, provider: Provider): Promise<boolean> {
  const { accountId } = state;
  const payment = newsOf(state, at, provider);
  if (!payment) return false;
  const heard = await recordPayment(context, theProgram, { accountId, payment });
  if (heard.ok) return true;
  // Another move has brought it in the meantime.
  if (heard.error.code === 'nothing_to_renew' || heard.error.code === 'top_up_not_due') return true;
  if (payment.type !== 'buyPack') throw new Error(`a payment was refused: ${heard.error.code}`);
  // What can't be bought any more is not paid for.
  await recordPayment(context, theProgram, { accountId, payment: { type: 'declineTopUp' } });
  return true;
}

/** Sets the clock to `at` and settles there, in one transaction. */
async function settleAt(context: Context, accountId: Id, at: Instant): Promise<AccountState> {
  return inTransaction(context.db, async (tx) => {
    await setAccountClock(tx, accountId, at);
    const [result] = await runCommands(tx, context, [{ accountId, command: always({ type: 'settle' }) }]);
    if (!result!.ok) throw new Error(`settling failed: ${result!.error.code}`);
    return result!.value.change!.state;
  });
}
