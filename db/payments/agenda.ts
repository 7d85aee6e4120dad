import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable } from '../client';

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
