import { readAttemptsToRecover } from '@/db/payments/attempts';
import { readAccounts } from '@/db/ledger/accounts';
import type { Context } from '../context';
import { isProviderAway } from '../unavailable';
import { askLater } from './asked-in-vain';
import { collect } from './collect';
import { goingOn } from './due-payments';

/** So many that can't be asked end a round: each may take as long as a provider may. The others have their turn first. */
const AWAY_MAX = 3;

/**
 * Goes on with attempts that were cut short: those that have been `pending` or `giving_back` for longer than some seconds
 * of real time, and those that were asked about in vain, after ever longer pauses. The worker calls it every few seconds. Safe twice at once, and beside whoever is at it still.
 * Throws the first failure, after all have been tried.
 * @returns how many it went on with; those whose provider can't be reached stay
 */
export async function recoverAttempts(context: Context, { olderThanMs = 15_000, limit = 100 } = {}): Promise<number> {
  const now = context.clock.now();
  const attempts = await readAttemptsToRecover(context.db.sql, { before: now - olderThanMs, now }, limit);
  const accounts = await readAccounts(
    context.db.sql,
    attempts.map(({ accountId }) => accountId),
  );
  let [done, away] = [0, 0];
  const failures: unknown[] = [];
  for (const attempt of attempts) {
    try {
      await collect(context, goingOn(attempt, accounts.get(attempt.accountId)!.clockAt ?? now));
      done += 1;
    } catch (error) {
      if (isProviderAway(error)) {
        away += 1;
        if (away === AWAY_MAX) break;
        continue;
      }
      // One that fails holds the others up no more than this, and is not the first again the next time.
      failures.push(error);
      await askLater(context, attempt, attempt);
    }
  }
  if (failures.length > 0) throw failures[0];
  return done;
}
