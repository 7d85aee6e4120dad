/** Keeps the built-in PostgreSQL running: starts it, and starts it again when it dies. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../embedded-postgres.js';
import { say } from './progress.js';

const GIVE_UP_AFTER = 5;
const SHORT_TIME_MS = 60_000;

/**
 * @param {Parameters<typeof startEmbeddedPostgres>[0]} options
 * @param {() => void} onMoved called when it came back at another address
 */
export async function keepDatabase(options, onMoved) {
  let stopping = false;
  let server = await startEmbeddedPostgres(options);
  /** @type {number[]} */
  let deaths = [];

  const gaveUp = (async () => {
    for (;;) {
      await server.ended;
      if (stopping) return;
      const now = Date.now();
      deaths = [...deaths.filter((time) => time > now - SHORT_TIME_MS), now];
      if (deaths.length >= GIVE_UP_AFTER) {
        throw new Error(`PostgreSQL ended ${deaths.length} times within a minute; its log is in ${options.dataDir}`);
      }
      say('! PostgreSQL ended unexpectedly; starting it again');
      await sleep(100 * 2 ** deaths.length);
      if (stopping) return;
      const { url } = server;
      server = await startEmbeddedPostgres({ ...options, onProgress: undefined, onNote: undefined });
      if (stopping) return server.stop();
      say('✓ PostgreSQL is back');
      if (server.url !== url) onMoved();
    }
  })();

  return {
    isNew: server.isNew,
    url: () => server.url,
    /** Rejects when it can't be kept running; resolves only when stopped. */
    gaveUp,
    async stop() {
      stopping = true;
      await server.stop();
      await gaveUp.catch(() => {});
    },
  };
}
