import type { EntryWalk } from '@/db/reads/activity';
import { findGenerationSpans } from '@/db/reads/activity-find';
import type { Transaction } from '@/db/client';
import type { AccountState } from '@/lib/ledger/state';
import type { Zone } from '@/lib/time';
import type { FindTrouble } from '@/lib/usage/activity';
import type { ActivityFilter } from '@/lib/usage/activity-filter';
import { parseFind } from '@/lib/usage/activity-find';
import { entriesBetweenDays } from '../ledger/entry-range';
import { findPeriod } from './find-period';

/** What of an account's entries a filter leaves to walk along; `trouble`: why a search finds nothing. */
export interface ActivityRange extends Pick<EntryWalk, 'first' | 'last' | 'spans' | 'idEnd' | 'filter'> {
  trouble: FindTrouble | null;
}

/** `first` above `last`: no entry. */
const NOWHERE = { first: 1, last: 0 };

/** A generation's lines show so much of the end of its id. */
const REFERENCE_DIGITS = 8;

/** The entries that are in the filter's days and in its period, and that are what somebody searches for. */
export async function activityRange(
  tx: Transaction,
  state: AccountState,
  zone: Zone,
  filter: ActivityFilter,
): Promise<ActivityRange> {
  const { accountId, header } = state;
  const [days, period, found] = await Promise.all([
    entriesBetweenDays(tx, accountId, header.seq, zone, filter),
    filter.period === null ? null : findPeriod(tx, state, filter.period),
    filter.find === null ? null : find(tx, state, filter.find),
  ]);
  const ranges = [days, filter.period === null ? null : (period ?? NOWHERE), found].filter((each) => each !== null);
  return {
    filter,
    first: Math.max(...ranges.map(({ first }) => first)),
    last: Math.min(...ranges.map(({ last }) => last)),
    spans: found?.spans,
    idEnd: found?.idEnd,
    trouble: found?.trouble ?? null,
  };
}

type Found = Pick<EntryWalk, 'first' | 'last' | 'spans' | 'idEnd'> & { trouble?: FindTrouble };

async function find(tx: Transaction, { accountId, header }: AccountState, text: string): Promise<Found> {
  const sought = parseFind(text);
  if (sought === null) return { ...NOWHERE, trouble: 'unclear' };
  if (sought.by === 'entry') return { first: sought.seq, last: Math.min(sought.seq, header.seq) };
  const spans = await findGenerationSpans(tx, accountId, sought.digits);
  if (spans === 'several') return { ...NOWHERE, trouble: 'several' };
  const all = { first: 1, last: header.seq };
  if (spans !== null) return { ...all, spans };
  // What the list shows of an id is its end: there is no index of that, it is looked for page by page.
  return sought.digits.length === REFERENCE_DIGITS ? { ...all, idEnd: sought.digits } : NOWHERE;
}
