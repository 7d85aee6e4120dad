import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { audit } from '@/services/audit/reconcile';
import { openAccounts, openKey } from '../place/accounts';
import type { Place } from '../place/database';
import { openDoor } from '../place/servers';
import { ask, settle, type Api } from './client';
import { compare, readBalances } from './compare';
import { openJournal, type Change } from './journal';
import { openProxy } from './proxy';

const ACCOUNTS = 20;
const CLIENTS = 16;
const BATCH = 5;
/** One in so many answers of the server, and commits of the database, is cut off. */
const ANSWERS_CUT = 100;
const COMMITS_CUT = 200;
/** One in so many holds is left open: an account has at most a thousand. */
const LEFT_OPEN = 50;
const RESOLVE_MS = 90_000;
const OWNER = 'catalog:captions';

export interface ChaosOptions {
  kills: number;
  /** About how long everything is up between two kills. */
  betweenMs: number;
  say: (line: string) => void;
}

/** What came of it; all is well where the four lists are empty. */
export interface Outcome {
  answersCut: number;
  commitsCut: number;
  /** How many changes of each kind were asked for. */
  asked: Record<Change['kind'], number>;
  /** Changes for which, at least once, no answer said whether they were done, and how often in all. */
  inDoubt: { changes: number; times: number };
  entries: number;
  unresolved: string[];
  lost: string[];
  doubled: string[];
  violations: string[];
}

/**
 * Lets clients charge, hold, capture, void and refund, and repeat what is not answered, while the server and its
 * database are killed by turns and connections are cut between a commit and its answer. Then holds what the clients
 * wrote down against the database.
 */
export async function chaos(place: Place, { kills, betweenMs, say }: ChaosOptions): Promise<Outcome> {
  const accounts = await openAccounts(place.context, ACCOUNTS);
  const apiKey = await openKey(place.context);
  const before = await readBalances(place.owner, accounts);
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
    for (let job = 0; !stopping; job += 1) await work(api, `${client}-${job}`, accounts, () => over);
  });
  const all = Promise.all(clients);
  all.catch(() => undefined); // told below

  for (let kill = 1; kill <= kills; kill += 1) {
    await Promise.race([sleep(betweenMs * (0.5 + Math.random())), all]);
    if (kill % 2 === 1) {
      door.process.kill('SIGKILL');
      await door.ended;
      door = await openDoor({ ...options, port });
    } else {
      process.kill(place.postgres().pid, 'SIGKILL');
      await place.startAgain();
    }
    say(`  killed the ${kill % 2 === 1 ? 'server' : 'database'}, and it is back (${kill} of ${kills})`);
  }
  await sleep(betweenMs);
  stopping = true;
  const late = setTimeout(() => (over = true), RESOLVE_MS);
  await all;
  clearTimeout(late);

  // What was unknown once is asked again, past the proxies: it has to be what was answered.
  const doubtful = journal.read().filter(({ unknown }) => unknown > 0);
  for (const change of doubtful) {
    const [done] = await ask({ ...api, port }, [change]);
    if (done) journal.answered(change.key, done.digest);
  }
  await door.stop();
  await Promise.all([answers.close(), commits.close()]);

  const known = journal.read();
  const { violations, entries } = await audit(place.context.db, () => undefined);
  const asked = { debit: 0, hold: 0, capture: 0, void: 0, refund: 0 };
  for (const { kind } of known) asked[kind] += 1;
  return {
    answersCut: answers.cuts(),
    commitsCut: commits.cuts(),
    asked,
    inDoubt: { changes: doubtful.length, times: doubtful.reduce((sum, { unknown }) => sum + unknown, 0) },
    entries,
    unresolved: known.filter(({ answers: told }) => told.length === 0).map(({ key }) => `${key} was never answered`),
    ...(await compare(place.owner, OWNER, known, before)),
    violations,
  };
}

/** One client's next job: debits and holds, one alone or a batch, and what follows on each. */
async function work(api: Api, name: string, accounts: readonly string[], isOver: () => boolean): Promise<void> {
  const begun = Array.from({ length: upTo(5) === 1 ? BATCH : 1 }, (_, item): Change => {
    const kind = upTo(2) === 1 ? 'debit' : 'hold';
    return { key: `${name}-${item}`, account: accounts[upTo(accounts.length) - 1]!, kind, quantity: upTo(5) };
  });
  const done = await settle(api, begun, isOver);
  for (const [index, answer] of done.entries()) {
    const next = answer && following(begun[index]!, answer.generation);
    if (next) await settle(api, [next], isOver);
  }
}

/** What follows on a debit or a hold, if anything. */
function following({ key, account, kind, quantity }: Change, generation: string): Change | null {
  const change = { key: `${key}-end`, account, of: { generation, quantity } };
  if (kind === 'debit') return upTo(3) === 1 ? { ...change, kind: 'refund', quantity: upTo(quantity) } : null;
  if (upTo(LEFT_OPEN) === 1) return null;
  // Less than was held, as much, or one more.
  return upTo(3) === 1
    ? { ...change, kind: 'void', quantity }
    : { ...change, kind: 'capture', quantity: upTo(quantity + 1) };
}

/** A whole number from 1 to `most`. */
function upTo(most: number): number {
  return 1 + Math.floor(Math.random() * most);
}
