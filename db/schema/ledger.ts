import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { entryKinds, entryReasons } from '@/lib/ledger/entry';
import { chargedAtOnce, generationStatuses, type GenerationStatus } from '@/lib/ledger/generation';
import { grantSources, places, subscriptionStatuses, type SubscriptionStatus } from '@/lib/ledger/state';
import { accounts } from './accounts';
import { bytes, instant, oneOf } from './columns';

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
    /** What else its rules look at and seldom change (db/ledger/rules.ts): caps, free uses, promised grants and the like. */
    rules: jsonb('rules').notNull().default({}),
  },
  (table) => [
    check('headers_rules', sql`jsonb_typeof(${table.rules}) = 'object'`),
    check('headers_never_below_zero', sql`${table.balance} >= 0 AND ${table.held} >= 0 AND ${table.seq} >= 0`),
    check('headers_hash_is_sha256', sql`octet_length(${table.hash}) = 32`),
    check(
      'headers_period_adds_up',
      sql`num_nulls(${table.periodStart}, ${table.periodEnd}) = 2 OR (num_nulls(${table.periodStart}, ${table.periodEnd}) = 0 AND ${table.periodStart} < ${table.periodEnd} AND ${table.carriedIn} + ${table.granted} = ${table.used} + ${table.ended} + ${table.balance} + ${table.held})`,
    ),
  ],
);

/** What the account is on; no row: on nothing. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    accountId: accountId().primaryKey(),
    planId: text('plan_id').notNull(),
    intervalId: text('interval_id').notNull(),
    seats: integer('seats').notNull(),
    anchor: instant('anchor').notNull(),
    /** Index of the period that begins at the anchor. */
    anchorIndex: integer('anchor_index').notNull(),
    periodIndex: integer('period_index').notNull(),
    status: text('status').notNull().$type<SubscriptionStatus>(),
    /** When the grace of the first declined payment is over. */
    graceEndsAt: instant('grace_ends_at'),
    /** What the plan gives within its period has been given up to here. */
    grantedThrough: instant('granted_through').notNull(),
    /** What becomes of it at the period's end: {type, …}; null: it is renewed as it is. */
    next: jsonb('next'),
    /** Seats from the next renewal on, where that is to be fewer. */
    seatsNext: integer('seats_next'),
    /** Units of add-ons: [{addOnId, units, unitsNext, paidThrough}]. */
    addOns: jsonb('add_ons').notNull(),
  },
  (table) => [
    check('subscriptions_counts', sql`${table.seats} >= 1 AND ${table.anchorIndex} BETWEEN 0 AND ${table.periodIndex}`),
    check('subscriptions_status', oneOf(table.status, subscriptionStatuses)),
    check(
      'subscriptions_suspended_after_grace',
      sql`${table.status} <> 'suspended' OR ${table.graceEndsAt} IS NOT NULL`,
    ),
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
    /** Can only be spent while a subscription that is paid for is live. */
    needsSubscription: boolean('needs_subscription').notNull(),
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
    check('grants_source', oneOf(table.source, grantSources)),
    check('grants_open_is_true', sql`${table.open} = (${table.available} + ${table.held} > 0)`),
  ],
);

