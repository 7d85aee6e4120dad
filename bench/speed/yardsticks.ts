import { describeEnding, runToEnd } from '@/bin/start/children.js';
import { openDatabase, type Database } from '@/db/client';
import type { Place } from '../place/database';
import { inLoop, type Measured, type Spans } from './loop';

/** PostgreSQL's own measure: transactions like TPC-B's, as pgbench does them. */
export interface Tpcb {
  perSecond: number;
  /** Who asked: pgbench, or the driver where that is not installed. */
  by: string;
}

const CLIENTS = 8;
/** At least one branch a client, or they would wait for each other. */
const SCALE = 10;
const [TELLERS, ACCOUNTS] = [10 * SCALE, 100_000 * SCALE];

/** Makes the tables, and returns what measures; it may be asked again. */
export async function openTpcb(place: Place): Promise<(spans: Spans) => Promise<Tpcb>> {
  await place.owner.sql`CREATE DATABASE yardstick`;
  const url = new URL(place.url);
  url.pathname = '/yardstick';
  const { code, output } = await pgbench(['--version']);
  if (code !== 0) return openWithDriver(url.href);
  await mustSucceed(pgbench(['-i', '-q', '-s', String(SCALE), url.href]));
  return async ({ seconds }) => {
    const wholeSeconds = String(Math.ceil(seconds)); // it takes no others
    const told = await mustSucceed(pgbench(['-n', '-c', String(CLIENTS), '-j', '2', '-T', wholeSeconds, url.href]));
    const tps = /^tps = ([\d.]+)/m.exec(told)?.[1];
    if (tps === undefined) throw new Error(`pgbench does not say how fast it was:\n${told}`);
    return { perSecond: Number(tps), by: output.trim() };
  };
}

function pgbench(args: string[]) {
  return runToEnd('pgbench', args);
}

async function mustSucceed(running: ReturnType<typeof pgbench>): Promise<string> {
  const { output, ...ending } = await running;
  if (ending.code !== 0) throw new Error(`pgbench failed (${describeEnding(ending)}):\n${output.trim()}`);
  return output;
}

async function openWithDriver(url: string): Promise<(spans: Spans) => Promise<Tpcb>> {
  const { sql, close } = openDatabase(url, { max: CLIENTS });
  await sql.unsafe(`
    CREATE TABLE branches (bid int PRIMARY KEY, bbalance int NOT NULL, filler char(88)) WITH (fillfactor = 100);
    CREATE TABLE tellers (tid int PRIMARY KEY, bid int NOT NULL, tbalance int NOT NULL, filler char(84));
    CREATE TABLE accounts (aid int PRIMARY KEY, bid int NOT NULL, abalance int NOT NULL, filler char(84));
    CREATE TABLE history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    INSERT INTO branches SELECT n, 0 FROM generate_series(1, ${SCALE}) n;
    INSERT INTO tellers SELECT n, (n - 1) / 10 + 1, 0 FROM generate_series(1, ${TELLERS}) n;
    INSERT INTO accounts SELECT n, (n - 1) / 100000 + 1, 0, '' FROM generate_series(1, ${ACCOUNTS}) n;
    ANALYZE`);
  await close();
  return async (spans) => {
    const database = openDatabase(url, { max: CLIENTS });
    const { perSecond } = await inLoop(CLIENTS, spans, {}, () => tpcbTransaction(database));
    await database.close();
    return { perSecond, by: "the same statements through this program's driver" };
  };
}

async function tpcbTransaction({ sql }: Database): Promise<number> {
  const upTo = (most: number) => 1 + Math.floor(Math.random() * most);
  const [aid, tid, bid, delta] = [upTo(ACCOUNTS), upTo(TELLERS), upTo(SCALE), upTo(10_001) - 5_001];
  await sql.begin(async (tx) => {
    await tx`UPDATE accounts SET abalance = abalance + ${delta} WHERE aid = ${aid}`;
    await tx`SELECT abalance FROM accounts WHERE aid = ${aid}`;
    await tx`UPDATE tellers SET tbalance = tbalance + ${delta} WHERE tid = ${tid}`;
    await tx`UPDATE branches SET bbalance = bbalance + ${delta} WHERE bid = ${bid}`;
    await tx`INSERT INTO history (tid, bid, aid, delta, mtime) VALUES (${tid}, ${bid}, ${aid}, ${delta}, now())`;
  });
  return 1;
}

/** One small row after the other, each on disk before the next: what this machine's disk takes for a commit. */
export async function measureInserts(place: Place, spans: Spans): Promise<Measured> {
  const { sql, close } = openDatabase(place.url, { max: 1 });
  await sql`CREATE TABLE IF NOT EXISTS rows_of_the_bench (id int, at timestamptz)`;
  let id = 0;
  const measured = await inLoop(1, spans, {}, async () => {
    await sql`INSERT INTO rows_of_the_bench VALUES (${(id += 1)}, now())`;
    return 1;
  });
  await sql`DROP TABLE rows_of_the_bench`;
  await close();
  return measured;
}
