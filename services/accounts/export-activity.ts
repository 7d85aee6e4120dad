import type { Account } from '@/db/ledger/accounts';
import { readEntries, type EntryWalk } from '@/db/reads/activity';
import type { Actor } from '@/lib/access/actor';
import type { Catalog } from '@/lib/catalog/schema';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { noFilter, type ActivityFilter } from '@/lib/usage/activity-filter';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { activityRange } from './activity-range';
import { csvHead, csvRows } from './activity-csv';
import { findPeriod, noSuchPeriod } from './find-period';

/** So many lines are in memory at once, whatever the account's size. */
const BATCH_LINES = 1_000;

export interface ActivityFile {
  /** Letters, digits, points and hyphens only: safe in a header and on any disk. */
  name: string;
  /** The file's text, piece by piece, each read when it is asked for. Fails only if the database does. */
  text: AsyncGenerator<string, void>;
}

/**
 * The account's entries as CSV, oldest first, narrowed by the filter: those that there are now, settled, whatever comes
 * in meanwhile. Between two pieces no connection is held. Fails as lib/access says.
 */
export async function exportActivity(
  context: Context,
  actor: Actor,
  { accountId, filter }: { accountId: Id; filter: ActivityFilter },
): Promise<Result<ActivityFile>> {
  const read = await readSettled(context, actor, accountId, 'account.read', (tx, state, account) =>
    activityRange(tx, state, account.zone, filter),
  );
  if (!read.ok) return read;
  const { account, catalog, more: range } = read.value;
  const { from, to } = filter;
  return ok({
    name: fileName('activity', account.name, [from && `from-${from}`, to && `to-${to}`]),
    text: entriesText(context, { account, catalog, ...range }),
  });
}

/** The entries of one period's statement as the same kind of file. Fails with `not_found`, or as lib/access says. */
export async function exportStatement(
  context: Context,
  actor: Actor,
  { accountId, period }: { accountId: Id; period: string },
): Promise<Result<ActivityFile>> {
  const read = await readSettled(context, actor, accountId, 'account.read', (tx, state) =>
    findPeriod(tx, state, period),
  );
  if (!read.ok) return read;
  const { account, catalog, more: range } = read.value;
  if (!range) return noSuchPeriod;
  return ok({
    name: fileName('statement', account.name, [period.toLowerCase().replace('.', '')]),
    text: entriesText(context, { account, catalog, filter: noFilter, first: range.first, last: range.last }),
  });
}

interface Entries extends Omit<EntryWalk, 'towards' | 'limit'> {
  account: Account;
  catalog: Catalog;
}

async function* entriesText(
  { db }: Pick<Context, 'db'>,
  { account, catalog, ...range }: Entries,
): AsyncGenerator<string, void> {
  const about = { locale: account.locale, zone: account.zone, catalog };
  yield csvHead(about.locale, about.zone);
  // What is written does not change, so that batches agree with each other without a common snapshot.
  for (let first: number | null = range.first; first !== null;) {
    const walk = { ...range, first, towards: 'newer', limit: BATCH_LINES } as const;
    const { found, reached } = await readEntries(db.sql, account.accountId, walk);
    if (found.length > 0) yield csvRows(found, about);
    first = reached === null ? null : reached + 1;
  }
}

/** "activity-low-daughters-bakery-from-2026-01-01-to-2026-01-31.csv" */
function fileName(what: 'activity' | 'statement', accountName: string, parts: readonly (string | null)[]): string {
  const plain = accountName
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return [what, plain, ...parts].filter(Boolean).join('-').concat('.csv');
}
