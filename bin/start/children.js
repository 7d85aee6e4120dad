/**
 * Starts other programs so that none of them outlives this one.
 *
 * Each child leads its own process group: a Ctrl-C in the terminal then reaches only us, and we stop the children in
 * the right order. The price is that a SIGKILL of our own group misses them; so each has a guard, a shell that waits on
 * a pipe from us and signals the child's group once the pipe breaks, however we died.
 */
import { spawn } from 'node:child_process';

const isWindows = process.platform === 'win32';

/** @type {Set<{ process: import('node:child_process').ChildProcess, hardSignal: NodeJS.Signals }>} */
const running = new Set();

/** Thrown out of whatever step was going on when the person asked us to stop. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
    this.name = 'Stopped';
  }
}

/** @param {AbortSignal | undefined} signal */
export function throwIfStopped(signal) {
  if (signal?.aborted) throw new Stopped();
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { guardSignal?: string, guardOnlyLeader?: boolean }} [options]
 *   `guardSignal` is sent if we die (default KILL); `guardOnlyLeader` sends it to the child alone, not to its group
 * @returns {{ process: import('node:child_process').ChildProcess, ended: Promise<Ending> }}
 *
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, error?: Error }} Ending
 */
export function startChild(command, args, { guardSignal = 'KILL', guardOnlyLeader = false, ...options } = {}) {
  const child = spawn(command, args, { windowsHide: true, ...options, detached: !isWindows });
  // PostgreSQL must not be killed outright: its own processes would outlive it for a while.
  const entry = { process: child, hardSignal: /** @type {const} */ (guardOnlyLeader ? 'SIGQUIT' : 'SIGKILL') };
  if (child.pid !== undefined) running.add(entry);
  const guard = child.pid === undefined ? undefined : startGuard(child.pid, guardSignal, guardOnlyLeader);
  /** @type {Promise<Ending>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
    child.once('exit', (code, signal) => {
      // Before anything else: once the process id is free again, the guard must not aim at it any more.
      guard?.kill('SIGKILL');
      running.delete(entry);
      resolve({ code, signal });
    });
  });
  return { process: child, ended };
}

/** @param {number} pid @param {string} signal @param {boolean} onlyLeader */
function startGuard(pid, signal, onlyLeader) {
  if (isWindows) return undefined;
  const target = onlyLeader ? `${pid}` : `-${pid}`;
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -s "$0" -- "$1"', signal, target], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
    env: {},
  });
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  guard.unref();
  /** @type {import('node:net').Socket} */ (/** @type {unknown} */ (guard.stdin)).unref();
  return guard;
}

/**
 * Signals the child and all that it started.
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  if (pid === undefined) return;
  if (isWindows) {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' }).on('error', () => {});
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}

/** Ends all children at once, whatever they are at, without waiting for them. */
export function hardStopAll() {
  for (const { process: child, hardSignal } of running) signalGroup(child.pid, hardSignal);
}

/**
 * Asks the child to end, and ends it after a while; resolves when it is gone.
 * @param {ReturnType<typeof startChild>} child
 * @param {{ first?: NodeJS.Signals, onlyLeader?: boolean, graceMs?: number }} [options] `onlyLeader` asks the child
 *   alone, for programs that tell their own children
 */
export async function stopChild(child, { first = 'SIGTERM', onlyLeader = false, graceMs = 3000 } = {}) {
  const { pid } = child.process;
  if (onlyLeader && !isWindows) child.process.kill(first);
  else signalGroup(pid, first);
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
  await child.ended;
  clearTimeout(timer);
  signalGroup(pid, 'SIGKILL'); // what it started and did not wait for
}

/**
 * Runs a program to its end. With `output: 'keep'` (the default) what it prints is returned, with 'show' it goes to
 * our own output. Rejects with Stopped when `signal` fires, after the program is gone.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { output?: 'keep' | 'show', input?: string,
 *   signal?: AbortSignal, onLine?: (line: string) => void, timeoutMs?: number, stopSignal?: NodeJS.Signals,
 *   stopGraceMs?: number }} [options] `onLine` is given each line as it is printed
 * @returns {Promise<Ending & { output: string }>}
 */
export async function runToEnd(command, args, options = {}) {
  const { output = 'keep', input, signal, onLine, timeoutMs, stopSignal, stopGraceMs, ...spawnOptions } = options;
  throwIfStopped(signal);
  const out = output === 'show' ? 'inherit' : 'pipe';
  const child = startChild(command, args, {
    ...spawnOptions,
    stdio: [input === undefined ? 'ignore' : 'pipe', out, out],
  });
  let text = '';
  for (const stream of [child.process.stdout, child.process.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => {
      text = (text + chunk).slice(-200_000);
      if (onLine) for (const line of chunk.split('\n')) if (line.trim()) onLine(line.trim());
    });
  }
  if (input !== undefined) child.process.stdin?.on('error', () => {}).end(input);

  const end = () => void stopChild(child, { first: stopSignal, onlyLeader: Boolean(stopSignal), graceMs: stopGraceMs });
  signal?.addEventListener('abort', end, { once: true });
  const timer = timeoutMs === undefined ? undefined : setTimeout(end, timeoutMs);
  const closed = new Promise((resolve) => child.process.once('close', resolve));
  const ending = await child.ended;
  // The last lines may still be in the pipe; but a grandchild that keeps the pipe open must not keep us.
  if (!ending.error) await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 500))]);
  clearTimeout(timer);
  signal?.removeEventListener('abort', end);
  throwIfStopped(signal);
  return { ...ending, output: text };
}

/** @param {Ending} ending */
export function describeEnding({ code, signal, error }) {
  if (error) return error.message;
  return signal ? `signal ${signal}` : `exit code ${code}`;
}
