import { readEntries } from '@/db/reads/activity';
import { readBalancesAfter, sumEnded, sumIssued, sumUsed } from '@/db/reads/statement';
import type { Actor } from '@/lib/access/actor';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { activityLine, type ActivityLine } from '@/lib/usage/activity';
import { noFilter } from '@/lib/usage/activity-filter';
import { statementOf, statementPeriod, type Statement, type StatementPeriod } from '@/lib/usage/statement';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { findPeriod, noSuchPeriod } from './find-period';

export interface PeriodStatement extends Statement {
  period: StatementPeriod;
  /** What is held now, of the running period; else null. */
  held: number | null;
  /** Numbers of the first and the last entry; null: there are none. */
  entries: { first: number; last: number } | null;
  /** There are entries after the end of the plan, which belong to no period. */
  goesOn: boolean;
  /** A page of the entries, oldest first, and the number to go on after; null: there is nothing further. */
  lines: ActivityLine[];
  next: number | null;
}

const PAGE_LINES = 50;

/**
 * The statement of one period: its sums, and a page of its entries. What it reads for the sums does not hang on the number
 * of entries. Fails with `not_found` where the account had no such period, or as lib/access says.
 * @param input.after the entry after which the page begins; null: at the first
 */
export async function readStatement(
  context: Context,
  actor: Actor,
  { accountId, period, after }: { accountId: Id; period: string; after: number | null },
): Promise<Result<PeriodStatement>> {
  const read = await readSettled(context, actor, accountId, 'account.read', async (tx, state) => {
    const range = await findPeriod(tx, state, period);
    if (!range) return null;
    const { first, last } = range;
    const [balances, issued, ended, used, page] = await Promise.all([
      readBalancesAfter(tx, accountId, [first - 1, last]),
      sumIssued(tx, accountId, range),
      sumEnded(tx, accountId, range),
      sumUsed(tx, accountId, range),
      readEntries(tx, accountId, {
        filter: noFilter,
        first: Math.max(first, (after ?? 0) + 1),
        last,
        towards: 'newer',
        limit: PAGE_LINES,
      }),
    ]);
    const sums = { opening: balances.get(first - 1)!, closing: balances.get(last)!, issued, ended, used };
    return { range, sums, page };
  });
  if (!read.ok) return read;
  const { state, catalog, more } = read.value;
  if (!more) return noSuchPeriod;
  const { range, sums, page } = more;
  const { first, last, lastOwn } = range;
  const about = statementPeriod(range.start, range.next, state, catalog);
  return ok({
    ...statementOf(sums, catalog),
    period: about,
    held: about.isRunning ? jsonNumber(state.header.held) : null,
    entries: first <= last ? { first, last } : null,
    goesOn: range.start !== null && lastOwn < last,
    lines: page.found.map((each) => activityLine(each, catalog)),
    next: page.reached,
  });
}
