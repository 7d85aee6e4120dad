import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from '@/bin/embedded-postgres.js';
import { openDatabase, type Database } from '@/db/client';
import { migrateDatabase } from '@/db/migrate';
import { usableAppRole } from '@/db/roles';
import { systemClock } from '@/lib/clock';
import { loadCatalogFiles } from '@/services/catalogs/load-catalogs';
import type { Context } from '@/services/context';
import { testContext } from '@/services/testing/context';

const PASSWORD = 'only-here-and-only-for-this-run';

/** A PostgreSQL of this run's own, as durable as the program's, migrated and with the catalogs that ship. */
export interface Place {
  url: string;
  folder: string;
  postgres(): EmbeddedPostgres;
  /** Starts PostgreSQL again on the same data and port, after it was killed. */
  startAgain(): Promise<void>;
  /** As the owner, who sees everything. */
  owner: Database;
  /** As the program: the application's role, real time. */
  context: Context;
  close(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), 'meterbook-bench-'));
  await chmod(folder, 0o711); // for root: its database's user has to get through
  const dataDir = path.join(folder, 'data');
  const start = () => startEmbeddedPostgres({ dataDir, password: PASSWORD, durable: true });
  // However we end: what we started ends with us (bin/start/children.js), and its folder is of no use to anybody.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(130));

  let postgres = await start();
  const { url } = postgres;
  await migrateDatabase(url);
  const owner = openDatabase(url, { max: 4 });
  const catalogs = fileURLToPath(new URL('../../catalogs', import.meta.url));
  const loaded = await loadCatalogFiles(owner, catalogs, systemClock);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ file, reason }) => `${file}: ${reason}`).join('\n'));
  const db = openDatabase(url, { role: await usableAppRole(owner), max: 8 });
  const context = { ...testContext(db, systemClock.now()), clock: systemClock };
  return {
    url,
    folder,
    owner,
    context,
    postgres: () => postgres,
    async startAgain() {
      await postgres.ended;
      postgres = await start();
    },
    async close() {
      await Promise.all([db.close(), owner.close()]);
      await postgres.stop();
      await removeEmbeddedPostgres(dataDir);
    },
  };
}
