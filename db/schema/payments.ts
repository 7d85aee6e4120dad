import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  attemptStatuses,
  declineReasons,
  invoiceReasons,
  invoiceStatuses,
  voidReasons,
  type AttemptStatus,
  type DeclineReason,
  type InvoiceReason,
  type InvoiceStatus,
  type VoidReason,
} from '@/lib/plans/invoice';
import { accounts } from './accounts';
import { instant, oneOf } from './columns';

const accountId = () =>
  uuid('account_id')
    .notNull()
    .references(() => accounts.accountId);
const minor = (name: string) => bigint(name, { mode: 'bigint' }).notNull();

/** What has to be paid, or was. Never deleted: its numbers have no gaps. Instants are in the account's own time. */
export const invoices = pgTable(
  'invoices',
  {
    accountId: accountId(),
    number: integer('number').notNull(),
    reason: text('reason').notNull().$type<InvoiceReason>(),
    status: text('status').notNull().$type<InvoiceStatus>(),
    issuedAt: instant('issued_at').notNull(),
    dueAt: instant('due_at').notNull(),
    paidAt: instant('paid_at'),
    voidedAt: instant('voided_at'),
    voidReason: text('void_reason').$type<VoidReason>(),
    currency: text('currency').notNull(),
    /** Charge lines: [{kind, itemId, intervalId, quantity, amount, span}], amounts as decimal texts of minor units. */
    lines: jsonb('lines').notNull(),
    /** [{name, rate, amount}] */
    tax: jsonb('tax').notNull(),
    net: minor('net'),
    total: minor('total'),
    orderId: uuid('order_id'),
    /** Start of the period, or of the month of units, that it pays for. */
    startsAt: instant('starts_at'),
    /** The command that its payment does. */
    brings: jsonb('brings'),
    /** Where it goes, as it was said when it was issued. */
    billTo: jsonb('bill_to'),
    /** The entries that its payment brought; null where it brought none. */
    firstSeq: bigint('first_seq', { mode: 'number' }),
    lastSeq: bigint('last_seq', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.number] }),
    uniqueIndex('invoices_once_an_order')
      .on(table.accountId, table.orderId)
      .where(sql`order_id IS NOT NULL`),
    // What begins is paid for once: a second invoice only where nothing is to be paid of the first.
    uniqueIndex('invoices_once_a_start')
      .on(table.accountId, table.reason, table.startsAt)
      .where(sql`starts_at IS NOT NULL AND status <> 'void'`),
    uniqueIndex('invoices_one_top_up')
      .on(table.accountId)
      .where(sql`reason = 'top_up' AND status = 'open'`),
    index('invoices_open')
      .on(table.accountId)
      .where(sql`status = 'open'`),
    check('invoices_numbered', sql`${table.number} >= 1`),
    check('invoices_reason', oneOf(table.reason, invoiceReasons)),
    check('invoices_status', oneOf(table.status, invoiceStatuses)),
    check('invoices_void_reason', oneOf(table.voidReason, voidReasons)),
    check(
      'invoices_decided_once',
      sql`(${table.status} = 'paid') = (${table.paidAt} IS NOT NULL) AND (${table.status} = 'void') = (${table.voidedAt} IS NOT NULL) AND num_nonnulls(${table.voidedAt}, ${table.voidReason}) IN (0, 2)`,
    ),
    check('invoices_times', sql`${table.dueAt} >= ${table.issuedAt}`),
    check('invoices_total', sql`${table.total} > 0 AND ${table.total} >= ${table.net} AND ${table.net} >= 0`),
    check('invoices_lines', sql`jsonb_typeof(${table.lines}) = 'array' AND jsonb_array_length(${table.lines}) > 0`),
    check('invoices_tax', sql`jsonb_typeof(${table.tax}) = 'array'`),
    check('invoices_brings', sql`jsonb_typeof(${table.brings}) = 'object'`),
    check('invoices_of_an_order', sql`${table.reason} <> 'order' OR ${table.orderId} IS NOT NULL`),
    check('invoices_of_a_start', sql`(${table.reason} IN ('renewal', 'units')) = (${table.startsAt} IS NOT NULL)`),
    check(
      'invoices_entries',
      sql`num_nonnulls(${table.firstSeq}, ${table.lastSeq}) IN (0, 2) AND (${table.firstSeq} IS NULL OR (${table.firstSeq} <= ${table.lastSeq} AND ${table.status} = 'paid'))`,
    ),
  ],
);

