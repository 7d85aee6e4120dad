import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, run, type WorkerEvents } from 'graphile-worker';
import { openDatabase } from '@/db/client';
import { queueAddress } from '@/db/queue/address';
import type { Context } from '../context';
import type { Post } from '../notify/send-mail';
import { recoverAttempts } from '../payments/recover-attempts';
import { again } from './again';
import { lookForWork } from './look-for-work';
import { schedule } from './schedule';
import { tasksOf } from './tasks';

/** Where the worker tells what happens: pino's logger, or a test's. */
export type WorkerLog = Record<'debug' | 'warn' | 'error', (facts: object, words: string) => void>;

export interface WorkerOptions {
  /** As the application: what is done to accounts is done by the same services as everybody's. */
  context: Context;
  post: Post;
  log: WorkerLog;
  databaseUrl: string;
  /** The worker's role, where the login may act as it: it has the queue, and may mark the outbox's rows. */
  role: string | undefined;
  /** How many jobs at once. */
  concurrency?: number;
  /** Between one look for what is due and the next. */
  lookEveryMs?: number;
}

/** Between one look for payments that were cut short and the next. */
const RECOVER_EVERY_MS = 5_000;

export interface RunningWorker {
  /** Resolves when it was stopped; rejects where it ended by itself. */
  ended: Promise<void>;
  /** Takes no new job and finishes those under way. */
  stop(): Promise<void>;
}

/**
 * Runs the queue's jobs, and looks each second for what has fallen due. Any number of workers may run at once, and each
 * may be killed at any moment: what it was at is done by another, or by itself when it is back.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { log, databaseUrl, role, concurrency = 4, lookEveryMs = 1_000 } = options;
  const pool = knownPool();
  const runner = await run({
    connectionString: queueAddress(databaseUrl, role),
    maxPoolSize: concurrency + 2,
    concurrency,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: loggerOf(log),
    events: pool.events,
    taskList: tasksOf(options),
    parsedCronItems: parseCronItems([...schedule]),
  });
  // One connection: that this pool is alive is a lock that the connection holds.
  const own = openDatabase(databaseUrl, { role, max: 1 });
  const looking = again(
    lookEveryMs,
    async () => lookForWork(options.context, own, await pool.id),
    (error) => log.error({ err: error }, 'the worker could not look for what is due'),
  );
  // Beside it, since it waits for the payments' provider.
  const recovering = again(
    RECOVER_EVERY_MS,
    async () => void (await recoverAttempts(options.context)),
    (error) => log.error({ err: error }, 'a payment that was cut short could not be gone on with'),
  );
  const over = async () => {
    await Promise.all([looking.stop(), recovering.stop()]);
    await own.close();
  };
  const ended = runner.promise.finally(over);
  ended.catch(() => undefined);
  return {
    ended,
    async stop() {
      await Promise.all([looking.stop(), recovering.stop()]);
      await runner.stop();
      await ended;
    },
  };
}

/** The queue's own name for our pool of workers, under which it keeps the jobs that they are at. */
function knownPool(): { events: WorkerEvents; id: Promise<string> } {
  const events = new EventEmitter() as WorkerEvents;
  const id = new Promise<string>((resolve) => events.once('pool:create', ({ workerPool }) => resolve(workerPool.id)));
  return { events, id };
}

/** The queue tells of every job that begins and ends: that is for whoever looks for a fault. */
function loggerOf(log: WorkerLog): Logger {
  return new Logger((scope) => (level, message, { error } = {}) => {
    const facts = { ...scope, ...(error === undefined ? {} : { err: error }) };
    if (level === 'error') log.error(facts, message);
    else if (level === 'warning') log.warn(facts, message);
    else log.debug(facts, message);
  });
}
