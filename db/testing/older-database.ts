import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { openDatabase } from '../client';

/**
 * Brings an empty database to where an earlier release left it.
 * @param last the name of the last migration that release had ("0000_first_ledger")
 */
export async function migrateAsReleased(ownerUrl: string, last: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'meterbook-migrations-'));
  cpSync(fileURLToPath(new URL('../migrations', import.meta.url)), folder, { recursive: true });
  const journalFile = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { tag: string }[] };
  const end = journal.entries.findIndex(({ tag }) => tag === last) + 1;
  if (end === 0) throw new Error(`no migration is called ${last}`);
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  const database = openDatabase(ownerUrl, { max: 1 });
  try {
    await migrate(database.orm, { migrationsFolder: folder });
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
