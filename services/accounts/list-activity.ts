import { readEntries, type EntryWalk } from '@/db/reads/activity';
import { readActivityChoices } from '@/db/reads/activity-choices';
import type { Transaction } from '@/db/client';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { activityChoices, activityLine, type ActivityPage } from '@/lib/usage/activity';
import { noFilter, type ActivityFilter, type ActivityPlace } from '@/lib/usage/activity-filter';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { activityRange } from './activity-range';

const PAGE_LINES = 50;
const PAGE_LINES_MAX = 200;

interface Input extends Partial<ActivityPlace> {
  accountId: Id;
  filter?: ActivityFilter;
  limit?: number;
}

/**
 * The account's entries, newest first, each with the balance after it, narrowed by the filter. A page begins before or
 * after an entry's number; anything that is no such number begins at the newest. Fails as lib/access says.
 */
export async function listActivity(context: Context, actor: Actor, input: Input): Promise<Result<ActivityPage>> {
  const { accountId, filter = noFilter } = input;
  const limit = Math.min(Math.max(Math.trunc(input.limit || PAGE_LINES), 1), PAGE_LINES_MAX);
  const read = await readSettled(context, actor, accountId, 'account.read', async (tx, state, account) => {
    const { trouble, ...range } = await activityRange(tx, state, account.zone, filter);
    const page = await readPage(tx, accountId, { ...range, limit }, place(input));
    return { page, trouble, choices: await readActivityChoices(tx, accountId) };
  });
  if (!read.ok) return read;
  const { more, catalog } = read.value;
  return ok({
    lines: more.page.found.map((each) => activityLine(each, catalog)),
    olderThan: more.page.older,
    newerThan: more.page.newer,
    trouble: more.trouble,
    choices: activityChoices(more.choices, filter, catalog),
  });
}

function place({ before, after }: Partial<ActivityPlace>): ActivityPlace {
  const numbered = (value: number | null | undefined) => (Number.isSafeInteger(value) && value! > 0 ? value! : null);
  return { before: numbered(before), after: numbered(after) };
}

/** One page, newest first, and from where its neighbours go on. */
async function readPage(
  tx: Transaction,
  accountId: Id,
  all: Omit<EntryWalk, 'towards'>,
  { before, after }: ActivityPlace,
) {
  const isThere = async (walk: Omit<EntryWalk, 'limit'>) => {
    const { found, reached } = await readEntries(tx, accountId, { ...walk, limit: 1 });
    return found.length > 0 || reached !== null;
  };
  if (before === null && after !== null) {
    const { found, reached } = await readEntries(tx, accountId, {
      ...all,
      first: Math.max(all.first, after + 1),
      towards: 'newer',
    });
    if (reached !== null) {
      const hasOlder = await isThere({ ...all, last: Math.min(all.last, after), towards: 'older' });
      const oldest = found[0]?.entry.seq ?? after + 1;
      return { found: found.reverse(), older: hasOlder ? oldest : null, newer: reached };
    }
    // Nothing is newer than that page: it is the newest, and as long as the newest is.
  }
  const last = before === null ? all.last : Math.min(all.last, before - 1);
  const { found, reached } = await readEntries(tx, accountId, { ...all, last, towards: 'older' });
  const hasNewer = before !== null && (await isThere({ ...all, first: Math.max(all.first, before), towards: 'newer' }));
  return { found, older: reached, newer: hasNewer ? (found[0]?.entry.seq ?? before! - 1) : null };
}
