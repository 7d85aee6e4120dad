import { expect } from '@playwright/test';
import type { Database } from '@/db/client';
import { inTransaction } from '@/db/transaction';
import type { Id } from '@/lib/ids';

/**
 * Holds up everything that would change the account while `work` is done: whoever confirms an order meanwhile waits in
 * the middle of it. `work` is handed what waits until so many do.
 */
export async function heldUp(
  database: Database,
  accountId: Id,
  work: (untilWaiting: (count: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  await inTransaction(database, async (tx) => {
    await tx`SELECT 1 FROM headers WHERE account_id = ${accountId} FOR UPDATE`;
    const waiting = async () => {
      const [row] = await tx`
        WITH RECURSIVE behind AS (
          SELECT pg_backend_pid() AS pid
          UNION
          SELECT activity.pid FROM pg_stat_activity activity
          JOIN behind ON behind.pid = ANY (pg_blocking_pids(activity.pid)))
        SELECT count(*) - 1 AS count FROM behind`;
      return Number(row!.count);
    };
    await work((count) => expect.poll(waiting, { intervals: [50] }).toBe(count));
  });
}
