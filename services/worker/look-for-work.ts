import type { Database } from '@/db/client';
import { releaseJobsOfTheDead, sayAlive } from '@/db/queue/alive';
import { queueAccounts, queueMails } from '@/db/queue/fill';
import type { Context } from '../context';

const ACCOUNTS_AT_ONCE = 1_000;

/**
 * One look for what is due: jobs of workers that were killed go back, and accounts and mails that wait get jobs.
 * @param own one connection, as the worker
 */
export async function lookForWork({ clock }: Pick<Context, 'clock'>, own: Database, poolId: string): Promise<void> {
  await sayAlive(own.sql, poolId);
  await releaseJobsOfTheDead(own.sql, poolId);
  await queueAccounts(own.sql, clock.now(), ACCOUNTS_AT_ONCE);
  await queueMails(own.sql);
}
