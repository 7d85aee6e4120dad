import type { Transaction } from '@/db/client';
import { readPeriodRange, readRangeEndingAt, readUsedPeriods } from '@/db/reads/statement';
import type { Actor } from '@/lib/access/actor';
import type { Catalog } from '@/lib/catalog/schema';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { AccountState } from '@/lib/ledger/state';
import type { Instant } from '@/lib/time';
import { countedEnd, statementPeriod, type StatementPeriod } from '@/lib/usage/statement';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { PAGE_PERIODS } from './list-periods';

/** A period by its start, null before the first, and the start of the next one that has entries. */
interface Named {
  start: Instant | null;
  next: Instant | null;
}

/**
 * The periods of the first page of `listPeriods`, newest first, without what was in them: to choose from. Fails as
 * lib/access says.
 */
export async function namePeriods(context: Context, actor: Actor, accountId: Id): Promise<Result<StatementPeriod[]>> {
  const read = await readSettled(context, actor, accountId, 'account.read', (tx, state, { catalogId, clockAt }) =>
    readNames(tx, state, context.catalogs.at(catalogId)!(clockAt ?? context.clock.now())),
  );
  if (!read.ok) return read;
  const { state, catalog, more } = read.value;
  return ok(more.map(({ start, next }) => statementPeriod(start, next, state, catalog)));
}

/**
 * Periods in which something was used are known by the rollup, a row each. Where one ends when the next begins, there is
 * none between them; only elsewhere the entries are searched for periods in which nothing was used.
 */
async function readNames(tx: Transaction, state: AccountState, catalog: Catalog): Promise<Named[]> {
  const { accountId, header, subscription } = state;
  const names: Named[] = header.period ? [{ start: header.period.start, next: null }] : [];
  /** The periods before the last one named, back to one that is known, or as far as there are any. */
  const search = async (until: Instant | null) => {
    const newer = names.at(-1)?.start;
    let last = newer == null ? header.seq : (await readPeriodRange(tx, accountId, newer, header.seq)).first - 1;
    while (last >= 1 && names.length < PAGE_PERIODS) {
      const { start, first } = await readRangeEndingAt(tx, accountId, last);
      names.push({ start, next: names.at(-1)?.start ?? null });
      if (start === until) return;
      last = first - 1;
    }
  };
  for (const start of await readUsedPeriods(tx, accountId, PAGE_PERIODS)) {
    const newer = names.at(-1)?.start ?? null;
    if (start === newer || names.length >= PAGE_PERIODS) continue;
    const isNext = newer !== null && subscription && countedEnd(start, subscription, catalog) === newer;
    if (isNext) names.push({ start, next: newer });
    else await search(start);
  }
  const isAll = names.length > 0 && names.at(-1)!.start === (await readRangeEndingAt(tx, accountId, 1)).start;
  if (!isAll && names.length < PAGE_PERIODS) await search(null);
  return names;
}
