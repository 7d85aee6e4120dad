import { readEntriesBefore } from '@/db/reads/activity';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { activityLine, type ActivityPage } from '@/lib/usage/activity';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';

const PAGE_LINES = 50;
const PAGE_LINES_MAX = 200;

/**
 * The account's entries, newest first, each with the balance after it. Fails as lib/access says.
 * @param input.before shows what is older than this entry number; anything that is no such number starts at the newest
 */
export async function listActivity(
  context: Context,
  actor: Actor,
  input: { accountId: Id; before?: number | null; limit?: number },
): Promise<Result<ActivityPage>> {
  const before = Number.isSafeInteger(input.before) && input.before! > 0 ? input.before! : null;
  const limit = Math.min(Math.max(Math.trunc(input.limit ?? PAGE_LINES), 1), PAGE_LINES_MAX);
  // One more than the page shows, to know whether there is anything older.
  const read = await readSettled(context, actor, input.accountId, 'account.read', (tx) =>
    readEntriesBefore(tx, input.accountId, before, limit + 1),
  );
  if (!read.ok) return read;
  const { more: found, catalog } = read.value;
  const shown = found.slice(0, limit);
  return ok({
    lines: shown.map(({ entry, source }) => activityLine(entry, source, catalog)),
    olderThan: found.length > limit ? shown.at(-1)!.entry.seq : null,
  });
}
