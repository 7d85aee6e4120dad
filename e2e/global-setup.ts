/**
 * A whole Meterbook for the browser tests, started as a person would start it, on an empty data folder; gone
 * afterwards. Tests find its address in `baseURL` and its demo in E2E_DATA_DIR/demo.json.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { removeEmbeddedPostgres } from '@/bin/embedded-postgres.js';
import { findBrowser } from '@/bin/find-browser.js';

/** The day on which the demo's story ends. */
const DEMO_DATE = '2026-03-15T12:00:00Z';
const START_PATIENCE_MS = 5 * 60_000; // it may have to build

export default async function setup(): Promise<() => Promise<void>> {
  process.env.CHROMIUM_PATH ??= await findBrowser();

  const folder = await mkdtemp(join(tmpdir(), 'meterbook-e2e-'));
  await chmod(folder, 0o711); // for root: its database's user has to get through
  const dataDir = join(folder, 'data');
  process.env.E2E_DATA_DIR = dataDir;

  // Forked, not spawned: it stops by itself when its channel to us breaks, however we end.
  const app = fork(fileURLToPath(new URL('../bin/start.js', import.meta.url)), {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, ...appEnvironment(dataDir) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32', // a Ctrl-C is for us: we stop it after the tests
  });
  let said = '';
  for (const stream of [app.stdout, app.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-20_000)));
  }
  const ended = new Promise<void>((resolve) => app.once('exit', () => resolve()));
  const tearDown = async () => {
    if (app.exitCode === null && app.signalCode === null) app.kill('SIGTERM');
    await ended;
    await removeEmbeddedPostgres(dataDir);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    await untilReady(`http://localhost:${process.env.E2E_PORT}/api/ready`, ended);
  } catch (error) {
    await tearDown();
    throw new Error(`${(error as Error).message}. It said:\n${said}`);
  }
  return async () => {
    await tearDown();
    if (process.env.VERBOSE === '1') process.stdout.write(said);
  };
}

function appEnvironment(dataDir: string): Record<string, string> {
  return {
    DATA_DIR: dataDir,
    PORT: process.env.E2E_PORT ?? '',
    DEMO: '1',
    DEMO_DATE,
    // Set but empty, so that the project's .env files say nothing here.
    DATABASE_URL: '',
    MIGRATION_DATABASE_URL: '',
    PUBLIC_URL: '',
    NEXTAUTH_SECRET: '',
    npm_lifecycle_event: '', // it watches its channel to us, not the npm above us
  };
}

async function lagOf(answer: Response): Promise<number> {
  return ((await answer.json()) as { worker: { lagSeconds: number } }).worker.lagSeconds;
}

async function untilReady(url: string, ended: Promise<void>): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  const giveUpAt = Date.now() + START_PATIENCE_MS;
  while (!over && Date.now() < giveUpAt) {
    const answer = await fetch(url).catch(() => undefined);
    // The worker first makes the mails of the demo's months: the tests find the accounts at rest.
    if (answer?.status === 200 && (await lagOf(answer)) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(over ? 'Meterbook ended before it was ready' : 'Meterbook did not become ready');
}
