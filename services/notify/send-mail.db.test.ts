import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '@/db/client';
import { insertOutbox, type OutboxPayloads, type OutboxTopic } from '@/db/payments/outbox';
import { readMails } from '@/db/reads/mails';
import { roles } from '@/db/roles';
import { useTestDatabase } from '@/db/testing/database';
import { inTransaction } from '@/db/transaction';
import { newId, type Id } from '@/lib/ids';
import { newSubscriber, testContext } from '../testing/context';
import { openMailer, type Mailer } from './mailer';
import { giveUpMail, sendMail } from './send-mail';
import { openMailServer, type MailServer } from './testing/mail-server';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
let worker: Database;
let server: MailServer;
let mailer: Mailer;
let context: ReturnType<typeof testContext>;

beforeAll(async () => {
  worker = openDatabase(test.url, { role: roles.worker, max: 4 });
  server = await openMailServer();
  mailer = openMailer(server.url, 'Meterbook <no-reply@portal.test>');
  context = testContext(test.db, NOW);
});
afterAll(async () => {
  mailer.close();
  await Promise.all([worker.close(), server.close()]);
});

const cancelled = { endsAt: '2026-04-10T09:30:00.000Z' };

async function note<T extends OutboxTopic>(accountId: Id, topic: T, payload: OutboxPayloads[T]): Promise<Id> {
  const id = newId();
  await inTransaction(test.db, (tx) => insertOutbox(tx, accountId, [{ id, topic, payload }], NOW));
  return id;
}

async function doneAt(id: Id): Promise<unknown> {
  const [row] = await test.db.sql`SELECT done_at FROM outbox WHERE id = ${id}`;
  return row!.done_at;
}

const takenBy = (email: string) => server.taken.filter(({ to }) => to.includes(email));
/** The text part, put together again from its lines. */
const textOf = (raw: string) => raw.replace(/=\r\n/g, '').replaceAll('\r\n', '\n');

describe('with a mail server', () => {
  it('a row becomes one mail to the owner, kept as it was, under an id that is its own', async () => {
    const { accountId, email } = await newSubscriber(context);
    const id = await note(accountId, 'mail.cancelled', cancelled);
    for (let times = 0; times < 3; times += 1) {
      await sendMail(context, { db: worker, mailer }, { accountId, id });
    }
    const [mail, ...more] = takenBy(email);
    expect(more).toEqual([]);
    const text = textOf(mail!.raw);
    expect(text).toContain(`Message-ID: <${id}@portal.test>`);
    expect(text).toContain('Subject: Your Free plan is cancelled and ends on Apr 10, 2026');
    expect(text).toContain('There are 200 credits in the account now.');
    expect(text).toContain(`http://portal.test/accounts/${accountId}/plan`);
    expect(await readMails(test.db.sql, accountId, 10)).toMatchObject([
      { id, topic: 'mail.cancelled', recipients: [email], status: 'sent', at: NOW },
    ]);
    expect(await doneAt(id)).not.toBeNull();
  });

  it('what the server does not take stays to be done, and is sent when it does', async () => {
    const { accountId, email } = await newSubscriber(context);
    const id = await note(accountId, 'mail.cancelled', cancelled);
    server.refuse(1);
    await expect(sendMail(context, { db: worker, mailer }, { accountId, id })).rejects.toThrow(
      /did not take a mail: EMESSAGE 451/,
    );
    expect(await doneAt(id)).toBeNull();
    expect(await readMails(test.db.sql, accountId, 10)).toEqual([]);
    await sendMail(context, { db: worker, mailer }, { accountId, id });
    expect(takenBy(email)).toHaveLength(1);
  });

  it('many who send the same at once send it once', async () => {
    const { accountId, email } = await newSubscriber(context);
    const id = await note(accountId, 'mail.cancelled', cancelled);
    const sends = Array.from({ length: 4 }, () => sendMail(context, { db: worker, mailer }, { accountId, id }));
    const outcomes = await Promise.allSettled(sends);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect(takenBy(email)).toHaveLength(1);
  });

  it('one that breaks off after sending sends again under the same id, and keeps one', async () => {
    const { accountId, email } = await newSubscriber(context);
    const id = await note(accountId, 'mail.cancelled', cancelled);
    const dies = {
      ...context,
      onStep: (step: string) => (step === 'mail.brought' ? Promise.reject(new Error('dies')) : undefined),
    };
    await expect(sendMail(dies, { db: worker, mailer }, { accountId, id })).rejects.toThrow('dies');
    await sendMail(context, { db: worker, mailer }, { accountId, id });
    const ids = takenBy(email).map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)![1]!.trim());
    expect(ids).toEqual([`<${id}@portal.test>`, `<${id}@portal.test>`]);
    expect(await readMails(test.db.sql, accountId, 10)).toHaveLength(1);
  });

  it('one that no server takes is kept as refused, and its row is done', async () => {
    const { accountId } = await newSubscriber(context);
    const id = await note(accountId, 'mail.cancelled', cancelled);
    await giveUpMail(context, { db: worker, mailer }, { accountId, id });
    expect(await readMails(test.db.sql, accountId, 10)).toMatchObject([{ id, status: 'refused' }]);
    expect(await doneAt(id)).not.toBeNull();
  });

  it('one whose words can not be made is given up all the same', async () => {
    const { accountId } = await newSubscriber(context);
    const id = await note(accountId, 'mail.cancelled', { endsAt: 'never' });
    await expect(sendMail(context, { db: worker, mailer }, { accountId, id })).rejects.toThrow();
    expect(await doneAt(id)).toBeNull();
    await giveUpMail(context, { db: worker, mailer }, { accountId, id });
    expect(await doneAt(id)).not.toBeNull();
  });

  it("a test account's mails are kept and never sent", async () => {
    const { accountId, email } = await newSubscriber(context, { clockAt: NOW });
    const id = await note(accountId, 'mail.cancelled', cancelled);
    await sendMail(context, { db: worker, mailer }, { accountId, id });
    expect(takenBy(email)).toEqual([]);
    expect(await readMails(test.db.sql, accountId, 10)).toMatchObject([{ id, status: 'kept' }]);
  });
});

