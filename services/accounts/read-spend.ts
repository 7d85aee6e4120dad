import type { Transaction } from '@/db/client';
import { sumRollup, type UsageSpan } from '@/db/reads/usage';
import type { Actor } from '@/lib/access/actor';
import type { Catalog } from '@/lib/catalog/schema';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { AccountState } from '@/lib/ledger/state';
import { spanOf } from '@/lib/plans/periods';
import { termsOf } from '@/lib/plans/plan';
import { dayIn } from '@/lib/time';
import { spendReport, type SpendReport } from '@/lib/usage/spend';
import { spendSpans, type SpendPeriods, type SpendSpan, type SpendView } from '@/lib/usage/spend-view';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { sumUsage } from './read-usage';

/**
 * What an account used its credits for, day by day, and how much it used in the time before: the page's half of what
 * `readUsage` tells machines, from the same sums. Fails with invalid_request (too much to add up), or as lib/access says.
 */
export async function readSpend(
  context: Context,
  actor: Actor,
  accountId: Id,
  view: Pick<SpendView, 'by' | 'range' | 'own'>,
): Promise<Result<SpendReport>> {
  const read = await readSettled(context, actor, accountId, 'account.read', async (tx, state, account) => {
    const now = account.clockAt ?? context.clock.now();
    const periods = periodsOf(state, context.catalogs.at(account.catalogId)!(now));
    const spans = spendSpans(view, periods, account.zone, now);
    const [rows, beforeRows] = await Promise.all([
      sumUsage(tx, state, account, within(spans.shown), view.by, 'eachDay'),
      usedBefore(tx, accountId, spans.before),
    ]);
    return { periods, spans, rows, beforeRows, today: dayIn(account.zone, now) };
  });
  if (!read.ok) return read;
  const { catalog, more } = read.value;
  const { periods, spans, rows, beforeRows, today } = more;
  if (!rows.ok) return rows;
  return ok(
    spendReport({
      by: view.by,
      ...spans,
      today,
      rows: rows.value.map((row) => ({ ...row, day: row.day! })),
      beforeRows,
      nameOf: namesOf(catalog, view.by),
      hasPeriod: periods.current !== null,
      hasLast: periods.last !== null,
    }),
  );
}

/** The running period and the two before it, as far back as the subscription's periods have the same anchor. */
function periodsOf({ header, subscription }: AccountState, catalog: Catalog): SpendPeriods {
  const current = header.period;
  if (!current || !subscription) return { current, last: null, beforeLast: null };
  const { months } = termsOf(catalog, subscription).interval;
  const { periodIndex, anchorIndex } = subscription;
  const back = (count: number) =>
    periodIndex - count >= anchorIndex ? spanOf(subscription, months, periodIndex - count) : null;
  return { current, last: back(1), beforeLast: back(2) };
}

function within({ first, last, periodStart }: SpendSpan): UsageSpan {
  return periodStart === null ? { from: first, to: last } : { periodStart };
}

/** What each day of the time before used, of whatever: the rollup knows, however the rest is added up. */
async function usedBefore(tx: Transaction, accountId: Id, span: SpendSpan | null) {
  if (!span) return [];
  const sums = await sumRollup(tx, accountId, within(span), 'day');
  return sums.map(({ key, used }) => ({ day: key!, used }));
}

/** History may name what the catalog has since withdrawn. */
function namesOf({ features, models }: Catalog, by: SpendView['by']): (key: string) => string {
  const named = by === 'feature' ? features : by === 'model' ? models : [];
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return (key) => names.get(key) ?? key;
}
