/** Keeps a server running: starts it, starts it again when it dies, stops it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeEnding, startChild, stopChild } from './children.js';
import { say } from './progress.js';

/**
 * How Node runs what does debits. A debit leaves much behind that is soon of no use; in so many megabytes it is collected
 * before it is taken for something that lasts.
 */
export const nodeFlags = ['--max-semi-space-size=64'];

const GIVE_UP_AFTER = 5;
const SHORT_TIME_MS = 60_000;
const STOP_GRACE_MS = 8_000; // for answers that are on their way

/**
 * @param {object} options
 * @param {string} options.name as "The web server"
 * @param {() => Promise<ReturnType<typeof startChild>>} options.launch asked at each start, since the database may have
 *   come back elsewhere
 */
export function keepServing({ name, launch }) {
  let stopping = false;
  /** @type {ReturnType<typeof startChild> | undefined} */
  let child;
  /** @type {number[]} */
  let deaths = [];
  const stop = new AbortController();

  const gaveUp = (async () => {
    while (!stopping) {
      child = await launch();
      if (stopping) await stopChild(child, { graceMs: STOP_GRACE_MS });
      const ending = await child.ended;
      child = undefined;
      if (stopping) return;
      const now = Date.now();
      deaths = [...deaths.filter((time) => time > now - SHORT_TIME_MS), now];
      const what = `${name} ended unexpectedly (${describeEnding(ending)})`;
      if (deaths.length >= GIVE_UP_AFTER) throw new Error(`${what}, ${deaths.length} times within a minute`);
      say(`! ${what}; starting it again`);
      await sleep(250 * 2 ** deaths.length, undefined, { signal: stop.signal }).catch(() => {});
    }
  })();

  return {
    /** Rejects when it can't be kept running; resolves only when stopped. */
    gaveUp,
    isRunning: () => child !== undefined,
    async stop() {
      stopping = true;
      stop.abort();
      if (child) await stopChild(child, { graceMs: STOP_GRACE_MS });
      await gaveUp.catch(() => {}); // it may just be about to launch
    },
    /** Starts it anew; the loop above sees it end and starts it again. */
    async restart() {
      if (child) await stopChild(child, { graceMs: STOP_GRACE_MS });
    },
  };
}

/**
 * Starts one of our programs as a server, whose lines go to our own output.
 * @param {string[]} args for Node
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, wanted?: (line: string) => boolean }} options `wanted` says which lines
 *   are shown, given without colours
 */
export function startServer(args, { cwd, env, wanted = (line) => line.trim() !== '' }) {
  const child = startChild(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const { stdout, stderr } = child.process;
  for (const [from, to] of /** @type {const} */ ([
    [stdout, process.stdout],
    [stderr, process.stderr],
  ])) {
    let rest = '';
    from?.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (wanted(line.replace(/\x1b\[[0-9;]*m/g, ''))) to.write(`${line}\n`);
    });
  }
  return child;
}

/**
 * Waits until a server says that it can do its work.
 * @param {{ port: number, isRunning: () => boolean, signal: AbortSignal, patienceMs?: number }} options
 */
export async function untilReady({ port, isRunning, signal, patienceMs = 180_000 }) {
  const giveUpAt = Date.now() + patienceMs;
  let last = 'no answer';
  while (Date.now() < giveUpAt) {
    if (signal.aborted) return;
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/api/ready`, { signal: AbortSignal.timeout(30_000) });
      const text = await answer.text();
      if (answer.status === 200 && isRunning()) return;
      last = `${answer.status} ${text.slice(0, 500)}`;
    } catch {
      // Not listening yet.
    }
    await sleep(150);
  }
  throw new Error(`the server on port ${port} did not become ready; /api/ready last answered: ${last}`);
}
