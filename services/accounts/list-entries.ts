import { z } from 'zod';
import { readEntries, type ListedEntry } from '@/db/reads/activity';
import type { Actor } from '@/lib/access/actor';
import { jsonNumber } from '@/lib/credits';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { entryKinds, type EntryKind, type EntryReason } from '@/lib/ledger/entry';
import type { Place } from '@/lib/ledger/state';
import { isoText } from '@/lib/time';
import type { Context } from '../context';
import { dayInput } from '../day-input';
import { entriesBetweenDays } from '../ledger/entry-range';
import { readSettled } from '../ledger/read-settled';
import { numberInput } from '../number-input';
import { plainText } from '../plain-text';

const seqInput = numberInput(0, Number.MAX_SAFE_INTEGER).optional();

export const entriesQuery = z
  .strictObject({
    kind: z.enum(entryKinds).optional().meta({ description: 'Only entries of this kind.' }),
    feature: plainText(80).optional().meta({ description: 'Only entries of this feature.' }),
    model: plainText(80).optional().meta({ description: 'Only entries of this model.' }),
    project: plainText(120).optional().meta({ description: "Only entries of this project's generations." }),
    from: dayInput.optional().meta({ description: "From this day on, in the account's zone." }),
    to: dayInput.optional().meta({ description: "Up to this day, itself included, in the account's zone." }),
    before: seqInput.meta({ description: 'Entries before this number, newest first: the "next" of a page.' }),
    after: seqInput.meta({ description: 'Entries after this number, oldest first: for reading what is new.' }),
    limit: numberInput(1, 500).optional().meta({ description: 'How many a page has at most; 50 if left out.' }),
  })
  .refine(({ before, after }) => before === undefined || after === undefined, {
    path: ['after'],
    message: 'Name "before" or "after", not both.',
  });

/** An entry as it is kept, less its hash. */
export interface ApiEntry {
  seq: number;
  at: string;
  kind: EntryKind;
  reason: EntryReason;
  grant: number | null;
  from: Place | null;
  to: Place | null;
  credits: number;
  balanceAfter: number;
  generation: Id | null;
  feature: string | null;
  model: string | null;
  project: string | null;
}

export interface EntryPage {
  account: Id;
  items: ApiEntry[];
  next: number | null;
}

const PAGE = 50;

/**
 * The account's entries, newest first, or from a number on. A page may have fewer than asked for, even none, and yet a
 * `next`: it looks at a bounded number of entries. Fails as lib/access says.
 */
export async function listEntries(
  context: Context,
  actor: Actor,
  accountId: Id,
  query: z.output<typeof entriesQuery>,
): Promise<Result<EntryPage>> {
  const { kind = null, feature = null, model = null, project = null, from = null, to = null } = query;
  const { before, after, limit = PAGE } = query;
  const read = await readSettled(context, actor, accountId, 'account.read', async (tx, state, account) => {
    const range = await entriesBetweenDays(tx, accountId, state.header.seq, account.zone, { from, to });
    return readEntries(tx, accountId, {
      filter: { kind, feature, model, project, member: null },
      first: after === undefined ? range.first : Math.max(range.first, after + 1),
      last: before === undefined ? range.last : Math.min(range.last, before - 1),
      towards: after === undefined ? 'older' : 'newer',
      limit,
    });
  });
  if (!read.ok) return read;
  const { found, reached } = read.value.more;
  return ok({ account: accountId, items: found.map(apiEntry), next: reached });
}

function apiEntry({ entry, project }: ListedEntry): ApiEntry {
  return {
    seq: entry.seq,
    at: isoText(entry.at),
    kind: entry.kind,
    reason: entry.reason,
    grant: entry.grantId,
    from: entry.from,
    to: entry.to,
    credits: jsonNumber(entry.amount),
    balanceAfter: jsonNumber(entry.balanceAfter),
    generation: entry.generationId,
    feature: entry.feature,
    model: entry.model,
    project,
  };
}
