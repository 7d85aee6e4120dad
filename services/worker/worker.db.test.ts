import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '@/db/client';
import { insertOutbox } from '@/db/payments/outbox';
import { readMails } from '@/db/reads/mails';
import { roles } from '@/db/roles';
import { useTestDatabase } from '@/db/testing/database';
import { inTransaction } from '@/db/transaction';
import { newId, type Id } from '@/lib/ids';
import { newSubscriber, testContext } from '../testing/context';
import { startWorker, type RunningWorker } from './start-worker';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
let post: Database;
let context: ReturnType<typeof testContext>;
const running = new Set<RunningWorker>();

beforeAll(() => {
  post = openDatabase(test.url, { role: roles.worker, max: 4 });
  context = testContext(test.db, NOW);
});
afterAll(async () => {
  for (const worker of running) await worker.stop();
  await post.close();
});

const told: string[] = [];
const log = {
  debug: () => undefined,
  warn: (_: object, words: string) => void told.push(words),
  error: (facts: object, words: string) => void told.push(`${words} ${String((facts as { err?: unknown }).err ?? '')}`),
};

async function start(with_ = context, concurrency = 4): Promise<RunningWorker> {
  const worker = await startWorker({
    context: with_,
    post: { db: post, mailer: null },
    log,
    databaseUrl: test.url,
    role: roles.worker,
    lookEveryMs: 100,
    concurrency,
  });
  running.add(worker);
  return worker;
}

async function stop(worker: RunningWorker): Promise<void> {
  running.delete(worker);
  await worker.stop();
}

/** Waits until something holds. */
async function until(what: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await what());) {
    if (Date.now() > end) throw new Error(`it did not come to that; told: ${told.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function noteMail(accountId: Id): Promise<Id> {
  const id = newId();
  const payload = { endsAt: '2026-04-10T09:30:00.000Z' };
  await inTransaction(test.db, (tx) => insertOutbox(tx, accountId, [{ id, topic: 'mail.cancelled', payload }], NOW));
  return id;
}

const jobs = () => test.owner.sql`SELECT key, attempts, last_error, locked_by FROM graphile_worker.jobs ORDER BY key`;

describe('the outbox', () => {
  it('each row becomes one mail, whoever of two workers takes it', async () => {
    const { accountId } = await newSubscriber(context);
    const ids = await Promise.all(Array.from({ length: 40 }, () => noteMail(accountId)));
    const workers = await Promise.all([start(), start()]);
    await until(async () => (await readMails(test.db.sql, accountId, 100)).length === ids.length);
    await until(async () => (await jobs()).length === 0);
    for (const worker of workers) await stop(worker);
    expect(told).toEqual([]);
  });
});

describe('a worker that is to stop', () => {
  it('finishes the job that it is at, and takes no other', async () => {
    const { accountId } = await newSubscriber(context);
    const id = await noteMail(accountId);
    let begun = () => {};
    const atWork = new Promise<void>((resolve) => (begun = resolve));
    const slow = {
      ...context,
      async onStep(step: string) {
        if (step !== 'mail.made') return;
        begun();
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      },
    };
    const worker = await start(slow, 1);
    await atWork;
    const later = await noteMail(accountId);
    await stop(worker);
    expect((await readMails(test.db.sql, accountId, 10)).map((mail) => mail.id)).toEqual([id]);
    const waiting = await test.db.sql`SELECT id FROM outbox WHERE done_at IS NULL`;
    expect(waiting.map((row) => row.id)).toEqual([later]);
  });
});

describe('a worker that loses every connection', () => {
  it('says so, connects again and goes on', async () => {
    const { accountId } = await newSubscriber(context);
    const worker = await start();
    await until(async () => (await test.db.sql`SELECT FROM outbox WHERE done_at IS NULL`).length === 0);
    await test.owner.sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    await until(async () => told.length > 0);
    await until(async () => (await noteMail(accountId).catch(() => null)) !== null);
    await until(async () => (await readMails(test.db.sql, accountId, 10).catch(() => [])).length > 0);
    await stop(worker);
  });
});

describe('a worker that was killed', () => {
  it('its jobs go back to the queue as soon as another one looks', async () => {
    const { accountId } = await newSubscriber(context);
    const id = await noteMail(accountId);
    await test.owner.sql`
      SELECT graphile_worker.add_job('send_mail', json_build_object('accountId', ${accountId}::text, 'id', ${id}::text),
        job_key => ${id})`;
    await test.owner.sql`
      UPDATE graphile_worker._private_jobs SET locked_by = 'pool-of-the-dead', locked_at = now() - interval '1 minute'`;
    const worker = await start();
    await until(async () => (await readMails(test.db.sql, accountId, 10)).length === 1);
    await stop(worker);
  });
});
