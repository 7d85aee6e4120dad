import type { Id } from '@/lib/ids';
import type { MailStatus } from '@/lib/mail-status';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable, Transaction } from '../client';
import { instantFromText } from '../schema/columns';

/** What names a row of the outbox, and the mail that is made of it. */
export interface MailRef {
  accountId: Id;
  id: Id;
}

export interface KeptMail {
  id: Id;
  topic: string;
  recipients: string[];
  subject: string;
  body: string;
  status: MailStatus;
  at: Instant;
}

/**
 * A row of the outbox that is not done, locked until the transaction ends; null: it is done, or somebody else is at it.
 * The payload is whatever its topic means.
 */
export async function lockOutboxRow(
  tx: Transaction,
  { accountId, id }: MailRef,
): Promise<{ topic: string; payload: unknown } | null> {
  const [row] = await tx`
    SELECT topic, payload FROM outbox WHERE account_id = ${accountId} AND id = ${id} AND done_at IS NULL
    FOR UPDATE SKIP LOCKED`;
  return row ? { topic: row.topic, payload: row.payload } : null;
}

export async function markDone(tx: Transaction, { accountId, id }: MailRef, at: Instant): Promise<void> {
  await tx`UPDATE outbox SET done_at = ${isoText(at)} WHERE account_id = ${accountId} AND id = ${id}`;
}

/** The mail addresses of an account's owners, those who came first, first. Who comes from a product has none. */
export async function readOwnerAddresses(sql: Queryable, accountId: Id): Promise<string[]> {
  const rows = await sql`
    SELECT p.email FROM memberships m JOIN people p ON p.id = m.person_id
    WHERE m.account_id = ${accountId} AND m.role = 'owner' AND p.email IS NOT NULL
    ORDER BY m.created_at, p.id LIMIT 50`;
  return rows.map((row) => row.email);
}

export async function insertMail(tx: Transaction, accountId: Id, mail: KeptMail): Promise<void> {
  const { id, topic, recipients, subject, body, status, at } = mail;
  await tx`
    INSERT INTO mails (account_id, id, topic, recipients, subject, body, status, at)
    VALUES (${accountId}, ${id}, ${topic}, ${recipients}::text[], ${subject}, ${body}, ${status}, ${isoText(at)})`;
}

/** An account's mails: about what happened last, first. */
export async function readMails(sql: Queryable, accountId: Id, limit: number): Promise<KeptMail[]> {
  const rows = await sql`
    SELECT m.id, m.topic, m.recipients, m.subject, m.body, m.status, m.at
    FROM mails m JOIN outbox o USING (account_id, id)
    WHERE m.account_id = ${accountId} ORDER BY o.created_at DESC, m.id DESC LIMIT ${limit}`;
  return rows.map((row) => ({
    id: row.id,
    topic: row.topic,
    recipients: row.recipients,
    subject: row.subject,
    body: row.body,
    status: row.status,
    at: instantFromText(row.at),
  }));
}
