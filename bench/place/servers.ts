import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { buildIfChanged } from '@/bin/start/build.js';
import { stopChild } from '@/bin/start/children.js';
import { startDoor } from '@/bin/start/door.js';
import { startPages } from '@/bin/start/pages.js';
import { findFreePort } from '@/bin/start/ports.js';
import { untilReady } from '@/bin/start/serve.js';

const root = path.resolve(import.meta.dirname, '../..');
const secret = randomBytes(32).toString('hex');

/** A server of this run's own, started as `npm start` does. */
export interface Server {
  port: number;
  pid: number;
  process: ChildProcess;
  ended: Promise<unknown>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  databaseUrl: string;
  folder: string;
  port?: number;
}

/** The front door, with nobody behind it: what is asked of it here is the API. */
export async function openDoor(options: ServerOptions): Promise<Server> {
  const port = options.port ?? (await findFreePort());
  return ready(port, await startDoor({ root, dev: false, env: environment(options, { PORT: port, PAGES_PORT: 1 }) }));
}

/** Builds the pages where their sources have changed; what is said of it goes to the error stream. */
export async function buildPages(): Promise<void> {
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof write;
  await buildIfChanged(root).finally(() => (process.stdout.write = write));
}

/** Next as it serves where there is no front door. It has to be built. */
export async function openPages(options: ServerOptions): Promise<Server> {
  const port = options.port ?? (await findFreePort());
  return ready(port, await startPages({ root, dev: false, env: environment(options, { PAGES_PORT: port }) }));
}

async function ready(port: number, child: Awaited<ReturnType<typeof startDoor>>): Promise<Server> {
  let ended = false;
  void child.ended.then(() => (ended = true));
  const signal = new AbortController().signal;
  await untilReady({ port, isRunning: () => !ended, signal, patienceMs: 60_000 });
  const { process } = child;
  return { port, pid: process.pid!, process, ended: child.ended, stop: () => stopChild(child, { graceMs: 8_000 }) };
}

/** No limits: what is measured is how fast it is, not where it was told to stop. */
function environment({ databaseUrl, folder }: ServerOptions, ports: Record<string, number>): NodeJS.ProcessEnv {
  const texts = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  return {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    NEXTAUTH_SECRET: secret,
    API_KEY_LIMIT: '0',
    API_ACCOUNT_LIMIT: '0',
    LOG_LEVEL: 'error',
    ...texts,
  };
}
