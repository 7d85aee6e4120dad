import type { Queryable } from '@/db/client';
import { readAttempts, type Attempt } from '@/db/payments/attempts';
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
  return retryAfter(declinesOf(attempts), { forever: invoice.reason === 'units', until: graceEndsAt });
}

/** Whether an invoice of that kind is tried again by itself once it was declined. */
export function isTriedAgain({ reason }: Pick<Invoice, 'reason'>): boolean {
  return reason === 'renewal' || reason === 'units';
}

/** When it was declined, oldest first. What was taken back, to be paid in another way, was not declined. */
export function declinesOf(attempts: readonly Attempt[]): Instant[] {
  return attempts
    .filter(({ status, reason }) => status === 'declined' && reason !== 'withdrawn')
    .map(({ decidedAt }) => decidedAt!);
}
