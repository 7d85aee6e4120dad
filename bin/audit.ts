import { audit } from '@/services/audit/reconcile';
import { openRunningDatabase, wordsFor } from './running-database';

const CHECKED = `Checked, from the entries alone: numbers without gaps and the hash chain, the balance after each entry; each grant's
places and what its credits had cost; header and period; usage by day; holds; every step of every generation. Besides:
stored answers and API keys.
`;

/**
 * `npm run audit`: recomputes every account from its entries alone and says what does not agree. Progress goes to the
 * error stream. Exit code 1 where anything does not agree.
 */
async function main(): Promise<void> {
  const db = await openRunningDatabase();
  try {
    let told = Date.now();
    const result = await audit(db, (done, of) => {
      if (Date.now() - told < 1_000) return;
      told = Date.now();
      process.stderr.write(`  ${done.accounts} of ${of} accounts, ${done.entries} entries\n`);
    });
    const { accounts, entries, answers, keys, violations } = result;
    for (const violation of violations) process.stdout.write(`✗ ${violation}\n`);
    process.stdout.write(CHECKED);
    process.stdout.write(
      `${accounts} accounts, ${entries} entries, ${answers} stored answers, ${keys} keys: ${violations.length} violations\n`,
    );
    if (violations.length > 0) process.exitCode = 1;
  } finally {
    await db.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exitCode = 1;
});
