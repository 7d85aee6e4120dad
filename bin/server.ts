import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { getContext } from '@/services/runtime';
import { readWorkerLag } from '@/services/worker/read-lag';
import { openDoor } from './server/door';
import { openMetrics } from './server/metrics';

/**
 * The front door as a process: listens on PORT, answers programs, passes the rest on to Next at PAGES_PORT. Bundled and
 * started by bin/start (see start/door.js); SIGTERM lets it finish what it is at.
 */

/** Less than bin/start waits before it kills. */
const DRAIN_MS = 7_000;

const metrics = openMetrics(async () => readWorkerLag(await getContext()));
const door = openDoor({
  getContext: knownContext,
  pages: { host: '127.0.0.1', port: env.PAGES_PORT },
  metrics,
  metricsToken: env.METRICS_TOKEN,
  trustProxy: env.TRUST_PROXY === '1',
  dev: process.argv.includes('--dev'),
});

/** This process's context, whose batches the figures follow. */
async function knownContext() {
  const context = await getContext();
  if (context.batcher) metrics.follow(context.batcher);
  return context;
}

let leaving = false;
async function leave(): Promise<void> {
  if (leaving) return;
  leaving = true;
  const cut = await door.drain(DRAIN_MS);
  if (cut > 0) log.warn({ requests: cut }, 'stopped before everything was answered');
  process.exit(0);
}

process.on('SIGTERM', () => void leave());
process.on('SIGINT', () => void leave());
// Whoever started us is gone: the port has to be free again.
process.on('disconnect', () => process.exit(1));

door.server.on('error', (error) => {
  process.stderr.write(`The front door can not listen on port ${env.PORT}: ${error.message}\n`);
  process.exit(1);
});
door.server.listen(env.PORT, '0.0.0.0');
