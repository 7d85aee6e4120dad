/**
 * One real PostgreSQL for all tests of a run: the built-in one in a folder of its own, which is gone afterwards; or the
 * one that TEST_DATABASE_URL names (as a role that may create databases and roles). Tests get it by
 * `inject('databaseUrl')`.
 */
import { existsSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../embedded-postgres.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of a database to connect to as a superuser, only to make others. */
    databaseUrl: string;
    /** How many requests the fuzz test sends (FUZZ_REQUESTS), and from which seed (FUZZ_SEED; undefined: a new one). */
    fuzz: { requests: number; seed: number | undefined };
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { TEST_DATABASE_URL: given, FUZZ_REQUESTS: requests = 2_000, FUZZ_SEED: seed } = process.env;
  project.provide('fuzz', { requests: Number(requests), seed: seed === undefined ? undefined : Number(seed) });
  if (given) {
    project.provide('databaseUrl', given);
    return async () => {};
  }

  const folder = await mkdtemp(join(tmpdir(), 'meterbook-db-'));
  await chmod(folder, 0o711); // for root: its database's user has to get through
  const dataDir = join(folder, 'data');
  const database = await startEmbeddedPostgres({ dataDir, durable: false }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });

  // Vitest answers Ctrl-C by leaving, not by tearing down; and a process that leaves can't wait for promises.
  const onExit = () => {
    process.kill(database.pid, 'SIGINT');
    const isUp = () => existsSync(join(dataDir, 'postgres', 'postmaster.pid'));
    for (let waits = 0; waits < 100 && isUp(); waits++) pause(50);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const onSignal = () => process.exit(130);
  process.once('exit', onExit);
  for (const name of SIGNALS) process.once(name, onSignal);

  project.provide('databaseUrl', database.url);
  return async () => {
    process.removeListener('exit', onExit);
    for (const name of SIGNALS) process.removeListener(name, onSignal);
    await database.destroy();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
