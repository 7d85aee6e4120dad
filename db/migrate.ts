import { fileURLToPath } from 'node:url';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { openDatabase } from './client';
import { grantQueueRights, migrateQueue } from './queue/migrate';
import { ensureRoles, grantRights, type MissingWalls } from './roles';

/** Any number; it only has to be the same in every copy of the program. */
const MIGRATION_LOCK = 7_263_514_809;

/**
 * Brings a database's tables and rights up to date. Two programs at once: the second waits for the first.
 * @param ownerUrl of the login that owns the tables
 * @param appUrl of the login that serves, if it is another
 * @returns which walls between roles could not be built
 */
export async function migrateDatabase(ownerUrl: string, appUrl = ownerUrl): Promise<MissingWalls> {
  // One connection, because the lock belongs to it.
  const database = openDatabase(ownerUrl, { max: 1 });
  const { sql, orm } = database;
  try {
    await sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`;
    await runMigrations(orm, { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) });
    await migrateQueue(ownerUrl);
    const [owner] = await sql`SELECT current_user::text AS name`;
    const missing = await ensureRoles(database, [
      owner!.name,
      decodeURIComponent(new URL(appUrl).username) || owner!.name,
    ]);
    await grantRights(database);
    await grantQueueRights(database);
    return missing;
  } finally {
    await database.close();
  }
}
