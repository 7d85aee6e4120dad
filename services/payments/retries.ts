import type { Queryable } from '@/db/client';
import { readAttempts } from '@/db/payments/attempts';
import type { Id } from '@/lib/ids';
import type { Invoice } from '@/lib/plans/invoice';
import { retryAfter } from '@/lib/plans/retries';
import type { Instant } from '@/lib/time';

/** When an open invoice is tried again by itself; null: not. */
export async function nextTry(
  sql: Queryable,
  { account, graceEndsAt }: { account: { accountId: Id }; graceEndsAt: Instant | null },
  invoice: Pick<Invoice, 'number' | 'reason'>,
): Promise<Instant | null> {
  const attempts = await readAttempts(sql, account.accountId, [invoice.number]);
  const declined = attempts.filter(({ status }) => status === 'declined').map(({ decidedAt }) => decidedAt!);
  return retryAfter(declined, { forever: invoice.reason === 'units', until: graceEndsAt });
}
