import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { accounts } from './accounts';
import { bytes, instant } from './columns';

const micro = (name: string) => bigint(name, { mode: 'bigint' }).notNull();
const accountId = () =>
  uuid('account_id')
    .notNull()
    .references(() => accounts.accountId);

/** The account's one summary row: what a debit locks, checks and changes. */
export const headers = pgTable(
  'headers',
  {
    accountId: accountId().primaryKey(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    hash: bytes('hash').notNull(),
    balance: micro('balance'),
    held: micro('held'),
    /** When something falls due by itself; null: never, or a test account (no sweep picks those up). */
    nextDueAt: instant('next_due_at'),
    periodStart: instant('period_start'),
    periodEnd: instant('period_end'),
    carriedIn: micro('carried_in'),
    granted: micro('granted'),
    used: micro('used'),
    ended: micro('ended'),
  },
  (table) => [
    check('headers_never_below_zero', sql`${table.balance} >= 0 AND ${table.held} >= 0 AND ${table.seq} >= 0`),
    check('headers_hash_is_sha256', sql`octet_length(${table.hash}) = 32`),
    check(
      'headers_period_adds_up',
      sql`num_nulls(${table.periodStart}, ${table.periodEnd}) = 2 OR (num_nulls(${table.periodStart}, ${table.periodEnd}) = 0 AND ${table.periodStart} < ${table.periodEnd} AND ${table.carriedIn} + ${table.granted} = ${table.used} + ${table.ended} + ${table.balance} + ${table.held})`,
    ),
  ],
);

/** What the account is on. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    accountId: accountId().primaryKey(),
    planId: text('plan_id').notNull(),
    intervalId: text('interval_id').notNull(),
    seats: integer('seats').notNull(),
    anchor: instant('anchor').notNull(),
    periodIndex: integer('period_index').notNull(),
    status: text('status').notNull().$type<'active' | 'awaiting_payment'>(),
    /** Seats from the next renewal on, where that is to be fewer. */
    seatsNext: integer('seats_next'),
    /** Units of add-ons: [{addOnId, units, unitsNext, paidThrough}]. */
    addOns: jsonb('add_ons').notNull(),
    /** One-time grant rules that the account has had. */
    claimed: text('claimed').array().notNull(),
  },
  (table) => [
    check('subscriptions_counts', sql`${table.seats} >= 1 AND ${table.periodIndex} >= 0`),
    check('subscriptions_status', sql`${table.status} IN ('active', 'awaiting_payment')`),
  ],
);

/** Lots of credits, and where each credit of a lot is. */
export const grants = pgTable(
  'grants',
  {
    accountId: accountId(),
    /** Number of the entry that issued it. */
    id: bigint('id', { mode: 'number' }).notNull(),
    source: text('source').notNull(),
    planId: text('plan_id'),
    ruleId: text('rule_id'),
    recurring: boolean('recurring').notNull(),
    amount: micro('amount'),
    available: micro('available'),
    held: micro('held'),
    spent: micro('spent'),
    expired: micro('expired'),
    revoked: micro('revoked'),
    reissued: micro('reissued'),
    effectiveAt: instant('effective_at').notNull(),
    expiresAt: instant('expires_at'),
    priority: integer('priority').notNull(),
    /** Cost basis, in millionths of a minor unit. */
    paid: micro('paid'),
    /** Has credits available or held. Kept by the program, because an index on the amounts would end HOT updates. */
    open: boolean('open').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    index('grants_open')
      .on(table.accountId)
      .where(sql`open`),
    check(
      'grants_add_up',
      sql`${table.amount} > 0 AND ${table.amount} = ${table.available} + ${table.held} + ${table.spent} + ${table.expired} + ${table.revoked} + ${table.reissued}`,
    ),
    check(
      'grants_none_negative',
      sql`${table.available} >= 0 AND ${table.held} >= 0 AND ${table.spent} >= 0 AND ${table.expired} >= 0 AND ${table.revoked} >= 0 AND ${table.reissued} >= 0 AND ${table.paid} >= 0`,
    ),
    check('grants_open_is_true', sql`${table.open} = (${table.available} + ${table.held} > 0)`),
  ],
);

