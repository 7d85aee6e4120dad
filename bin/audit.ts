import { audit } from '@/services/audit/reconcile';
import { openRunningDatabase, wordsFor } from './running-database';

/**
 * `npm run audit`: recomputes every account from its entries alone and says what does not agree: the hash chain, numbers
 * without gaps, grants, headers, periods, rollups and generations. Exit code 1 where anything does not.
 */
async function main(): Promise<void> {
  const db = await openRunningDatabase();
  try {
    let told = Date.now();
    const { accounts, entries, violations } = await audit(db, (done, of) => {
      if (Date.now() - told < 1_000) return;
      told = Date.now();
      process.stdout.write(`  ${done} of ${of} accounts\n`);
    });
    for (const violation of violations) process.stdout.write(`✗ ${violation}\n`);
    process.stdout.write(`${accounts} accounts, ${entries} entries: ${violations.length} violations\n`);
    if (violations.length > 0) process.exitCode = 1;
  } finally {
    await db.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exitCode = 1;
});
