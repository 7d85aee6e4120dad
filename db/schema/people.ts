import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

/**
 * Those who sign in. A person may be a member of several accounts, with a role in each. Whoever comes from a vendor's own
 * product is known by the vendor's id, and has neither mail address nor password here.
 */
export const people = pgTable(
  'people',
  {
    id: uuid('id').primaryKey(),
    /** Lower case. */
    email: text('email').unique(),
    name: text('name').notNull(),
    /** argon2id, in PHC format. */
    passwordHash: text('password_hash'),
    /** The catalog whose vendor sends this person, and the vendor's own id of them. */
    externalCatalog: text('external_catalog'),
    externalId: text('external_id'),
    /** When the mail address was confirmed; where none are sent, when it was typed. Of those without one, none. */
    verifiedAt: instant('verified_at'),
    staff: text('staff').notNull().default('none').$type<'none' | 'support'>(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    unique('people_external').on(table.externalCatalog, table.externalId),
    check(
      'people_are_known',
      sql`num_nonnulls(${table.email}, ${table.passwordHash}) IN (0, 2) AND num_nonnulls(${table.externalCatalog}, ${table.externalId}) IN (0, 2) AND num_nonnulls(${table.email}, ${table.externalId}) >= 1`,
    ),
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

/** Links by which a vendor's own product lets its signed-in customers in: each works once, and not for long. */
export const portalLinks = pgTable(
  'portal_links',
  {
    /** SHA-256 of the link's token, which is not kept. */
    tokenHash: bytes('token_hash').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    /** The account that it leads to, and where in it. */
    leadsTo: uuid('leads_to').notNull(),
    room: text('room').notNull().$type<'usage' | 'activity'>(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [
    index('portal_links_by_end').on(table.expiresAt),
    check('portal_links_hash_is_sha256', sql`octet_length(${table.tokenHash}) = 32`),
    check('portal_links_room', sql`${table.room} IN ('usage', 'activity')`),
    check('portal_links_end', sql`${table.expiresAt} > ${table.createdAt}`),
  ],
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
    index('api_keys_by_account').on(table.ownerAccount, table.id),
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
