/** Keeps the web server running: starts it, starts it again when it dies, stops it. */
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeEnding, startChild, stopChild } from './children.js';
import { say } from './progress.js';

const GIVE_UP_AFTER = 5;
const SHORT_TIME_MS = 60_000;
const STOP_GRACE_MS = 8_000; // for answers that are on their way

/** What Next says of its own address and version: the start says the right address itself. */
const BANNER = /^\s*(▲|- (Local|Network|Environments?|Experiments)\b|✓ (Starting|Ready|Running next\.config)|$)/;

/**
 * @param {{ root: string, dev: boolean, env: () => NodeJS.ProcessEnv }} options `env` is asked at each start, since the
 *   database may have come back elsewhere
 */
export function keepServing({ root, dev, env }) {
  let stopping = false;
  /** @type {ReturnType<typeof startChild> | undefined} */
  let child;
  /** @type {number[]} */
  let deaths = [];

  const gaveUp = (async () => {
    while (!stopping) {
      child = startWeb(root, dev, env());
      const ending = await child.ended;
      child = undefined;
      if (stopping) return;
      const now = Date.now();
      deaths = [...deaths.filter((time) => time > now - SHORT_TIME_MS), now];
      const what = `The web server ended unexpectedly (${describeEnding(ending)})`;
      if (deaths.length >= GIVE_UP_AFTER) throw new Error(`${what}, ${deaths.length} times within a minute`);
      say(`! ${what}; starting it again`);
      await sleep(250 * 2 ** deaths.length);
    }
  })();

  return {
    /** Rejects when it can't be kept running; resolves only when stopped. */
    gaveUp,
    isRunning: () => child !== undefined,
    async stop() {
      stopping = true;
      if (child) await stopChild(child, { graceMs: STOP_GRACE_MS });
    },
    /** Starts it anew; the loop above sees it end and starts it again. */
    async restart() {
      if (child) await stopChild(child, { graceMs: STOP_GRACE_MS });
    },
  };
}

/** @param {string} root @param {boolean} dev @param {NodeJS.ProcessEnv} env */
function startWeb(root, dev, env) {
  const program = fileURLToPath(new URL('../web.js', import.meta.url));
  const child = startChild(process.execPath, [program, ...(dev ? ['--dev'] : [])], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { stdout, stderr } = child.process;
  for (const [from, to] of /** @type {const} */ ([
    [stdout, process.stdout],
    [stderr, process.stderr],
  ])) {
    let rest = '';
    from?.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const plain = line.replace(/\x1b\[[0-9;]*m/g, '');
        if (dev ? plain.trim() !== '' : !BANNER.test(plain)) to.write(`${line}\n`);
      }
    });
  }
  return child;
}

/**
 * Waits until the application says that it can do its work.
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
  throw new Error(`the web server did not become ready; /api/ready last answered: ${last}`);
}
