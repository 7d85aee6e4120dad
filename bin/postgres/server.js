/** Runs a PostgreSQL server on a cluster: its settings, its log, and knowing when it is ready. */
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runToEnd, startChild, throwIfStopped } from '../start/children.js';
import { programPath } from './binaries.js';
import { surroundings } from './cluster.js';

const LOG_SIZE_MAX = 20 * 1024 * 1024;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // their paths may be too long, and nobody needs them
  max_connections: '100',
  shared_buffers: '256MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic', // statements hold people's data
};

/** For tests, whose data nobody will miss. */
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * @typedef {{ pid: number, ended: Promise<import('../start/children.js').Ending>, stop(): Promise<void> }} Server
 * @typedef {'port taken' | 'old one still ending'} Obstacle worth another try
 */

/**
 * @param {import('./place.js').Place} place
 * @param {{ port: number, logFile: string, durable: boolean, signal?: AbortSignal,
 *   onProgress: (text: string) => void }} options
 * @returns {Promise<Server | Obstacle>}
 */
export async function runServer({ cluster, native, identity }, { port, logFile, durable, signal, onProgress }) {
  throwIfStopped(signal);
  const log = openLog(logFile);
  const settings = { ...SETTINGS, ...(durable ? {} : NOT_DURABLE) };
  const args = ['-D', cluster, '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const child = startChild(programPath(native, 'postgres'), args, {
    ...surroundings(cluster, identity),
    stdio: ['ignore', log.handle, log.handle],
    guardSignal: 'INT', // PostgreSQL's own word for: end now, but cleanly
    guardOnlyLeader: true,
  });
  closeSync(log.handle);

  /** @type {import('../start/children.js').Ending | undefined} */
  let ending;
  void child.ended.then((how) => (ending = how));
  const { pid } = child.process;

  let stopping = /** @type {Promise<void> | undefined} */ (undefined);
  const stop = () => (stopping ??= stopServer(child, programPath(native, 'pg_ctl'), cluster));

  const begun = Date.now();
  while (pid !== undefined && !ending) {
    if (await isReady(cluster, pid)) return { pid, ended: child.ended, stop };
    if (signal?.aborted) await stop();
    throwIfStopped(signal);
    if (Date.now() - begun > 5000) onProgress('PostgreSQL recovers what an earlier run had not written out');
    await sleep(25);
  }

  ending ??= await child.ended;
  const said = logSince(logFile, log.size);
  if (/could not bind .*address/i.test(said)) return 'port taken';
  if (/shared memory block .* is still in use|lock file .* already exists/i.test(said)) return 'old one still ending';
  const why = ending.error?.message ?? said.trim().split('\n').slice(-20).join('\n');
  throw new Error(`PostgreSQL did not start. The end of its log (${logFile}):\n${why}`);
}

/** @param {string} file */
function openLog(file) {
  if (existsSync(file) && statSync(file).size > LOG_SIZE_MAX) renameSync(file, `${file}.1`);
  const handle = openSync(file, 'a', 0o600);
  return { handle, size: statSync(file).size };
}

/** @param {string} file @param {number} start */
function logSince(file, start) {
  return readFileSync(file).subarray(start).toString('utf8');
}

/**
 * The server writes its state into the last line of its own file, as pg_ctl reads it.
 * @param {string} cluster
 * @param {number} pid
 */
async function isReady(cluster, pid) {
  try {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

/**
 * Ends all sessions and writes everything out; harder if that takes too long.
 * @param {ReturnType<typeof startChild>} child
 * @param {string} pgCtl
 * @param {string} cluster
 */
async function stopServer(child, pgCtl, cluster) {
  if (process.platform === 'win32') {
    await runToEnd(pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w']);
    await child.ended;
    return;
  }
  child.process.kill('SIGINT');
  const timers = [
    setTimeout(() => child.process.kill('SIGQUIT'), 20_000),
    setTimeout(() => child.process.kill('SIGKILL'), 25_000),
  ];
  await child.ended;
  timers.forEach(clearTimeout);
}
