import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, inject } from 'vitest';
import { openDatabase, type Database } from '../client';
import { migrateDatabase } from '../migrate';
import { usableAppRole } from '../roles';

/** A database of a test file's own, migrated and empty. */
export interface TestDatabase {
  /** As the application's role, as the program runs. */
  db: Database;
  /** As the owner: for looking at what the application can't, and for breaking things on purpose. */
  owner: Database;
  url: string;
}

const TEMPLATE_LOCK = 918_273;
let databases = 0;

/**
 * Gives the test file a database of its own, made before its tests and dropped after them. All files clone one template
 * that is migrated once a run.
 */
export function useTestDatabase(): TestDatabase {
  const test: Partial<TestDatabase> = {};
  let drop = async () => {};
  beforeAll(async () => {
    const { url, remove } = await cloneTemplate(inject('databaseUrl'));
    const owner = openDatabase(url, { max: 2 });
    const db = openDatabase(url, { role: await usableAppRole(owner), max: 12 });
    Object.assign(test, { db, owner, url });
    drop = async () => {
      await Promise.all([db.close(), owner.close()]);
      await remove();
    };
  });
  afterAll(() => drop());
  return test as TestDatabase;
}

async function cloneTemplate(adminUrl: string): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `test_${process.pid}_${Date.now()}_${(databases += 1)}`;
  await withAdmin(adminUrl, async (admin) => {
    // One connection: the lock belongs to it, and a template can't be cloned while somebody is connected to it.
    await admin.sql`SELECT pg_advisory_lock(${TEMPLATE_LOCK})`;
    const template = templateName();
    const [ready] = await admin.sql`SELECT 1 FROM pg_database WHERE datname = ${template}`;
    if (!ready) {
      const half = `${template}_half`;
      await admin.sql`DROP DATABASE IF EXISTS ${admin.sql(half)}`;
      await admin.sql`CREATE DATABASE ${admin.sql(half)}`;
      await migrateDatabase(urlOf(adminUrl, half));
      await admin.sql`ALTER DATABASE ${admin.sql(half)} RENAME TO ${admin.sql(template)}`;
    }
    await admin.sql`CREATE DATABASE ${admin.sql(name)} TEMPLATE ${admin.sql(template)}`;
  });
  const remove = () =>
    withAdmin(adminUrl, async (admin) => {
      await admin.sql`DROP DATABASE IF EXISTS ${admin.sql(name)} WITH (FORCE)`;
    });
  return { url: urlOf(adminUrl, name), remove };
}

/** Named for the migrations that it holds, so that another run's template is never taken for this one's. */
function templateName(): string {
  const folder = fileURLToPath(new URL('../migrations', import.meta.url));
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.sql')) hash.update(readFileSync(`${folder}/${file}`));
  }
  return `template_${hash.digest('hex').slice(0, 16)}`;
}

async function withAdmin(url: string, work: (admin: Database) => Promise<void>): Promise<void> {
  const admin = openDatabase(url, { max: 1 });
  try {
    await work(admin);
  } finally {
    await admin.close();
  }
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}
