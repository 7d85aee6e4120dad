import { isoText, type Instant } from '@/lib/time';
import type { Queryable } from '../client';
import { instantFromText } from '../schema/columns';

/** Since when the worker has been waited for: by the account that has been due for longest, or by a mail; null: not at all. */
export async function readOldestDue(sql: Queryable, now: Instant): Promise<Instant | null> {
  const [row] = await sql`
    SELECT least(
      (SELECT min(next_at) FROM agenda WHERE next_at <= ${isoText(now)}),
      (SELECT min(created_at) FROM outbox WHERE done_at IS NULL)) AS oldest`;
  return row!.oldest === null ? null : instantFromText(row!.oldest);
}
