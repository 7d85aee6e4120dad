import type { Id } from '@/lib/ids';
import { isoText, type Instant } from '@/lib/time';
import type { NoticeLevel } from '@/lib/usage/notices';
import type { Queryable } from '../client';
import { instantFromText } from '../schema/columns';

/** The notice that a member has put away last; null: none, or no member. */
export async function readDismissed(
  sql: Queryable,
  accountId: Id,
  personId: Id,
): Promise<{ level: NoticeLevel; period: Instant } | null> {
  const [row] = await sql`
    SELECT dismissed_level, dismissed_period FROM memberships
    WHERE account_id = ${accountId} AND person_id = ${personId} AND dismissed_level IS NOT NULL`;
  return row ? { level: row.dismissed_level, period: instantFromText(row.dismissed_period) } : null;
}

/** Keeps what a member has put away: of one period the highest level, and of an earlier period nothing any more. */
export async function keepDismissed(
  sql: Queryable,
  { accountId, personId }: { accountId: Id; personId: Id },
  { level, period }: { level: NoticeLevel; period: Instant },
): Promise<void> {
  const start = sql`${isoText(period)}::timestamptz`;
  await sql`
    UPDATE memberships SET
      dismissed_level = CASE WHEN dismissed_period = ${start} THEN greatest(dismissed_level, ${level}) ELSE ${level} END,
      dismissed_period = ${start}
    WHERE account_id = ${accountId} AND person_id = ${personId}`;
}

/** Names and mail addresses of an account's owners, those who came first, first. */
export async function readOwners(sql: Queryable, accountId: Id): Promise<{ name: string; email: string | null }[]> {
  const rows = await sql`
    SELECT p.name, p.email FROM memberships m JOIN people p ON p.id = m.person_id
    WHERE m.account_id = ${accountId} AND m.role = 'owner' ORDER BY m.created_at, p.id LIMIT 3`;
  return rows.map((row) => ({ name: row.name, email: row.email }));
}
