import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

/** Those who sign in. A person may be a member of several accounts, with a role in each. */
export const people = pgTable(
  'people',
  {
    id: uuid('id').primaryKey(),
    /** Lower case. */
    email: text('email').notNull().unique(),
    name: text('name').notNull(),
    /** argon2id, in PHC format. */
    passwordHash: text('password_hash').notNull(),
    staff: text('staff').notNull().default('none').$type<'none' | 'support'>(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    check('people_email_lower_case', sql`${table.email} = lower(${table.email})`),
    check('people_staff', sql`${table.staff} IN ('none', 'support')`),
  ],
);

/** Sign-ins. Every request looks its row up, so a revoked one stops at once. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('sessions_by_person').on(table.personId)],
);

/** API keys: shown once, kept as SHA-256. Each is owned by a catalog (a product's server) or by one account. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid('id').primaryKey(),
    /** The readable beginning, by which people tell keys apart. */
    prefix: text('prefix').notNull(),
    secretHash: bytes('secret_hash').notNull().unique(),
    name: text('name').notNull(),
    ownerCatalog: text('owner_catalog'),
    ownerAccount: uuid('owner_account'),
    scopes: text('scopes').array().notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [
    check('api_keys_one_owner', sql`num_nonnulls(${table.ownerCatalog}, ${table.ownerAccount}) = 1`),
    check('api_keys_hash_is_sha256', sql`octet_length(${table.secretHash}) = 32`),
  ],
);

/** One-time credits that a person has had, through whatever account. The subject is a hash of the mail address or external id. */
export const oneTimeClaims = pgTable(
  'one_time_claims',
  {
    catalogId: text('catalog_id').notNull(),
    subject: bytes('subject').notNull(),
    ruleId: text('rule_id').notNull(),
    claimedAt: instant('claimed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.catalogId, table.subject, table.ruleId] })],
);
