import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

/** Every catalog version ever loaded, as its file said it: history keeps the version that priced it. */
export const catalogVersions = pgTable(
  'catalog_versions',
  {
    catalogId: text('catalog_id').notNull(),
    version: integer('version').notNull(),
    effectiveAt: instant('effective_at').notNull(),
    source: text('source').notNull(),
    loadedAt: instant('loaded_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.catalogId, table.version] })],
);

/**
 * The first successful answer to each (owner of the key, idempotency key). It belongs to the key's owner, not to an
 * account: one key of a product's server names one change in all its accounts (docs/decisions/0003).
 */
export const idempotentAnswers = pgTable(
  'idempotent_answers',
  {
    /** "catalog:<id>" or "account:<id>" */
    owner: text('owner').notNull(),
    key: text('key').notNull(),
    requestHash: bytes('request_hash').notNull(),
    status: smallint('status').notNull(),
    answer: text('answer').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.owner, table.key] }),
    check('idempotent_answers_are_successes', sql`${table.status} BETWEEN 200 AND 299`),
    check('idempotent_answers_hash_is_sha256', sql`octet_length(${table.requestHash}) = 32`),
  ],
);
