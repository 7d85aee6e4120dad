import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable } from '../client';

/**
 * Accounts in real time that something is due for: what their agenda says (the ledger's own dues, renewals, retries,
 * months of add-on units, reminders), and holds that lapse, which debits write without the agenda. Longest due first.
 */
export async function accountsDue(sql: Queryable, now: Instant, limit: number): Promise<Id[]> {
  const rows = await sql`
    SELECT account_id, min(at) AS at FROM (
      (SELECT account_id, next_at AS at FROM agenda WHERE next_at <= ${isoText(now)} ORDER BY next_at LIMIT ${limit})
      UNION ALL
      (SELECT h.account_id, h.lapses_at FROM holds h JOIN accounts a USING (account_id)
       WHERE h.lapses_at <= ${isoText(now)} AND a.clock_at IS NULL ORDER BY h.lapses_at LIMIT ${limit})) due
    GROUP BY 1 ORDER BY 2 LIMIT ${limit}`;
  return rows.map((row) => row.account_id as Id);
}

/** Notes when an account is next due; null: never. A test account is due only when its clock is moved. */
export async function noteDue(sql: Queryable, accountId: Id, at: Instant | null): Promise<void> {
  if (at === null) {
    await sql`DELETE FROM agenda WHERE account_id = ${accountId}`;
    return;
  }
  await sql`
    INSERT INTO agenda (account_id, next_at)
    SELECT account_id, ${isoText(at)} FROM accounts WHERE account_id = ${accountId} AND clock_at IS NULL
    ON CONFLICT (account_id) DO UPDATE SET next_at = excluded.next_at`;
}

/** Notes that an account is due at `at` or before: something has come in between. */
export async function noteDueBy(sql: Queryable, accountId: Id, at: Instant): Promise<void> {
  await sql`
    INSERT INTO agenda (account_id, next_at)
    SELECT account_id, ${isoText(at)} FROM accounts WHERE account_id = ${accountId} AND clock_at IS NULL
    ON CONFLICT (account_id) DO UPDATE SET next_at = least(agenda.next_at, excluded.next_at)`;
}
