/**
 * `npm run chaos -- [--kills N]`: clients charge, hold, capture, void and refund, and repeat what is not answered, while
 * the server and its database are killed by turns and connections are cut between a commit and its answer. Then what
 * the clients wrote down is held against the database. Prints one closing line; exit code 1 where anything is lost,
 * doubled or unresolved.
 */
import { parseArgs } from 'node:util';
import { chaos } from './faults/chaos';
import { openPlace } from './place/database';

const BETWEEN_MS = 3_000;

const { values } = parseArgs({ options: { kills: { type: 'string', default: '6' } } });
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1) {
  console.error('Say how many: npm run chaos -- --kills 100');
  process.exit(2);
}

const place = await openPlace();
try {
  const outcome = await chaos(place, { kills, betweenMs: BETWEEN_MS, say: console.info });
  const { asked, inDoubt, unresolved, lost, doubled, violations } = outcome;
  const wrong = [...unresolved, ...lost, ...doubled, ...violations];
  for (const line of wrong.slice(0, 50)) console.error(`✗ ${line}`);
  console.info(
    `${kills} kills, ${outcome.answersCut} answers and ${outcome.commitsCut} commits cut off: ` +
      `${asked.debit} debits, ${asked.hold} holds, ${asked.capture} captures, ${asked.void} voids and ` +
      `${asked.refund} refunds, ${inDoubt.changes} of them in doubt (${inDoubt.times} times), ` +
      `${unresolved.length} unresolved, ${lost.length} lost, ${doubled.length} doubled; ` +
      `audit of ${outcome.entries} entries: ${violations.length} violations`,
  );
  if (wrong.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await place.close();
  process.exit();
}
