import type { Queryable } from '@/db/client';
import { readAttempts } from '@/db/payments/attempts';
import type { Id } from '@/lib/ids';
import type { Invoice } from '@/lib/plans/invoice';
import { retryAfter } from '@/lib/plans/retries';
import type { Instant } from '@/lib/time';

/** When an open invoice is tried again by itself; null: not. Only what nobody ordered ever is. */
export async function nextTry(
  sql: Queryable,
  { account, graceEndsAt }: { account: { accountId: Id }; graceEndsAt: Instant | null },
  invoice: Pick<Invoice, 'number' | 'reason'>,
): Promise<Instant | null> {
  if (!isTriedAgain(invoice)) return null;
  const attempts = await readAttempts(sql, account.accountId, [invoice.number]);
  const declined = attempts.filter(({ status }) => status === 'declined').map(({ decidedAt }) => decidedAt!);
  return retryAfter(declined, { forever: invoice.reason === 'units', until: graceEndsAt });
}

/** Whether an invoice of that kind is tried again by itself once it was declined. */
export function isTriedAgain({ reason }: Pick<Invoice, 'reason'>): boolean {
  return reason === 'renewal' || reason === 'units';
}
