import type { Id } from '@/lib/ids';
import type { Grant } from '@/lib/ledger/state';
import type { Queryable } from '../client';
import { grantOf } from '../ledger/load';

/** An account's grants, closed ones too, newest first, from before a number on. */
export async function readGrants(
  sql: Queryable,
  accountId: Id,
  { before, limit }: { before: number | null; limit: number },
): Promise<Grant[]> {
  const rows = await sql`
    SELECT id, source, plan_id, rule_id, recurring, needs_subscription, amount, available, held, spent, expired, revoked,
           reissued, effective_at, expires_at, priority, paid
    FROM grants WHERE account_id = ${accountId} ${before === null ? sql`` : sql`AND id < ${before}`}
    ORDER BY id DESC LIMIT ${limit}`;
  return rows.map(grantOf);
}