/** Each time that money was asked for. Its id is the provider's idempotency key. */
export const paymentAttempts = pgTable(
  'payment_attempts',
  {
    accountId: accountId(),
    id: uuid('id').notNull(),
    invoice: integer('invoice').notNull(),
    status: text('status').notNull().$type<AttemptStatus>(),
    amount: minor('amount'),
    /** What pages show of the way to pay: {kind, brand, last4}; null: none was on file. */
    method: jsonb('method'),
    /** The provider's own name for the way to pay; null: its own choice. */
    chargedTo: text('charged_to'),
    /** The provider's name for the payment. */
    reference: text('reference'),
    /** In the account's own time. */
    at: instant('at').notNull(),
    decidedAt: instant('decided_at'),
    reason: text('reason').$type<DeclineReason>(),
    /** While the money is on its way: when to ask again; null: somebody will tell. */
    until: instant('until'),
    /** In real time: what is cut short is gone on with after some seconds. */
    createdAt: instant('created_at').notNull(),
    /** How often the provider was asked in vain since it last said something new. */
    asks: integer('asks').notNull().default(0),
    /** In real time: not asked again by itself before that; null: it was not asked in vain. */
    askAt: instant('ask_at'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    foreignKey({
      name: 'payment_attempts_invoice',
      columns: [table.accountId, table.invoice],
      foreignColumns: [invoices.accountId, invoices.number],
    }),
    index('payment_attempts_by_invoice').on(table.accountId, table.invoice, table.at),
    uniqueIndex('payment_attempts_one_under_way')
      .on(table.accountId, table.invoice)
      .where(sql`status IN ('pending', 'needs_confirmation', 'waiting')`),
    uniqueIndex('payment_attempts_one_success')
      .on(table.accountId, table.invoice)
      .where(sql`status = 'succeeded'`),
    index('payment_attempts_to_recover')
      .on(sql`coalesce(ask_at, created_at)`)
      .where(sql`status IN ('pending', 'giving_back') OR ask_at IS NOT NULL`),
    check('payment_attempts_status', oneOf(table.status, attemptStatuses)),
    check('payment_attempts_reason', oneOf(table.reason, declineReasons)),
    check(
      'payment_attempts_decided',
      sql`(${table.status} IN ('succeeded', 'declined', 'giving_back', 'refunded')) = (${table.decidedAt} IS NOT NULL) AND (${table.status} = 'declined') = (${table.reason} IS NOT NULL)`,
    ),
    check('payment_attempts_asks', sql`${table.asks} >= 0 AND (${table.asks} > 0) = (${table.askAt} IS NOT NULL)`),
    check('payment_attempts_amount', sql`${table.amount} > 0`),
    check('payment_attempts_until', sql`${table.until} IS NULL OR ${table.status} = 'waiting'`),
    check('payment_attempts_method', sql`jsonb_typeof(${table.method}) = 'object'`),
  ],
);

/** How an account pays; no row: it has not said. Never a card's number. */
export const paymentMethods = pgTable(
  'payment_methods',
  {
    accountId: accountId().primaryKey(),
    kind: text('kind').notNull().$type<'card' | 'invoice'>(),
    brand: text('brand'),
    last4: text('last4'),
    /** The provider's own name for it. */
    token: text('token'),
    at: instant('at').notNull(),
  },
  (table) => [
    check('payment_methods_kind', sql`${table.kind} IN ('card', 'invoice')`),
    check(
      'payment_methods_card',
      sql`num_nonnulls(${table.brand}, ${table.last4}, ${table.token}) = CASE ${table.kind} WHEN 'card' THEN 3 ELSE 0 END`,
    ),
    check('payment_methods_last4', sql`${table.last4} ~ '^[0-9]{4}$'`),
  ],
);

/** Where an account's invoices go. */
export const billingDetails = pgTable('billing_details', {
  accountId: accountId().primaryKey(),
  name: text('name').notNull(),
  line1: text('line1').notNull(),
  line2: text('line2'),
  postalCode: text('postal_code'),
  city: text('city').notNull(),
  country: text('country').notNull(),
  taxId: text('tax_id'),
});

/** The built-in provider's own books: a payment for each attempt that it was asked for. */
export const builtInPayments = pgTable(
  'built_in_payments',
  {
    accountId: accountId(),
    attemptId: uuid('attempt_id').notNull(),
    status: text('status').notNull(),
    amount: minor('amount'),
    currency: text('currency').notNull(),
    /** While it is on its way: when the money comes. */
    until: instant('until'),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.attemptId] }),
    check(
      'built_in_payments_status',
      oneOf(table.status, ['succeeded', 'declined', 'needs_confirmation', 'waiting', 'refunded']),
    ),
  ],
);

/** When something next falls due for an account by itself, be it of the ledger or of a payment. Test accounts have no row. */
export const agenda = pgTable(
  'agenda',
  { accountId: accountId().primaryKey(), nextAt: instant('next_at').notNull() },
  (table) => [index('agenda_by_time').on(table.nextAt)],
);
