import type { Transaction } from '@/db/client';
import { readBalancesAfter, readPeriodRange, readRangeEndingAt, type StatementRange } from '@/db/reads/statement';
import type { Actor } from '@/lib/access/actor';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { AccountState } from '@/lib/ledger/state';
import { statementPeriod, type StatementPeriod } from '@/lib/usage/statement';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { findPeriod } from './find-period';

/** A period as one of a list: what there was before it and after it, as JSON numbers, and how many entries it has. */
export interface ListedPeriod extends StatementPeriod {
  opening: number;
  closing: number;
  entries: number;
}

export interface PeriodPage {
  /** Newest first. */
  periods: ListedPeriod[];
  /** The name of the period before which older ones go on; null: there are none. */
  before: string | null;
}

export const PAGE_PERIODS = 24;

/**
 * The running period and every past one in which anything happened. Fails as lib/access says.
 * @param input.before only what was before the period of this name; null, or no such name: from the newest on
 */
export async function listPeriods(
  context: Context,
  actor: Actor,
  { accountId, before }: { accountId: Id; before: string | null },
): Promise<Result<PeriodPage>> {
  const read = await readSettled(context, actor, accountId, 'account.read', async (tx, state) => {
    const ranges = await readRanges(tx, state, before);
    const seqs = ranges.flatMap(({ first, last }) => [first - 1, last]);
    return { ranges, balances: await readBalancesAfter(tx, accountId, seqs) };
  });
  if (!read.ok) return read;
  const { state, catalog, more } = read.value;
  const { ranges, balances } = more;
  const shown = ranges.slice(0, PAGE_PERIODS);
  return ok({
    periods: shown.map(({ start, next, first, last }) => ({
      ...statementPeriod(start, next, state, catalog),
      opening: jsonNumber(balances.get(first - 1)!),
      closing: jsonNumber(balances.get(last)!),
      entries: last - first + 1,
    })),
    before: ranges.length > PAGE_PERIODS ? statementPeriod(shown.at(-1)!.start, null, state, catalog).name : null,
  });
}

/** One more than a page has, to know whether there is anything further. */
async function readRanges(tx: Transaction, state: AccountState, before: string | null): Promise<StatementRange[]> {
  const { accountId, header } = state;
  const from = before === null ? null : await findPeriod(tx, state, before);
  const running = header.period && (await readPeriodRange(tx, accountId, header.period.start, header.seq));
  const ranges = !from && running ? [running] : [];
  let newer = from ?? running;
  while (ranges.length <= PAGE_PERIODS) {
    const last = newer ? newer.first - 1 : header.seq;
    if (last < 1) break;
    const range = { ...(await readRangeEndingAt(tx, accountId, last)), next: newer?.start ?? null };
    ranges.push(range);
    newer = range;
  }
  return ranges;
}