describe('without a mail server', () => {
  const post = () => ({ db: worker, mailer: null });

  it('each kind of mail is kept, in words, with a way on', async () => {
    const { accountId } = await newSubscriber(context);
    const terms = (planId: string) => ({ planId, intervalId: 'month', seats: 1 });
    const payloads: [OutboxTopic, OutboxPayloads[OutboxTopic], subject: string][] = [
      ['mail.cancelled', cancelled, 'Your Free plan is cancelled and ends on Apr 10, 2026'],
      [
        'mail.renewal_reminder',
        { renewsAt: '2026-03-24T00:00:00.000Z', total: 12_000 },
        'Your Free plan renews on Mar 24, 2026 for $120.00',
      ],
      [
        'mail.plan_changed',
        { when: 'now', effectiveAt: '2026-03-10T09:30:00.000Z', from: terms('free'), to: terms('pro') },
        'You are on the Pro plan now',
      ],
      [
        'mail.suspended',
        { invoice: null, since: '2026-03-09T00:00:00.000Z' },
        'Your Free plan is suspended until it is paid',
      ],
    ];
    for (const [topic, payload] of payloads) {
      await sendMail(context, post(), { accountId, id: await note(accountId, topic, payload) });
    }
    const kept = await readMails(test.db.sql, accountId, 10);
    expect(new Set(kept.map(({ subject }) => subject))).toEqual(new Set(payloads.map(([, , subject]) => subject)));
    for (const { body, status } of kept) {
      expect(status).toBe('kept');
      expect(body).toContain(`: http://portal.test/accounts/${accountId}/`);
    }
  });

  it('a row whose account has nobody with an address is done without a mail', async () => {
    const { accountId, personId } = await newSubscriber(context);
    await test.db.sql`DELETE FROM memberships WHERE person_id = ${personId}`;
    const id = await note(accountId, 'mail.cancelled', cancelled);
    await sendMail(context, post(), { accountId, id });
    expect(await doneAt(id)).not.toBeNull();
    expect(await readMails(test.db.sql, accountId, 10)).toEqual([]);
  });
});
