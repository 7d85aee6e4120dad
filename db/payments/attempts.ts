import type { Id } from '@/lib/ids';
import type { Currency } from '@/lib/money';
import type { AttemptStatus, DeclineReason } from '@/lib/plans/invoice';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable, Row, Transaction } from '../client';
import { instantFromText } from '../schema/columns';
import type { ShownMethod } from './methods';

/** One time that money was asked for. Instants in the account's own time. */
export interface Attempt {
  id: Id;
  accountId: Id;
  invoice: number;
  status: AttemptStatus;
  /** Minor units. */
  amount: bigint;
  currency: Currency;
  method: ShownMethod | null;
  chargedTo: string | null;
  at: Instant;
  decidedAt: Instant | null;
  reason: DeclineReason | null;
  until: Instant | null;
  /** How often the provider was asked in vain since it last said something new. */
  asks: number;
  /** Real time: not asked again by itself before that; null: it was not asked in vain. */
  askAt: Instant | null;
}

export type NewAttempt = Pick<Attempt, 'id' | 'accountId' | 'invoice' | 'amount' | 'method' | 'chargedTo' | 'at'> & {
  status: 'pending' | 'waiting';
};

/** @param now real time */
export async function insertAttempt(tx: Transaction, attempt: NewAttempt, now: Instant): Promise<void> {
  const { id, accountId, invoice, amount, method, chargedTo, at, status } = attempt;
  await tx`
    INSERT INTO payment_attempts (account_id, id, invoice, status, amount, method, charged_to, at, created_at)
    VALUES (${accountId}, ${id}, ${invoice}, ${status}, ${String(amount)}::bigint,
            ${method && JSON.stringify(method)}::text::jsonb, ${chargedTo}, ${isoText(at)}, ${isoText(now)})`;
}

/** What an attempt has come to. */
export type AttemptNews = { reference: string | null } & (
  | { status: 'needs_confirmation' }
  | { status: 'waiting'; until: Instant | null }
  | { status: 'succeeded' | 'giving_back' | 'refunded' }
  | { status: 'declined'; reason: DeclineReason }
);

export async function updateAttempt(tx: Transaction, attempt: Attempt, news: AttemptNews, at: Instant): Promise<void> {
  const isOpen = news.status === 'needs_confirmation' || news.status === 'waiting';
  const until = news.status === 'waiting' && news.until !== null ? isoText(news.until) : null;
  await tx`
    UPDATE payment_attempts SET status = ${news.status}, reference = coalesce(${news.reference}, reference),
      decided_at = ${isOpen ? null : isoText(attempt.decidedAt ?? at)},
      reason = ${news.status === 'declined' ? news.reason : null}, until = ${until}, asks = 0, ask_at = null
    WHERE account_id = ${attempt.accountId} AND id = ${attempt.id}`;
}

/** Notes that the provider was asked in vain, unless somebody else has heard something new meanwhile. */
export async function noteAskedInVain(
  sql: Queryable,
  { accountId, id, status }: Pick<Attempt, 'accountId' | 'id' | 'status'>,
  { asks, askAt }: { asks: number; askAt: Instant },
): Promise<void> {
  await sql`
    UPDATE payment_attempts SET asks = ${asks}, ask_at = ${isoText(askAt)}
    WHERE account_id = ${accountId} AND id = ${id} AND status = ${status}`;
}

export async function findAttempt(sql: Queryable, accountId: Id, id: Id): Promise<Attempt | null> {
  const [row] = await sql`
    SELECT p.*, i.currency FROM payment_attempts p JOIN invoices i ON i.account_id = p.account_id AND i.number = p.invoice
    WHERE p.account_id = ${accountId} AND p.id = ${id}`;
  return row ? attemptOf(row) : null;
}

/** All attempts for some of an account's invoices, in the order in which they were made. */
export async function readAttempts(sql: Queryable, accountId: Id, numbers: readonly number[]): Promise<Attempt[]> {
  if (numbers.length === 0) return [];
  const rows = await sql`
    SELECT p.*, i.currency FROM payment_attempts p JOIN invoices i ON i.account_id = p.account_id AND i.number = p.invoice
    WHERE p.account_id = ${accountId} AND p.invoice = ANY(${[...numbers]}::bigint[])
    ORDER BY p.invoice, p.at, p.created_at, p.id`;
  return rows.map(attemptOf);
}

/** Attempts of an account that something is still to be done or heard about. */
export async function readAttemptsUnderWay(sql: Queryable, accountId: Id): Promise<Attempt[]> {
  const rows = await sql`
    SELECT p.*, i.currency FROM payment_attempts p JOIN invoices i ON i.account_id = p.account_id AND i.number = p.invoice
    WHERE p.account_id = ${accountId}
      AND p.status IN ('pending', 'needs_confirmation', 'waiting', 'giving_back')
    ORDER BY p.at, p.id LIMIT 100`;
  return rows.map(attemptOf);
}

/**
 * Attempts that were cut short before that instant of real time, or were asked about in vain and are to be again by now:
 * those first that have waited for longest, so that many that can't be cleared keep nobody else from their turn.
 */
export async function readAttemptsToRecover(
  sql: Queryable,
  { before, now }: { before: Instant; now: Instant },
  limit: number,
): Promise<Attempt[]> {
  const rows = await sql`
    SELECT p.*, i.currency FROM payment_attempts p JOIN invoices i ON i.account_id = p.account_id AND i.number = p.invoice
    WHERE (p.status IN ('pending', 'giving_back') OR p.ask_at IS NOT NULL)
      AND coalesce(p.ask_at, p.created_at) <= ${isoText(now)} AND p.created_at <= ${isoText(before)}
    ORDER BY coalesce(p.ask_at, p.created_at) LIMIT ${limit}`;
  return rows.map(attemptOf);
}

function attemptOf(row: Row): Attempt {
  const at = (text: string | null) => (text === null ? null : instantFromText(text));
  return {
    id: row.id,
    accountId: row.account_id,
    invoice: row.invoice,
    status: row.status,
    amount: row.amount,
    currency: row.currency,
    method: row.method,
    chargedTo: row.charged_to,
    at: instantFromText(row.at),
    decidedAt: at(row.decided_at),
    reason: row.reason,
    until: at(row.until),
    asks: row.asks,
    askAt: at(row.ask_at),
  };
}
