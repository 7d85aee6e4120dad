/**
 * `npm start` and `npm run dev`: everything from nothing to a running Meterbook, and everything stopped again.
 * Plain JavaScript without dependencies: it runs before there are any.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describeEnding, runToEnd, Stopped, throwIfStopped } from './start/children.js';
import { claim } from './start/claim.js';
import { buildIfChanged } from './start/build.js';
import { installDependencies } from './start/install.js';
import { keepDatabase } from './start/keep-database.js';
import { refuseOldNode } from './start/node-version.js';
import { startDoor } from './start/door.js';
import { startPages } from './start/pages.js';
import { canListen, findFreePort } from './start/ports.js';
import { say, withStep } from './start/progress.js';
import { keepSecrets } from './start/secrets.js';
import { keepServing, untilReady } from './start/serve.js';
import { readSettings } from './start/settings.js';
import { onStopSignals } from './start/signals.js';
import { welcome } from './start/welcome.js';
import { startWorker } from './start/worker.js';
import { makeDataDir } from './embedded-postgres.js';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** What must be undone at the end, in reverse order. @type {(() => Promise<void>)[]} */
const undo = [];

refuseOldNode();
const signal = onStopSignals('Stopping …');
try {
  await start(readSettings({ root, dev: process.argv.includes('--dev') }));
} catch (error) {
  if (!(error instanceof Stopped)) {
    say(`\n✗ ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
for (const step of undo.reverse()) await step().catch((error) => say(`! ${error.message}`));
if (signal.aborted) say('Stopped.');
process.exit();

/**
 * Returns or throws when Meterbook is to be stopped.
 * @param {import('./start/settings.js').Settings} settings
 */
async function start(settings) {
  const { dev, verbose, port, dataDir } = settings;
  await claimDataDir(settings);
  await installDependencies(root, { signal, verbose });
  const secrets = await keepSecrets(dataDir);

  /** @type {ReturnType<typeof keepServing>[]} */
  const servers = [];
  const database = settings.databaseUrl
    ? undefined
    : await withStep('Starting the built-in PostgreSQL', (step) =>
        keepDatabase(
          {
            dataDir,
            password: secrets.databasePassword,
            signal,
            onProgress: step.at,
            onNote: step.note,
          },
          () => servers.forEach((server) => void server.restart()),
        ),
      );
  if (database) undo.push(() => withStep('Stopping PostgreSQL', () => database.stop()));

  const pagesPort = settings.pagesPort ?? (await findFreePort());
  const env = () => childEnvironment(settings, secrets, { embeddedUrl: database?.url(), pagesPort });
  await prepare(settings, env());
  if (!dev) await buildIfChanged(root, { signal, verbose });

  const stopped = new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Stopped())));
  /** @type {Promise<unknown>[]} */
  const endings = [stopped, database?.gaveUp ?? stopped];

  /**
   * Starts a program and keeps it running.
   * @param {string} name
   * @param {typeof startDoor} launch
   */
  const keep = (name, launch) => {
    const server = keepServing({ name: `The ${name}`, launch: () => launch({ root, dev, env: env() }) });
    servers.push(server);
    undo.push(() => withStep(`Stopping the ${name}`, () => server.stop()));
    endings.push(server.gaveUp);
    server.gaveUp.catch(() => {}); // whichever ends first is told
    return server;
  };
  /**
   * Starts a server and waits until it is ready.
   * @param {string} name
   * @param {typeof startDoor} launch
   * @param {number} readyPort
   */
  const bringUp = async (name, launch, readyPort) => {
    const server = keep(name, launch);
    const ready = withStep(`Starting the ${name}`, () =>
      untilReady({ port: readyPort, isRunning: server.isRunning, signal }),
    );
    for (const promise of [ready, ...endings]) promise.catch(() => {}); // whichever comes first is told
    await Promise.race([ready, ...endings]);
  };
  // The pages first: whoever finds the front door open finds them too.
  await bringUp('pages', startPages, pagesPort);
  await bringUp('front door', startDoor, port);
  // Nobody waits for it: what it does for people who ask is done without it, only later for those who do not.
  keep('worker', startWorker);
  await welcome(settings);
  await Promise.race(endings);
}

/**
 * Makes sure that nobody else works on this data folder or listens on this port, before any slow work.
 * @param {import('./start/settings.js').Settings} settings
 */
async function claimDataDir({ dataDir, port, publicUrl }) {
  await makeDataDir(dataDir);
  const claimIt = () => claim(join(dataDir, 'run.json'), { url: publicUrl });
  let answer = await claimIt();
  if (!answer.mine && answer.leaving) {
    await withStep('Waiting for the earlier run to stop', async () => {
      while (!answer.mine && answer.leaving) {
        throwIfStopped(signal);
        await sleep(200);
        answer = await claimIt();
      }
    });
  }
  if (!answer.mine) {
    throw new Error(
      `Meterbook is already running at ${answer.holder.url} (process ${answer.holder.pid}, data folder ${dataDir}).\n` +
        '  Stop it first, or set DATA_DIR and PORT for a second one.',
    );
  }
  undo.push(answer.release);
  signal.addEventListener('abort', answer.leave);
  if (!(await canListen(port, answer.tookOver ? 10_000 : 1_000))) {
    throw new Error(`Port ${port} is in use by another program. Stop that one, or choose another port, as PORT=3001.`);
  }
}

/**
 * Migrates, loads the catalogs, makes the demo. Prints its own progress.
 * @param {import('./start/settings.js').Settings} settings
 * @param {NodeJS.ProcessEnv} env
 */
async function prepare({ databaseUrl, migrationDatabaseUrl, demo }, env) {
  const ending = await runToEnd(process.execPath, ['--import', 'tsx', join('bin', 'prepare.ts')], {
    cwd: root,
    env: {
      ...env,
      MIGRATION_DATABASE_URL: migrationDatabaseUrl ?? (databaseUrl || env.DATABASE_URL),
      DEMO: demo ? '1' : '0',
    },
    output: 'show',
    signal,
  });
  if (ending.code !== 0) throw new Error(`The database could not be prepared (${describeEnding(ending)}).`);
}

/**
 * @param {import('./start/settings.js').Settings} settings
 * @param {import('./start/secrets.js').Secrets} secrets
 * @param {{ embeddedUrl: string | undefined, pagesPort: number }} found
 * @returns {NodeJS.ProcessEnv}
 */
function childEnvironment(settings, secrets, { embeddedUrl, pagesPort }) {
  const { dev, port, dataDir, publicUrl, databaseUrl, authSecret } = settings;
  const env = {
    ...process.env,
    NODE_ENV: /** @type {const} */ (dev ? 'development' : 'production'),
    NEXT_TELEMETRY_DISABLED: '1',
    AUTH_TRUST_HOST: 'true',
    NEXTAUTH_SECRET: authSecret ?? secrets.authSecret,
    DATABASE_URL: databaseUrl ?? embeddedUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    PAGES_PORT: String(pagesPort),
    PUBLIC_URL: publicUrl,
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
  };
  delete env.MIGRATION_DATABASE_URL; // the owner's rights are not for the pages
  return env;
}
