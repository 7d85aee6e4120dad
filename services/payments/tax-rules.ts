import type { Queryable } from '@/db/client';
import { readDetails } from '@/db/payments/details';
import type { Id } from '@/lib/ids';
import type { TaxRule } from '@/lib/plans/tax';
import type { Context } from '../context';

/** The taxes that are added to what an account is charged; none, where nobody says any. */
export async function taxRulesOf(
  sql: Queryable,
  { taxes }: Pick<Context, 'taxes'>,
  accountId: Id,
): Promise<readonly TaxRule[]> {
  if (!taxes) return [];
  const details = await readDetails(sql, accountId);
  return taxes({ country: details?.country ?? null, taxId: details?.taxId ?? null });
}
