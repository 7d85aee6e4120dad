import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '@/db/client';
import { insertAccount } from '@/db/ledger/accounts';
import { noteDue, noteDueBy } from '@/db/payments/agenda';
import { queueAccounts } from '@/db/queue/fill';
import { readOldestDue } from '@/db/reads/worker-lag';
import { roles } from '@/db/roles';
import { useTestDatabase } from '@/db/testing/database';
import { theProgram } from '@/lib/access/actor';
import { newId, type Id } from '@/lib/ids';
import { addMonthsUtc, DAY_MS } from '@/lib/time';
import { subscribeAccount } from '../accounts/subscribe-account';
import { reconcile } from '../audit/reconcile';
import { setMethod } from '../payments/set-method';
import { newSubscriber, testContext } from '../testing/context';
import { readWorkerLag } from './read-lag';
import { startWorker, type RunningWorker } from './start-worker';

/** Accounts in real time, whose periods end without anybody asking. */

const NOW = Date.parse('2026-03-10T09:30:00Z');
/** The paid plan begins a millisecond after the free one that everybody starts with. */
const RENEWAL = addMonthsUtc(NOW, 1) + 1;
const test = useTestDatabase();
let post: Database;
let context: ReturnType<typeof testContext>;
const running = new Set<RunningWorker>();
let told: string[] = [];

beforeAll(() => {
  post = openDatabase(test.url, { role: roles.worker, max: 8 });
});
afterEach(async () => {
  for (const worker of running) await worker.stop();
  running.clear();
  told = [];
});
afterAll(() => post.close());

const log = {
  debug: () => undefined,
  warn: (_: object, words: string) => void told.push(words),
  error: (facts: object, words: string) => void told.push(`${words} ${String((facts as { err?: unknown }).err ?? '')}`),
};

async function start(): Promise<void> {
  const options = { context, post: { db: post, mailer: null }, log, databaseUrl: test.url, role: roles.worker };
  running.add(await startWorker({ ...options, lookEveryMs: 100 }));
}

async function until(what: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await what());) {
    if (Date.now() > end) throw new Error(`it did not come to that; told: ${told.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Accounts on a paid plan, with a card that pays. */
async function payingAccounts(count: number): Promise<Id[]> {
  context = testContext(test.db, NOW);
  const ids: Id[] = [];
  for (let index = 0; index < count; index += 1) {
    const { accountId } = await newSubscriber(context);
    const card = await setMethod(context, theProgram, accountId, { kind: 'card', number: '4242424242424242' });
    const terms = { planId: 'pro', intervalId: 'month', seats: 1 };
    const subscribed = await subscribeAccount(context, theProgram, { accountId, ...terms });
    if (!card.ok || !subscribed.ok) throw new Error('the account could not be made');
    ids.push(accountId);
  }
  return ids;
}

const periods = async (ids: Id[]) =>
  (await test.db.sql`SELECT period_index FROM subscriptions WHERE account_id = ANY(${ids}::text[]::uuid[])`).map(
    (row) => row.period_index as number,
  );
const count = async (what: string, ids: Id[]) =>
  (
    await test.owner.sql.unsafe(`SELECT count(*)::int AS n FROM ${what} AND account_id = ANY($1::text[]::uuid[])`, [
      ids,
    ])
  )[0]!.n as number;

describe('two workers at once', () => {
  it(
    'renew 200 accounts that are due, each of them once, with one payment and one mail',
    { timeout: 120_000 },
    async () => {
      const ids = await payingAccounts(200);
      context.moveTo(RENEWAL);
      await Promise.all([start(), start()]);
      await until(async () => (await count(`mails WHERE topic = 'mail.invoice_paid'`, ids)) === ids.length);
      await until(async () => (await readWorkerLag(context)) === 0);
      expect(new Set(await periods(ids))).toEqual(new Set([1]));
      expect(await count(`invoices WHERE status = 'paid' AND reason = 'renewal'`, ids)).toBe(ids.length);
      expect(await count(`invoices WHERE reason = 'renewal'`, ids)).toBe(ids.length);
      expect(await count(`built_in_payments WHERE status = 'succeeded'`, ids)).toBe(ids.length);
      expect(await count(`mails WHERE true`, ids)).toBe(ids.length);
      expect(await reconcile(test.db.sql, ids)).toEqual([]);
      expect(told).toEqual([]);
    },
  );
});

describe('after a day without a worker', () => {
  it('what fell due meanwhile is told as late, and then done as of its time', async () => {
    const ids = await payingAccounts(3);
    await start();
    // What has been due for less than a second is no lag, but is not done either.
    await until(async () => (await readOldestDue(test.db.sql, NOW)) === null);
    for (const worker of running) await worker.stop();
    running.clear();
    context.moveTo(RENEWAL + DAY_MS);
    expect(await readWorkerLag(context)).toBe(86_400);
    await start();
    await until(async () => (await readWorkerLag(context)) === 0);
    expect(await periods(ids)).toEqual([1, 1, 1]);
    const starts = await test.db.sql`SELECT period_start FROM headers WHERE account_id = ANY(${ids}::text[]::uuid[])`;
    for (const row of starts) expect(new Date(row.period_start).getTime()).toBe(RENEWAL);
  });
});

describe('an account that fails', () => {
  it("takes nobody else's turn: those that have a job are not counted", async () => {
    const ids = await payingAccounts(3);
    await test.owner.sql`DELETE FROM agenda WHERE account_id <> ALL(${ids}::text[]::uuid[])`;
    for (const [index, id] of ids.entries()) await noteDue(test.db.sql, id, NOW + index);
    const queued: unknown[] = [];
    for (const count of [1, 2, 3]) {
      await queueAccounts(post.sql, NOW + DAY_MS, 1);
      const jobs = await test.owner.sql`SELECT key FROM graphile_worker.jobs WHERE key LIKE 'account %'`;
      queued.push(jobs.filter(({ key }) => ids.slice(0, count).includes(String(key).slice(8))).length);
    }
    expect(queued).toEqual([1, 2, 3]);
    await test.owner.sql`SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs`;
  });

  it('holds nobody up, and is tried again ever more seldom', async () => {
    const ids = await payingAccounts(3);
    // Of a catalog that nobody has loaded.
    const broken = newId();
    const about = { catalogId: 'gone', name: 'Broken', zone: 'UTC', locale: 'en', currency: 'USD', clockAt: null };
    await insertAccount(test.db.sql, { accountId: broken, ...about }, NOW);
    await noteDueBy(test.db.sql, broken, NOW);
    context.moveTo(RENEWAL);
    await start();
    await until(async () => (await periods(ids)).every((index) => index === 1));
    const [job] = await test.owner.sql`
      SELECT attempts, last_error, run_at > now() AS later FROM graphile_worker.jobs WHERE key = ${`account ${broken}`}`;
    expect(job).toMatchObject({ attempts: expect.any(Number), later: expect.any(Boolean) });
    expect(job!.attempts).toBeGreaterThan(0);
    expect(job!.last_error).toContain('catalog');
    expect(told.join()).toContain('catalog gone is not loaded');
    expect(await readWorkerLag(context)).toBeGreaterThan(0);
  });
});
