import type { Queryable } from '../client';

/**
 * Says that a pool of workers is alive, for as long as this connection is: by a lock of the session. Said again before
 * each look, since a connection that was lost has lost its locks.
 * @param sql of one connection only
 */
export async function sayAlive(sql: Queryable, poolId: string): Promise<void> {
  await sql`
    SELECT CASE WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) THEN true
      ELSE pg_try_advisory_lock(hashtextextended(${poolId}, 0)) END`;
}

/**
 * Gives back the jobs of pools that are gone: killed at work, they could not. By itself the queue would wait four hours.
 * What was taken just now is left alone: its pool may not have said yet that it is alive.
 */
export async function releaseJobsOfTheDead(sql: Queryable, ownPoolId: string): Promise<void> {
  await sql`
    WITH holders AS MATERIALIZED (
      SELECT DISTINCT locked_by FROM graphile_worker.jobs
      WHERE locked_at < now() - interval '2 seconds' AND locked_by <> ${ownPoolId}),
    dead AS MATERIALIZED (
      SELECT locked_by FROM holders WHERE pg_try_advisory_xact_lock(hashtextextended(locked_by, 0)))
    SELECT graphile_worker.force_unlock_workers(array_agg(locked_by)) FROM dead HAVING count(*) > 0`;
}
