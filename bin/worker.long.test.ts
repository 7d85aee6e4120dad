import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '@/db/client';
import { roles } from '@/db/roles';
import { useTestDatabase } from '@/db/testing/database';
import { theProgram } from '@/lib/access/actor';
import { systemClock } from '@/lib/clock';
import type { Id } from '@/lib/ids';
import { addMonthsUtc } from '@/lib/time';
import { subscribeAccount } from '@/services/accounts/subscribe-account';
import { reconcile } from '@/services/audit/reconcile';
import { loadCatalogFiles } from '@/services/catalogs/load-catalogs';
import { openMailer, type Mailer } from '@/services/notify/mailer';
import { openMailServer, type MailServer } from '@/services/notify/testing/mail-server';
import { setMethod } from '@/services/payments/set-method';
import { steps, type Step } from '@/services/steps';
import { newSubscriber, testContext } from '@/services/testing/context';
import { startWorker } from '@/services/worker/start-worker';

/** A worker is killed at every step of a renewal, as by kill -9; another one goes on: one renewal, one charge, one mail. */

const root = fileURLToPath(new URL('..', import.meta.url));
const test = useTestDatabase();
let post: Database;
let server: MailServer;
let mailer: Mailer;

beforeAll(async () => {
  post = openDatabase(test.url, { role: roles.worker, max: 4 });
  server = await openMailServer();
  mailer = openMailer(server.url, 'Meterbook <no-reply@portal.test>');
  await loadCatalogFiles(test.owner, fileURLToPath(new URL('../catalogs', import.meta.url)), systemClock);
});
afterAll(async () => {
  mailer.close();
  await Promise.all([post.close(), server.close()]);
});

/** An account whose renewal fell due a minute ago, in real time. */
async function dueAccount(): Promise<{ accountId: Id; email: string }> {
  const begun = addMonthsUtc(Date.now() - 60_000, -1);
  const past = testContext(test.db, begun);
  const { accountId, email } = await newSubscriber(past);
  await setMethod(past, theProgram, accountId, { kind: 'card', number: '4242424242424242' });
  const terms = { planId: 'pro', intervalId: 'month', seats: 1 };
  const subscribed = await subscribeAccount(past, theProgram, { accountId, ...terms });
  if (!subscribed.ok) throw new Error(subscribed.error.detail);
  return { accountId, email };
}

/** Runs a worker here until nothing is to be done any more. */
async function workUntilDone(accountId: Id, onStep?: (step: Step) => void): Promise<void> {
  const context = { ...testContext(test.db, 0), clock: systemClock, onStep };
  const told: unknown[] = [];
  const log = { debug: () => undefined, warn: () => undefined, error: (...args: unknown[]) => void told.push(args) };
  const worker = await startWorker({
    ...{ context, post: { db: post, mailer }, log, databaseUrl: test.url, role: roles.worker, lookEveryMs: 100 },
  });
  for (const end = Date.now() + 30_000; !(await isDone(accountId)); await pause(50)) {
    if (Date.now() > end) throw new Error(`it is not done: ${JSON.stringify(told)}`);
  }
  await worker.stop();
}

async function isDone(accountId: Id): Promise<boolean> {
  const [row] = await test.owner.sql`
    SELECT (SELECT count(*) FROM mails WHERE account_id = ${accountId})::int AS mails,
      (SELECT count(*) FROM graphile_worker.jobs)::int AS jobs,
      (SELECT count(*) FROM agenda WHERE next_at <= now())::int AS due`;
  return row!.mails > 0 && row!.jobs === 0 && row!.due === 0;
}

/** Starts a worker as a process of its own, which is killed at a step. */
async function killedAt(step: Step): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/testing/killed-worker.ts'], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: test.url,
      SMTP_URL: server.url,
      PUBLIC_URL: 'http://portal.test',
      NEXTAUTH_SECRET: 'for tests, and never for anything else',
      KILL_AT: step,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr!.on('data', (text) => (said += String(text)));
  expect(await endOf(child), said).toBe('SIGKILL');
}

async function endOf(child: ChildProcess): Promise<string | null> {
  const timer = setTimeout(() => child.kill('SIGTERM'), 30_000);
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearTimeout(timer);
  return signal;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('the steps are those that a renewal goes through', async () => {
  const { accountId } = await dueAccount();
  const seen: Step[] = [];
  await workUntilDone(accountId, (step) => seen.push(step));
  expect([...new Set(seen)]).toEqual(steps);
});

describe('killed at', () => {
  it.each(steps)('%s: one renewal, one charge, one mail', async (step) => {
    const { accountId, email } = await dueAccount();
    await killedAt(step);
    await workUntilDone(accountId);
    const [row] = await test.owner.sql`
      SELECT (SELECT period_index FROM subscriptions WHERE account_id = ${accountId}) AS period,
        (SELECT count(*) FROM invoices WHERE account_id = ${accountId})::int AS invoices,
        (SELECT count(*) FROM invoices WHERE account_id = ${accountId} AND status = 'paid')::int AS paid,
        (SELECT count(*) FROM payment_attempts WHERE account_id = ${accountId})::int AS attempts,
        (SELECT count(*) FROM built_in_payments WHERE account_id = ${accountId} AND status = 'succeeded')::int AS charges,
        (SELECT count(*) FROM entries WHERE account_id = ${accountId} AND kind = 'grant')::int AS grants,
        (SELECT count(*) FROM mails WHERE account_id = ${accountId} AND status = 'sent')::int AS mails`;
    // Grants: the free plan's, the first period's, the second's.
    expect(row).toEqual({ period: 1, invoices: 1, paid: 1, attempts: 1, charges: 1, grants: 3, mails: 1 });
    const ids = server.taken
      .filter(({ to }) => to.includes(email))
      .map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)![1]);
    // Nobody can know that a mail server has a mail, unless that was written down: it gets it again, under the same id.
    expect(new Set(ids).size).toBe(1);
    expect(ids).toHaveLength(step === 'mail.brought' || step === 'mail.marked' ? 2 : 1);
    expect(await reconcile(test.db.sql, [accountId])).toEqual([]);
  });
});
