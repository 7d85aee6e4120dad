import { setAccountClock } from '@/db/ledger/accounts';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { DAY_MS, type Instant } from '@/lib/time';
import type { Context } from '../context';
import { authoriseAccount } from '../ledger/read-settled';
import { advanceAccount } from '../payments/advance-account';

/** The furthest that one move goes: every step on the way is lived through before it answers. */
const CLOCK_MOVE_DAYS_MAX = 3_660;

/**
 * Moves a test account's clock forward, stepping through everything that falls due on the way: each thing happens at
 * its own instant, payments at the boundary included, as it would in real life.
 * Fails with invalid_request (no test account, backwards, or too far at once), or as lib/access says. Moved by two at
 * once, it ends where the later one wanted it.
 * @param input.provider whether what has to be paid on the way is paid or declined; left out: as the account pays, and
 *   paid by the built-in provider where it has no way to pay
 */
export async function moveClock(
  context: Context,
  actor: Actor,
  input: { accountId: Id; to: Instant; provider?: 'pays' | 'declines' },
): Promise<Result<null>> {
  const { accountId, to, provider } = input;
  const found = await authoriseAccount(context, actor, accountId, 'account.clock.move');
  if (!found.ok) return found;
  const { clockAt } = found.value;
  if (clockAt === null) return fail('invalid_request', { detail: 'This account lives in real time.' });
  if (!Number.isSafeInteger(to) || to - clockAt > CLOCK_MOVE_DAYS_MAX * DAY_MS) {
    return fail('invalid_request', { detail: 'A clock moves at most ten years at a time.' });
  }
  if (to < clockAt) return fail('invalid_request', { detail: 'A clock only moves forward.' });
  const options = provider ? { paying: provider } : { paysByItself: true };
  for (let at = clockAt; ;) {
    await setAccountClock(context.db.sql, accountId, at);
    const { nextAt } = await advanceAccount(context, accountId, options);
    if (at === to) return ok(null);
    at = nextAt === null ? to : Math.min(to, Math.max(nextAt, at + 1));
  }
}
