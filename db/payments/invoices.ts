import type { Id } from '@/lib/ids';
import type { Invoice, InvoiceReason, VoidReason } from '@/lib/plans/invoice';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable, Row, Transaction } from '../client';
import { instantFromText } from '../schema/columns';
import type { KeptDetails } from './details';
import { bringsOfRow, bringsText, linesOfRow, linesText, taxOfRow, taxText } from './lines';

export type NewInvoice = Pick<
  Invoice,
  'reason' | 'issuedAt' | 'dueAt' | 'currency' | 'lines' | 'tax' | 'net' | 'total' | 'orderId' | 'startsAt' | 'brings'
>;

/** An invoice with what only its printed page needs. */
export interface KeptInvoice extends Invoice {
  billTo: KeptDetails | null;
}

/** Writes an open invoice under the next number. The account has to be locked: numbers have no gaps. */
export async function insertInvoice(tx: Transaction, accountId: Id, invoice: NewInvoice): Promise<number> {
  const { reason, issuedAt, dueAt, currency, lines, tax, net, total, orderId, startsAt, brings } = invoice;
  const [row] = await tx`
    INSERT INTO invoices (account_id, number, reason, status, issued_at, due_at, currency, lines, tax, net, total,
                          order_id, starts_at, brings, bill_to)
    SELECT ${accountId}, coalesce((SELECT max(number) FROM invoices WHERE account_id = ${accountId}), 0) + 1, ${reason},
           'open', ${isoText(issuedAt)}, ${isoText(dueAt)}, ${currency}, ${linesText(lines)}::text::jsonb,
           ${taxText(tax)}::text::jsonb, ${String(net)}::bigint, ${String(total)}::bigint, ${orderId},
           ${startsAt === null ? null : isoText(startsAt)}, ${brings && bringsText(brings)}::text::jsonb,
           (SELECT to_jsonb(d) - 'account_id' FROM billing_details d WHERE account_id = ${accountId})
    RETURNING number`;
  return row!.number as number;
}

/** @param entries the first and last entry that the payment brought */
export async function markInvoicePaid(
  tx: Transaction,
  accountId: Id,
  number: number,
  at: Instant,
  entries: { first: number; last: number } | null,
): Promise<void> {
  await tx`
    UPDATE invoices SET status = 'paid', paid_at = ${isoText(at)}, first_seq = ${entries && entries.first},
      last_seq = ${entries && entries.last}
    WHERE account_id = ${accountId} AND number = ${number} AND status = 'open'`;
}

/** Nothing is to be paid of an invoice any more, nor by hand: what a provider still has on its way, it says itself. */
export async function voidInvoice(
  tx: Transaction,
  accountId: Id,
  number: number,
  at: Instant,
  reason: VoidReason,
): Promise<void> {
  await tx`
    UPDATE invoices SET status = 'void', voided_at = ${isoText(at)}, void_reason = ${reason}
    WHERE account_id = ${accountId} AND number = ${number} AND status = 'open'`;
  await tx`
    UPDATE payment_attempts SET status = 'declined', reason = 'withdrawn', decided_at = ${isoText(at)}
    WHERE account_id = ${accountId} AND invoice = ${number} AND status = 'waiting' AND method->>'kind' = 'invoice'`;
}

export async function findInvoice(sql: Queryable, accountId: Id, number: number): Promise<KeptInvoice | null> {
  const [row] = await sql`SELECT * FROM invoices WHERE account_id = ${accountId} AND number = ${number}`;
  return row ? invoiceOf(row) : null;
}

export async function findOrderInvoice(sql: Queryable, accountId: Id, orderId: Id): Promise<KeptInvoice | null> {
  const [row] = await sql`SELECT * FROM invoices WHERE account_id = ${accountId} AND order_id = ${orderId}`;
  return row ? invoiceOf(row) : null;
}

/** The invoices of an account of which nothing is decided yet, oldest first. */
export async function readOpenInvoices(sql: Queryable, accountId: Id): Promise<KeptInvoice[]> {
  const rows = await sql`
    SELECT * FROM invoices WHERE account_id = ${accountId} AND status = 'open' ORDER BY number LIMIT 100`;
  return rows.map(invoiceOf);
}

/** A page of an account's invoices, newest first. */
export async function readInvoices(
  sql: Queryable,
  accountId: Id,
  { before, limit }: { before: number | null; limit: number },
): Promise<KeptInvoice[]> {
  const rows = await sql`
    SELECT * FROM invoices
    WHERE account_id = ${accountId} AND ${before === null ? sql`true` : sql`number < ${before}`}
    ORDER BY number DESC LIMIT ${limit}`;
  return rows.map(invoiceOf);
}

function invoiceOf(row: Row): KeptInvoice {
  const at = (text: string | null) => (text === null ? null : instantFromText(text));
  return {
    number: row.number,
    reason: row.reason as InvoiceReason,
    status: row.status,
    issuedAt: instantFromText(row.issued_at),
    dueAt: instantFromText(row.due_at),
    paidAt: at(row.paid_at),
    voidedAt: at(row.voided_at),
    voidReason: row.void_reason,
    currency: row.currency,
    lines: linesOfRow(row.lines),
    tax: taxOfRow(row.tax),
    net: row.net,
    total: row.total,
    orderId: row.order_id,
    startsAt: at(row.starts_at),
    brings: row.brings && bringsOfRow(row.brings),
    billTo: row.bill_to && {
      name: row.bill_to.name,
      line1: row.bill_to.line1,
      line2: row.bill_to.line2,
      postalCode: row.bill_to.postal_code,
      city: row.bill_to.city,
      country: row.bill_to.country,
      taxId: row.bill_to.tax_id,
    },
  };
}
