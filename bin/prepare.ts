import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@/db/client';
import { migrateDatabase } from '@/db/migrate';
import { usableAppRole } from '@/db/roles';
import { systemClock } from '@/lib/clock';
import { env } from '@/lib/env';
import { loadCatalogBook, loadCatalogFiles } from '@/services/catalogs/load-catalogs';
import { demoIsWhole, makeDemo } from '@/services/demo/make-demo';
import { loadTaxes } from '@/services/payments/load-taxes';
import { secretsFrom } from '@/services/secrets';

/**
 * What has to be done before the program can serve: migrations under a lock, the catalogs, and the demo where one is
 * wanted. Run by bin/start; safe to run again, and safe to kill.
 */
async function prepare(): Promise<void> {
  await loadTaxes(env.TAXES_FILE);
  const owner = env.MIGRATION_DATABASE_URL ?? env.DATABASE_URL;
  say('Database: bringing the tables up to date');
  for (const wall of await migrateDatabase(owner, env.DATABASE_URL)) say(`Database: ${wall}`);

  const folder = fileURLToPath(new URL('../catalogs', import.meta.url));
  // Catalog versions are kept by the owner: the application can read them, and no request can change a price.
  const keeper = openDatabase(owner, { max: 1 });
  const loaded = await loadCatalogFiles(keeper, folder, systemClock).finally(() => keeper.close());
  if (!loaded.ok) {
    for (const { file, path: place, reason } of loaded.problems) say(`catalogs/${file} ${place}: ${reason}`);
    throw new Error('A catalog can not be used, so nothing was started. Mend the file and start again.');
  }
  say(`Catalogs: ${loaded.catalogs.map((catalog) => `${catalog.id} (version ${catalog.version})`).join(', ')}`);
  const known = loaded.catalogs.map((catalog) => catalog.id);
  if (!known.includes(env.SIGN_UP_CATALOG)) {
    throw new Error(`SIGN_UP_CATALOG is "${env.SIGN_UP_CATALOG}", but the catalogs are ${known.join(', ')}.`);
  }
  await prepareDemo();
}

async function prepareDemo(): Promise<void> {
  const file = path.join(env.DATA_DIR, 'demo.json');
  if (env.DEMO === '0') return;
  const login = openDatabase(env.DATABASE_URL, { max: 1 });
  const role = await usableAppRole(login).finally(() => login.close());
  const db = openDatabase(env.DATABASE_URL, { role, max: 4 });
  try {
    if (existsSync(file) && (await demoIsWhole(db))) return;
    const context = {
      db,
      clock: systemClock,
      catalogs: await loadCatalogBook(db),
      signUpCatalog: env.SIGN_UP_CATALOG,
      publicUrl: env.PUBLIC_URL,
      secrets: secretsFrom(env.NEXTAUTH_SECRET),
    };
    const end = env.DEMO_DATE === undefined ? systemClock.now() : Date.parse(env.DEMO_DATE);
    const demo = await makeDemo(context, end, (name, done, of) =>
      say(`Demo: living ${name}'s months (${done + 1} of ${of})`),
    );
    await mkdir(env.DATA_DIR, { recursive: true });
    // Written aside and renamed, so that a file that exists is a whole one; for its owner's eyes only.
    await writeFile(`${file}.new`, `${JSON.stringify({ url: env.PUBLIC_URL, ...demo }, null, 2)}\n`, { mode: 0o600 });
    await chmod(`${file}.new`, 0o600);
    await rename(`${file}.new`, file);
  } finally {
    await db.close();
  }
}

function say(line: string): void {
  process.stdout.write(`  ${line}\n`);
}

prepare().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
