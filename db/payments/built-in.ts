import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable, Row } from '../client';
import { instantFromText } from '../schema/columns';

/** A payment in the built-in provider's own books. */
export interface BuiltInPayment {
  status: 'succeeded' | 'declined' | 'needs_confirmation' | 'waiting' | 'refunded';
  /** While it is on its way: when the money comes. */
  until: Instant | null;
}

/** Books a payment once an attempt: asked again, it says what was booked first. */
export async function bookPayment(
  sql: Queryable,
  payment: { accountId: Id; attemptId: Id; amount: bigint; currency: string; at: Instant } & BuiltInPayment,
): Promise<BuiltInPayment> {
  const { accountId, attemptId, amount, currency, at, status, until } = payment;
  await sql`
    INSERT INTO built_in_payments (account_id, attempt_id, status, amount, currency, until, at)
    VALUES (${accountId}, ${attemptId}, ${status}, ${String(amount)}::bigint, ${currency},
            ${until === null ? null : isoText(until)}, ${isoText(at)})
    ON CONFLICT (account_id, attempt_id) DO NOTHING`;
  return (await findPayment(sql, accountId, attemptId))!;
}

export async function findPayment(sql: Queryable, accountId: Id, attemptId: Id): Promise<BuiltInPayment | null> {
  const [row] = await sql`
    SELECT status, until FROM built_in_payments WHERE account_id = ${accountId} AND attempt_id = ${attemptId}`;
  return row ? paymentOf(row) : null;
}

/** Moves a payment on, if it is where it moves on from, and says where it is then; null: there is none. */
export async function movePayment(
  sql: Queryable,
  { accountId, attemptId }: { accountId: Id; attemptId: Id },
  from: readonly BuiltInPayment['status'][],
  to: BuiltInPayment['status'],
): Promise<BuiltInPayment | null> {
  await sql`
    UPDATE built_in_payments SET status = ${to}, until = NULL
    WHERE account_id = ${accountId} AND attempt_id = ${attemptId} AND status = ANY(${[...from]}::text[])`;
  return findPayment(sql, accountId, attemptId);
}

function paymentOf(row: Row): BuiltInPayment {
  return { status: row.status, until: row.until === null ? null : instantFromText(row.until) };
}
