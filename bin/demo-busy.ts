import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '@/db/client';
import { usableAppRole } from '@/db/roles';
import { systemClock } from '@/lib/clock';
import { isoText } from '@/lib/time';
import { loadCatalogBook } from '@/services/catalogs/load-catalogs';
import { makeBusyAccount } from '@/services/demo/make-demo';

/**
 * `npm run demo:busy`: makes one more demo account, with more than 100,000 entries, in the database of a Meterbook that
 * is running. It lives fourteen months through the engine like the others, which takes a minute or so.
 */
async function main(): Promise<void> {
  const url = process.env.DATABASE_URL || embeddedUrl(process.env.DATA_DIR || 'data');
  const login = openDatabase(url, { max: 1 });
  const role = await usableAppRole(login).finally(() => login.close());
  const db = openDatabase(url, { role, max: 2 });
  try {
    const context = { db, clock: systemClock, catalogs: await loadCatalogBook(db), signUpCatalog: 'captions' };
    const person = await makeBusyAccount(context, systemClock.now(), (at) => {
      process.stdout.write(`  lived until ${isoText(at).slice(0, 10)}\n`);
    });
    process.stdout.write(`\nSign in as ${person.email} with ${person.password}\n`);
  } finally {
    await db.close();
  }
}

/** The embedded database that `npm start` keeps in this data folder. */
function embeddedUrl(dataDir: string): string {
  const [address, secrets] = ['postgres.json', 'secrets.json'].map((file) => path.join(dataDir, file));
  if (!existsSync(address!) || !existsSync(secrets!)) {
    throw new Error(`There is no Meterbook in ${dataDir}. Start it with npm start, or set DATA_DIR or DATABASE_URL.`);
  }
  const { port } = JSON.parse(readFileSync(address!, 'utf8')) as { port: number };
  const { databasePassword } = JSON.parse(readFileSync(secrets!, 'utf8')) as { databasePassword: string };
  return `postgres://postgres:${databasePassword}@127.0.0.1:${port}/meterbook`;
}

main().catch((error: unknown) => {
  const gone = (error as { code?: string }).code === 'ECONNREFUSED';
  const words = gone ? 'Meterbook is not running here. Start it with npm start.' : (error as Error).message;
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
});