/** One request for AI work: what it cost and how that was worked out. Its entries are first_seq to last_seq. */
export const generations = pgTable(
  'generations',
  {
    accountId: accountId(),
    id: uuid('id').notNull(),
    at: instant('at').notNull(),
    status: text('status').notNull().$type<'debited' | 'free'>(),
    feature: text('feature').notNull(),
    model: text('model'),
    credits: micro('credits'),
    catalogVersion: integer('catalog_version').notNull(),
    /** The receipt's facts: the quote's lines and the grants burnt. Ids and numbers only. */
    receipt: jsonb('receipt').notNull(),
    /** The vendor's own name for what it belongs to. */
    project: text('project'),
    /** The API key that asked for it; null: the program itself. */
    keyId: uuid('key_id'),
    firstSeq: bigint('first_seq', { mode: 'number' }).notNull(),
    lastSeq: bigint('last_seq', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    // A project is free text, so it stays out of the entries, which nobody can erase; its list starts from here.
    index('generations_by_project')
      .on(table.accountId, table.project, table.firstSeq)
      .where(sql`project IS NOT NULL`),
    check('generations_never_negative', sql`${table.credits} >= 0`),
    check('generations_free_costs_nothing', sql`(${table.status} = 'free') = (${table.credits} = 0)`),
  ],
);

/**
 * Immutable movements: the application's role may insert and read them, and nothing else. Rows never change, so an index
 * costs one insertion and no HOT update. There is one for each thing that the activity list is filtered by, each in the
 * list's own order; a combination walks the narrowest (db/reads/activity.ts). Days need none: entries are numbered
 * without gaps and their instants never run backwards, so the first one of a day is found by halving.
 */
export const entries = pgTable(
  'entries',
  {
    accountId: accountId(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    reason: text('reason').notNull(),
    grantId: bigint('grant_id', { mode: 'number' }),
    from: text('from_place'),
    to: text('to_place'),
    amount: micro('amount'),
    balanceAfter: micro('balance_after'),
    periodStart: instant('period_start'),
    generationId: uuid('generation_id'),
    feature: text('feature'),
    model: text('model'),
    hash: bytes('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.seq] }),
    index('entries_by_kind').on(table.accountId, table.kind, table.seq),
    index('entries_by_feature')
      .on(table.accountId, table.feature, table.seq)
      .where(sql`feature IS NOT NULL`),
    index('entries_by_model')
      .on(table.accountId, table.model, table.seq)
      .where(sql`model IS NOT NULL`),
    foreignKey({ columns: [table.accountId, table.grantId], foreignColumns: [grants.accountId, grants.id] }),
    check('entries_numbered', sql`${table.seq} >= 1 AND octet_length(${table.hash}) = 32`),
    check('entries_balance', sql`${table.balanceAfter} >= 0`),
    check(
      'entries_move_or_are_free',
      sql`(${table.kind} = 'free' AND ${table.amount} = 0 AND ${table.grantId} IS NULL AND ${table.from} IS NULL AND ${table.to} IS NULL) OR (${table.kind} <> 'free' AND ${table.amount} > 0 AND ${table.grantId} IS NOT NULL AND ${table.from} IS NOT NULL AND ${table.to} IS NOT NULL AND ${table.from} <> ${table.to})`,
    ),
    check(
      'entries_places',
      sql`${table.from} IN ('issued', 'available', 'held', 'spent', 'expired', 'revoked', 'reissued') AND ${table.to} IN ('available', 'held', 'spent', 'expired', 'revoked', 'reissued')`,
    ),
  ],
);

/** What was used, by period, day of the account's zone, feature and model: what charts read. */
export const usageRollups = pgTable(
  'usage_rollups',
  {
    accountId: accountId(),
    periodStart: instant('period_start').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    feature: text('feature').notNull(),
    /** '' where the feature has no models: a key has no nulls. */
    model: text('model').notNull(),
    used: micro('used'),
    generations: integer('generations').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.periodStart, table.day, table.feature, table.model] }),
    check('usage_rollups_count', sql`${table.generations} >= 0`),
  ],
);
