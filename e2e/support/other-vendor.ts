import { fileURLToPath } from 'node:url';
import { openDatabase, type Database } from '@/db/client';
import { migrateDatabase } from '@/db/migrate';
import { systemClock } from '@/lib/clock';
import { newId } from '@/lib/ids';
import { loadCatalogBook, loadCatalogFiles } from '@/services/catalogs/load-catalogs';
import { databaseUrl } from './app';
import { startPages } from './pages-server';
import { PlanLives } from './plan-life';

export interface OtherVendor {
  /** Where its pages are. */
  url: string;
  database: Database;
  lives: PlanLives;
  stop(): Promise<void>;
}

/**
 * The same build for a vendor that the program does not ship with: catalog files alone, on a database of its own beside
 * the others', so that nobody else meets its accounts. Whoever starts it stops it.
 */
export async function startOtherVendor(folder: URL): Promise<OtherVendor> {
  const name = `vendor_${newId().replaceAll('-', '')}`;
  const admin = openDatabase(databaseUrl(), { max: 1 });
  await admin.sql`CREATE DATABASE ${admin.sql(name)}`.finally(() => admin.close());
  const own = new URL(databaseUrl());
  own.pathname = `/${name}`;
  await migrateDatabase(own.href);
  const database = openDatabase(own.href, { max: 2 });
  const loaded = await loadCatalogFiles(database, fileURLToPath(folder), systemClock);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const pages = await startPages({ DATABASE_URL: own.href });
  return {
    url: pages.url,
    database,
    lives: new PlanLives(database, await loadCatalogBook(database)),
    async stop() {
      pages.process.kill('SIGTERM');
      await database.close();
    },
  };
}
