import { foreignKey, pgTable, primaryKey, text, uuid, check } from 'drizzle-orm/pg-core';
import { mailStatuses, type MailStatus } from '@/lib/mail-status';
import { outbox } from './accounts';
import { instant, oneOf } from './columns';

/**
 * What the worker has made of the outbox's rows about mails: one mail each. Written in the commit that marks the row as
 * done, so there is never a second.
 */
export const mails = pgTable(
  'mails',
  {
    accountId: uuid('account_id').notNull(),
    /** Of the outbox's row. */
    id: uuid('id').notNull(),
    topic: text('topic').notNull(),
    /** Mail addresses. */
    recipients: text('recipients').array().notNull(),
    subject: text('subject').notNull(),
    /** As plain text; the HTML says the same. */
    body: text('body').notNull(),
    status: text('status').notNull().$type<MailStatus>(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    foreignKey({
      name: 'mails_of_outbox',
      columns: [table.accountId, table.id],
      foreignColumns: [outbox.accountId, outbox.id],
    }),
    check('mails_status', oneOf(table.status, mailStatuses)),
  ],
);
