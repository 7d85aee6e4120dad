import type { Database, Transaction } from '@/db/client';
import type { OutboxPayloads, OutboxTopic } from '@/db/payments/outbox';
import { readAddress } from '@/db/reads/addresses';
import { insertMail, lockOutboxRow, markDone, readOwnerAddresses, type MailRef } from '@/db/reads/mails';
import { inTransaction } from '@/db/transaction';
import type { MailStatus } from '@/lib/mail-status';
import type { Context } from '../context';
import type { Id } from '@/lib/ids';
import { htmlMail } from './html-mail';
import { mailFacts } from './mail-facts';
import { keptMail, plainMail, type MailText } from './mail-text';
import { isMailTopic, mailText } from './mail-words';
import type { Mailer } from './mailer';

/** What mails go through. */
export interface Post {
  /** As the worker, which may mark the outbox's rows. */
  db: Database;
  /** null: there is no mail server, and mails are kept for staff to read. */
  mailer: Mailer | null;
}

/** Brings a mail to its recipients, or does not, and says what became of it. */
type Bring = (mail: MailText, to: readonly string[]) => Promise<MailStatus>;

/**
 * Makes the mail that a row of the outbox asks for, sends it to the account's owners, and marks the row as done in one
 * commit with the mail as it was. What is done is not done again. Whoever is killed between the mail server's answer and
 * the commit sends it once more, under the same Message-ID. Without a mail server mails are only kept; so are those of
 * test accounts, always. Throws where it can't be made or sent; then nothing is marked.
 */
export async function sendMail(context: Context, { db, mailer }: Post, ref: MailRef): Promise<void> {
  await deliver(context, db, ref, async (mail, to) => {
    if (mailer === null || mail.isTest) return 'kept';
    const messageId = `<${ref.id}@${new URL(context.publicUrl).hostname}>`;
    const { subject } = mail;
    await mailer.send({ messageId, to, subject, text: plainMail(mail), html: htmlMail(mail) });
    return 'sent';
  });
}

/** After too many tries: the mail is kept as one that no server took, and its row is done. What made it fail is in the log. */
export async function giveUpMail(context: Context, { db }: Post, ref: MailRef): Promise<void> {
  try {
    await deliver(context, db, ref, () => Promise.resolve('refused'));
  } catch {
    // Not even its words can be made. Left as it is, it would stand for a worker that is late, for ever.
    await inTransaction(db, async (tx) => {
      if (await lockOutboxRow(tx, ref)) await markDone(tx, ref, context.clock.now());
    });
  }
}

async function deliver(context: Context, db: Database, ref: MailRef, bring: Bring): Promise<void> {
  await inTransaction(db, async (tx) => {
    // Locked while it is brought: nobody else brings it meanwhile.
    const row = await lockOutboxRow(tx, ref);
    if (!row || !isMailTopic(row.topic)) return;
    const recipients = await recipientsOf(tx, ref.accountId, row);
    const at = context.clock.now();
    if (recipients.length > 0) {
      const facts = await mailFacts(context, ref.accountId);
      const mail = await mailText(facts, row.topic, row.payload as OutboxPayloads[OutboxTopic]);
      await context.onStep?.('mail.made');
      const status = await bring(mail, recipients);
      await context.onStep?.('mail.brought');
      const { subject } = mail;
      await insertMail(tx, ref.accountId, {
        ...row,
        id: ref.id,
        recipients,
        subject,
        body: keptMail(mail),
        status,
        at,
      });
    }
    await markDone(tx, ref, at);
    await context.onStep?.('mail.marked');
  });
  await context.onStep?.('mail.committed');
}

/** The account's owners; of what is about one person's address, that person, while there is anything to confirm. */
async function recipientsOf(
  tx: Transaction,
  accountId: Id,
  { topic, payload }: { topic: string; payload: unknown },
): Promise<string[]> {
  if (topic !== 'mail.confirm_address') return readOwnerAddresses(tx, accountId);
  const person = await readAddress(tx, (payload as OutboxPayloads['mail.confirm_address']).personId);
  return person && !person.isVerified ? [person.email] : [];
}