/** One request for AI work: what it cost, how that was worked out, and what happened to it since. */
export const generations = pgTable(
  'generations',
  {
    accountId: uuid('account_id').notNull(), // that it exists is known: docs/decisions/0012
    id: uuid('id').notNull(),
    /** When it was charged or, first of all, held. */
    at: instant('at').notNull(),
    status: text('status').notNull().$type<GenerationStatus>(),
    feature: text('feature').notNull(),
    model: text('model'),
    /** The vendor's own name for whoever asked. */
    member: text('member'),
    /** What it was charged, whatever was given back of it since: 0 while it is held, and where the hold came to nothing. */
    credits: micro('credits'),
    /** What was reserved for it at first; 0 where it was charged at once. */
    held: micro('held'),
    /** What was given back of the charge. */
    refunded: micro('refunded'),
    catalogVersion: integer('catalog_version').notNull(),
    /** The first step's facts: the quote's lines and the grants burnt or held. Ids and numbers only. Read, never searched. */
    receipt: json('receipt').notNull(),
    /**
     * What happened to it, in order (db/ledger/steps.ts), but for a charge at once: that is what its receipt says. Ids and
     * numbers only.
     */
    steps: jsonb('steps').notNull(),
    /** The vendor's own name for what it belongs to. */
    project: text('project'),
    /** The API key that asked for it; null: the program itself. */
    keyId: uuid('key_id'),
    /** The generation of the account that this one does over. */
    regenerates: uuid('regenerates'),
    /** What the vendor keeps with it: a flat object of texts, which no rule reads. */
    metadata: jsonb('metadata'),
    /** Whether its output was kept, once the vendor has said so; null: not marked. */
    outcome: text('outcome').$type<'kept' | 'discarded'>(),
    outcomeAt: instant('outcome_at'),
    /** Entries of its first step; null where that moved nothing: a hold of work that is free. */
    firstSeq: bigint('first_seq', { mode: 'number' }),
    lastSeq: bigint('last_seq', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    // A project is free text, so it stays out of the entries, which nobody can erase; its list starts from here.
    index('generations_by_project')
      .on(table.accountId, table.project, table.firstSeq)
      .where(sql`project IS NOT NULL`),
    // So does a member, who is a person.
    index('generations_by_member')
      .on(table.accountId, table.member, table.firstSeq)
      .where(sql`member IS NOT NULL`),
    check('generations_status', oneOf(table.status, generationStatuses)),
    check(
      'generations_never_negative',
      sql`${table.credits} >= 0 AND ${table.held} >= 0 AND ${table.refunded} BETWEEN 0 AND ${table.credits}`,
    ),
    check(
      'generations_charged_by_status',
      sql`CASE ${table.status} WHEN 'debited' THEN ${table.credits} > 0 AND ${table.held} = 0 WHEN 'free' THEN ${table.credits} = 0 AND ${table.held} = 0 WHEN 'captured' THEN true ELSE ${table.credits} = 0 END`,
    ),
    check(
      'generations_entries',
      sql`num_nulls(${table.firstSeq}, ${table.lastSeq}) = 2 OR (num_nulls(${table.firstSeq}, ${table.lastSeq}) = 0 AND ${table.firstSeq} <= ${table.lastSeq})`,
    ),
    check(
      'generations_outcome',
      sql`num_nulls(${table.outcome}, ${table.outcomeAt}) IN (0, 2) AND ${table.outcome} IN ('kept', 'discarded')`,
    ),
    check('generations_metadata', sql`jsonb_typeof(${table.metadata}) = 'object'`),
    check(
      'generations_steps',
      sql`jsonb_typeof(${table.steps}) = 'array' AND (jsonb_array_length(${table.steps}) > 0 OR ${oneOf(table.status, chargedAtOnce)})`,
    ),
  ],
);

/**
 * Where a project's list goes on, and a member's: the entries of what happened to their generations after the first step.
 * A debit writes none.
 */
export const laterSteps = pgTable(
  'later_steps',
  {
    accountId: accountId(),
    project: text('project'),
    member: text('member'),
    firstSeq: bigint('first_seq', { mode: 'number' }).notNull(),
    lastSeq: bigint('last_seq', { mode: 'number' }).notNull(),
    generationId: uuid('generation_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.firstSeq] }),
    index('later_steps_by_project')
      .on(table.accountId, table.project, table.firstSeq)
      .where(sql`project IS NOT NULL`),
    index('later_steps_by_member')
      .on(table.accountId, table.member, table.firstSeq)
      .where(sql`member IS NOT NULL`),
    foreignKey({
      name: 'later_steps_generation',
      columns: [table.accountId, table.generationId],
      foreignColumns: [generations.accountId, generations.id],
    }),
    check('later_steps_entries', sql`${table.firstSeq} <= ${table.lastSeq}`),
    check('later_steps_of_some', sql`num_nonnulls(${table.project}, ${table.member}) >= 1`),
  ],
);

/** Credits reserved for generations: open holds only. One that is captured, voided or lapsed is history. */
export const holds = pgTable(
  'holds',
  {
    accountId: accountId(),
    generationId: uuid('generation_id').notNull(),
    /** The order in which the account's open holds were made, those of one instant included. */
    number: bigint('number', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    lapsesAt: instant('lapses_at').notNull(),
    periodStart: instant('period_start'),
    feature: text('feature').notNull(),
    model: text('model'),
    member: text('member'),
    /** What it takes of free quantities: [{feature, per, units}], units as decimal texts. */
    free: jsonb('free').notNull(),
    /** What it reserves of which grant, in burn-down order: [{grant, amount}], micro-credits as decimal texts. */
    parts: jsonb('parts').notNull(),
    amount: micro('amount'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.generationId] }),
    // The worker asks each second which have lapsed. Only holds pay for it: a debit has none.
    index('holds_by_lapse').on(table.lapsesAt),
    foreignKey({
      name: 'holds_generation',
      columns: [table.accountId, table.generationId],
      foreignColumns: [generations.accountId, generations.id],
    }),
    check('holds_lapse_later', sql`${table.lapsesAt} > ${table.at}`),
    check(
      'holds_parts',
      sql`${table.amount} >= 0 AND (${table.amount} > 0) = (jsonb_array_length(${table.parts}) > 0)`,
    ),
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
    accountId: uuid('account_id').notNull(), // that of its grant: docs/decisions/0012
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
    // Debits are most of what there is: they are found along the numbers, and cost no insertion here.
    index('entries_by_kind')
      .on(table.accountId, table.kind, table.seq)
      .where(sql`kind <> 'debit'`),
    index('entries_by_feature')
      .on(table.accountId, table.feature, table.seq)
      .where(sql`feature IS NOT NULL`),
    index('entries_by_model')
      .on(table.accountId, table.model, table.seq)
      .where(sql`model IS NOT NULL`),
    // What ended, for statements: few entries, and of several kinds.
    index('entries_ended')
      .on(table.accountId, table.seq)
      .where(sql`to_place IN ('expired', 'revoked')`),
    foreignKey({ columns: [table.accountId, table.grantId], foreignColumns: [grants.accountId, grants.id] }),
    check('entries_numbered', sql`${table.seq} >= 1 AND octet_length(${table.hash}) = 32`),
    check('entries_kind', oneOf(table.kind, entryKinds)),
    check('entries_reason', oneOf(table.reason, entryReasons)),
    check('entries_balance', sql`${table.balanceAfter} >= 0`),
    check(
      'entries_move_or_are_free',
      sql`(${table.kind} = 'free' AND ${table.amount} = 0 AND ${table.grantId} IS NULL AND ${table.from} IS NULL AND ${table.to} IS NULL) OR (${table.kind} <> 'free' AND ${table.amount} > 0 AND ${table.grantId} IS NOT NULL AND ${table.from} IS NOT NULL AND ${table.to} IS NOT NULL AND ${table.from} <> ${table.to})`,
    ),
    check(
      'entries_places',
      sql`${oneOf(table.from, places)} AND ${oneOf(table.to, places)} AND ${table.to} <> 'issued'`,
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
    /** Charged, less what was given back of the same period's charges. */
    used: micro('used'),
    /** Given back of earlier periods' charges: no less was used for it. */
    refundedEarlier: micro('refunded_earlier'),
    generations: integer('generations').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.periodStart, table.day, table.feature, table.model] }),
    check('usage_rollups_count', sql`${table.generations} >= 0 AND ${table.refundedEarlier} >= 0`),
  ],
);
