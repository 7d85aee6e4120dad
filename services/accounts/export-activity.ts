import { readEntries } from '@/db/reads/activity';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { ActivityFilter } from '@/lib/usage/activity-filter';
import type { Context } from '../context';
import { entriesBetweenDays } from '../ledger/entry-range';
import { readSettled } from '../ledger/read-settled';
import { csvHead, csvRows } from './activity-csv';

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
    entriesBetweenDays(tx, accountId, state.header.seq, account.zone, filter),
  );
  if (!read.ok) return read;
  const { account, catalog, more: range } = read.value;
  const about = { locale: account.locale, zone: account.zone, catalog };

  async function* text() {
    yield csvHead(about.locale, about.zone);
    // What is written does not change, so that batches agree with each other without a common snapshot.
    for (let first: number | null = range.first; first !== null;) {
      const walk = { filter, first, last: range.last, towards: 'newer', limit: BATCH_LINES } as const;
      const { found, reached } = await readEntries(context.db.sql, accountId, walk);
      if (found.length > 0) yield csvRows(found, about);
      first = reached === null ? null : reached + 1;
    }
  }
  return ok({ name: fileName(account.name, filter), text: text() });
}

/** "activity-low-daughters-bakery-from-2026-01-01-to-2026-01-31.csv" */
function fileName(accountName: string, { from, to }: Pick<ActivityFilter, 'from' | 'to'>): string {
  const plain = accountName
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return ['activity', plain, from && `from-${from}`, to && `to-${to}`].filter(Boolean).join('-').concat('.csv');
}
