import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@/db/client';

const NOTICED_MS = 500;

/**
 * How many rows of tables, and of indexes where those were enough, the program has had PostgreSQL read so far. A connection
 * tells its counts only now and then, but always when it goes: those that are idle are ended first. The program opens new ones.
 */
export async function rowsReadSoFar({ sql }: Database): Promise<number> {
  const connections = async () => {
    const [row] = await sql`
      SELECT count(pg_terminate_backend(pid))::int AS ended FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'meterbook'`;
    return row!.ended as number;
  };
  while ((await connections()) > 0) await sleep(50);
  const [row] = await sql`
    SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables) + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes) AS rows`;
  // The program has to notice, too.
  await sleep(NOTICED_MS);
  return Number(row!.rows);
}
