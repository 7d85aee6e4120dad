import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@/db/client';
import { usableWorkerRole } from '@/db/roles';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { openMailer } from '@/services/notify/mailer';
import { getContext } from '@/services/runtime';
import { startWorker } from '@/services/worker/start-worker';

/**
 * The worker as a process: does what falls due by itself, and sends mails. Bundled and started by bin/start (see
 * start/worker.js); SIGTERM lets it finish the jobs under way. Where the database is away it waits for it.
 */

/** Less than bin/start waits before it kills. */
const DRAIN_MS = 7_000;

/** Between one try to reach the database and the next. */
const PAUSE_MS = 2_000;

const CONCURRENCY = 4;

const leaving = new AbortController();
const { signal } = leaving;

/** Runs the worker until it is to leave, or until it ends by itself, which throws. */
async function work(): Promise<void> {
  const databaseUrl = env.DATABASE_URL;
  const login = openDatabase(databaseUrl, { max: 1 });
  const role = await usableWorkerRole(login).finally(() => login.close());
  const context = await getContext();
  const mailer = env.SMTP_URL === undefined ? null : openMailer(env.SMTP_URL, mailsFrom());
  const db = openDatabase(databaseUrl, { role, max: CONCURRENCY });
  try {
    const post = { db, mailer };
    const worker = await startWorker({ context, post, log, databaseUrl, role, concurrency: CONCURRENCY });
    const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([worker.ended, left]);
    if (signal.aborted) await worker.stop();
    else throw new Error('the queue has stopped by itself');
  } finally {
    mailer?.close();
    await db.close();
  }
}

/** Whom mails come from, unless that is set: this program, at the host where it is reached. */
function mailsFrom(): string {
  return env.MAIL_FROM ?? `Meterbook <no-reply@${new URL(env.PUBLIC_URL).hostname}>`;
}

async function main(): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => log.error({ err: error }, 'the worker has to begin again'));
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}

function leave(): void {
  leaving.abort();
  setTimeout(() => {
    log.warn({}, 'the worker stopped before its jobs were done; they are done again');
    process.exit(0);
  }, DRAIN_MS).unref();
}

process.on('SIGTERM', leave);
process.on('SIGINT', leave);
// Whoever started us is gone, and will start another.
process.on('disconnect', () => process.exit(1));

void main().then(() => process.exit(0));
