import type { Transaction } from '@/db/client';
import { readPeriodRange, type StatementRange } from '@/db/reads/statement';
import { fail } from '@/lib/errors';
import type { AccountState } from '@/lib/ledger/state';
import { periodNamed } from '@/lib/usage/period-name';

export const noSuchPeriod = fail('not_found', { detail: 'There is no such period.' });

/** The entries of the period that an address names; null where it names none that has any, nor the running one. */
export async function findPeriod(
  tx: Transaction,
  { accountId, header }: AccountState,
  name: string,
): Promise<StatementRange | null> {
  const start = periodNamed(name);
  if (start === undefined) return null;
  const range = await readPeriodRange(tx, accountId, start, header.seq);
  const isThere = start === null ? range.last > 0 : start === header.period?.start || range.first <= range.lastOwn;
  return isThere ? range : null;
}
