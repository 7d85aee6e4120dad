import { systemClock } from '@/lib/clock';
import { isoText } from '@/lib/time';
import { loadCatalogBook } from '@/services/catalogs/load-catalogs';
import { makeBusyAccount } from '@/services/demo/make-demo';
import { secretsFrom } from '@/services/secrets';
import { openRunningDatabase, wordsFor } from './running-database';

/**
 * `npm run demo:busy`: makes one more demo account, with more than 100,000 entries, in the database of a Meterbook that
 * is running. It lives fourteen months through the engine like the others, which takes a minute or so.
 */
async function main(): Promise<void> {
  const db = await openRunningDatabase();
  try {
    const catalogs = await loadCatalogBook(db);
    const context = {
      db,
      clock: systemClock,
      catalogs,
      signUpCatalog: 'captions',
      publicUrl: '',
      secrets: secretsFrom(''),
    };
    const person = await makeBusyAccount(context, systemClock.now(), (at) => {
      process.stdout.write(`  lived until ${isoText(at).slice(0, 10)}\n`);
    });
    process.stdout.write(`\nSign in as ${person.email} with ${person.password}\n`);
  } finally {
    await db.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exitCode = 1;
});
