import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { people } from './people';
import { instant } from './columns';

/**
 * Who owns credits. Every table that belongs to an account has account_id first in its keys, so that one day the tables
 * can be spread over machines by it.
 */
export const accounts = pgTable('accounts', {
  accountId: uuid('account_id').primaryKey(),
  catalogId: text('catalog_id').notNull(),
  name: text('name').notNull(),
  zone: text('zone').notNull(),
  locale: text('locale').notNull(),
  currency: text('currency').notNull(),
  /** The vendor's own id of it; `external_ids` is where it is found by. */
  externalId: text('external_id'),
  /** A test account's own clock, which stands still until moved; null: real time. */
  clockAt: instant('clock_at'),
  createdAt: instant('created_at').notNull(),
});

/** The vendor's own ids of accounts: a directory, looked up by catalog, so not account data. */
export const externalIds = pgTable(
  'external_ids',
  {
    catalogId: text('catalog_id').notNull(),
    externalId: text('external_id').notNull(),
    namedAccount: uuid('named_account').notNull(),
  },
  (table) => [primaryKey({ columns: [table.catalogId, table.externalId] })],
);

export const memberships = pgTable(
  'memberships',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.accountId),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    role: text('role').notNull().$type<'owner' | 'member' | 'viewer'>(),
    createdAt: instant('created_at').notNull(),
    /** The notice of what is used up, in percent, that the member has put away last, and the period that it was about. */
    dismissedLevel: integer('dismissed_level'),
    dismissedPeriod: instant('dismissed_period'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.personId] }),
    index('memberships_by_person').on(table.personId),
    check('memberships_role', sql`${table.role} IN ('owner', 'member', 'viewer')`),
    check(
      'memberships_dismissed',
      sql`num_nonnulls(${table.dismissedLevel}, ${table.dismissedPeriod}) IN (0, 2) AND ${table.dismissedLevel} IN (75, 90, 100)`,
    ),
  ],
);

/** Side effects (mails, webhooks, jobs) as rows of the commit that caused them; the worker polls them. */
export const outbox = pgTable(
  'outbox',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.accountId),
    id: uuid('id').notNull(),
    topic: text('topic').notNull(),
    payload: jsonb('payload').notNull(),
    createdAt: instant('created_at').notNull(),
    doneAt: instant('done_at'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    index('outbox_waiting')
      .on(table.createdAt)
      .where(sql`done_at IS NULL`),
  ],
);
