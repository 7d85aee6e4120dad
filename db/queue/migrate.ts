import { Logger, runMigrations } from 'graphile-worker';
import type { Database } from '../client';
import { roles } from '../roles';
import { queueAddress } from './address';

/** Where graphile-worker keeps its jobs: tables of its own, which nothing but the worker reads. */
const SCHEMA = 'graphile_worker';

/** What goes wrong is thrown besides. */
const silent = new Logger(() => () => undefined);

/** Brings the queue's tables up to date, as their owner. Two at once must not: the caller holds a lock. */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: queueAddress(ownerUrl), logger: silent });
}

/**
 * Lets the worker's role use the queue, and nobody else. Its tables are under row-level security without a policy, so
 * that only their owner sees a row: the worker gets one.
 */
export async function grantQueueRights({ sql }: Database): Promise<void> {
  const { worker } = roles;
  const [exists] = await sql`SELECT 1 FROM pg_roles WHERE rolname = ${worker}`;
  if (!exists) return;
  await sql.begin(async (tx) => {
    await tx`GRANT USAGE ON SCHEMA ${tx(SCHEMA)} TO ${tx(worker)}`;
    await tx`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${tx(SCHEMA)} TO ${tx(worker)}`;
    // Which of its own steps have been done is the owner's to write.
    await tx`REVOKE INSERT, UPDATE, DELETE ON ${tx(`${SCHEMA}.migrations`)} FROM ${tx(worker)}`;
    await tx`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${tx(SCHEMA)} TO ${tx(worker)}`;
    // Only where it is missing: making one waits until nobody uses the table.
    const closed = await tx`
      SELECT relname FROM pg_class c WHERE relnamespace = ${SCHEMA}::regnamespace AND relrowsecurity
        AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)`;
    for (const { relname } of closed) {
      const table = tx(`${SCHEMA}.${relname}`);
      await tx`CREATE POLICY worker_only ON ${table} TO ${tx(worker)} USING (true) WITH CHECK (true)`;
    }
  });
}
