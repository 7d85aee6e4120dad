/**
 * `npm run chaos -- [--kills N]`: clients charge generations and repeat what is not answered, while the server and its
 * database are killed by turns and connections are cut between a commit and its answer. Then what the clients wrote
 * down is held against the database. Prints one closing line; exit code 1 where anything is lost, doubled or unresolved.
 */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { audit } from '@/services/audit/reconcile';
import { ask, charge, type Api } from './faults/client';
import { compare } from './faults/compare';
import { openJournal, type Debit } from './faults/journal';
import { openProxy } from './faults/proxy';
import { openAccounts, openKey } from './place/accounts';
import { openPlace } from './place/database';
import { openDoor } from './place/servers';

const ACCOUNTS = 20;
const CLIENTS = 16;
/** One in so many answers of the server, and commits of the database, is cut off. */
const ANSWERS_CUT = 100;
const COMMITS_CUT = 200;
const BETWEEN_KILLS_MS = 3_000;
const RESOLVE_MS = 90_000;
const OWNER = 'catalog:captions';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '6' } } });
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1) {
  console.error('Say how many: npm run chaos -- --kills 100');
  process.exit(2);
}

const place = await openPlace();
try {
  await chaos();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await place.close();
  process.exit();
}

async function chaos(): Promise<void> {
  const accounts = await openAccounts(place.context, ACCOUNTS);
  const apiKey = await openKey(place.context);
  const database = new URL(place.url);
  const commits = await openProxy(
    Number(database.port),
    (answer) => answer.includes('COMMIT\0') && Math.random() < 1 / COMMITS_CUT,
  );
  database.port = String(commits.port);
  const options = { databaseUrl: database.href, folder: place.folder };
  let door = await openDoor(options);
  const { port } = door;
  const answers = await openProxy(
    port,
    (answer) => /^HTTP\/1\.1 20/.test(answer.toString('latin1', 0, 11)) && Math.random() < 1 / ANSWERS_CUT,
  );

  const journal = openJournal(path.join(place.folder, 'journal'));
  const api: Api = { port: answers.port, apiKey, journal };
  let [stopping, over] = [false, false];
  const clients = Array.from({ length: CLIENTS }, async (_, client) => {
    for (let asked = 0; !stopping; asked += 1) {
      const isBatch = Math.random() < 0.2;
      const debits = Array.from({ length: isBatch ? 5 : 1 }, (_, item): Debit => {
        const account = accounts[Math.floor(Math.random() * ACCOUNTS)]!;
        return { key: `${client}-${asked}-${item}`, account, quantity: 1 + Math.floor(Math.random() * 5) };
      });
      await charge(api, debits, () => over);
    }
  });
  const all = Promise.all(clients);
  all.catch(() => undefined); // told below

  for (let kill = 1; kill <= kills; kill += 1) {
    await Promise.race([sleep(BETWEEN_KILLS_MS * (0.5 + Math.random())), all]);
    if (kill % 2 === 1) {
      door.process.kill('SIGKILL');
      await door.ended;
      door = await openDoor({ ...options, port });
    } else {
      process.kill(place.postgres().pid, 'SIGKILL');
      await place.startAgain();
    }
    console.info(`  killed the ${kill % 2 === 1 ? 'server' : 'database'}, and it is back (${kill} of ${kills})`);
  }
  await sleep(BETWEEN_KILLS_MS);
  stopping = true;
  const late = setTimeout(() => (over = true), RESOLVE_MS);
  await all;
  clearTimeout(late);

  // What was unknown once is asked again, past the proxies: it has to be what was answered.
  const doubtful = journal.read().filter(({ unknown }) => unknown > 0);
  for (const debit of doubtful) {
    const [generation] = await ask({ ...api, port }, [debit]);
    if (generation) journal.answered(debit.key, generation);
  }
  await door.stop();
  await Promise.all([answers.close(), commits.close()]);

  const known = journal.read();
  const unresolved = known.filter(({ generations }) => generations.length === 0);
  const { lost, doubled } = await compare(place.owner, OWNER, known);
  const { violations, entries } = await audit(place.context.db, () => undefined);
  for (const line of [...lost, ...doubled, ...violations].slice(0, 50)) console.error(`✗ ${line}`);
  const unknown = doubtful.reduce((sum, each) => sum + each.unknown, 0);
  console.info(
    `${kills} kills, ${answers.cuts()} answers and ${commits.cuts()} commits cut off: ${known.length} debits, ` +
      `${doubtful.length} of them in doubt (${unknown} times), ${unresolved.length} unresolved, ` +
      `${lost.length} lost, ${doubled.length} doubled; audit of ${entries} entries: ${violations.length} violations`,
  );
  if (lost.length + doubled.length + unresolved.length + violations.length > 0) process.exitCode = 1;
}
