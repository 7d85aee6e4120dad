import { readAttemptsCutShort } from '@/db/payments/attempts';
import { readAccounts } from '@/db/ledger/accounts';
import type { Context } from '../context';
import { isUnavailable } from '../unavailable';
import { collect } from './collect';

/**
 * Goes on with attempts that were cut short: those that have been `pending` or `giving_back` for longer than some seconds
 * of real time. The worker calls it every few seconds. Safe twice at once, and beside whoever is at it still.
 * Throws the first failure, after all have been tried.
 * @returns how many it went on with; those whose provider can't be reached stay
 */
export async function recoverAttempts(context: Context, { olderThanMs = 15_000, limit = 100 } = {}): Promise<number> {
  const now = context.clock.now();
  const attempts = await readAttemptsCutShort(context.db.sql, now - olderThanMs, limit);
  const accounts = await readAccounts(
    context.db.sql,
    attempts.map(({ accountId }) => accountId),
  );
  let done = 0;
  const failures: unknown[] = [];
  for (const { accountId, id } of attempts) {
    try {
      await collect(context, { accountId, id, at: accounts.get(accountId)!.clockAt ?? now });
      done += 1;
    } catch (error) {
      // One that fails holds the others up no more than this.
      if (!isUnavailable(error)) failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return done;
}
