import type { Id } from '@/lib/ids';
import type { Entry, EntryKind } from '@/lib/ledger/entry';
import type { GrantSource } from '@/lib/ledger/state';
import { isoText, type Instant } from '@/lib/time';
import type { ActivityFilter } from '@/lib/usage/activity-filter';
import type { Row } from 'postgres';
import type { Queryable } from '../client';
import { instantFromText } from '../schema/columns';

/*
 * History is read by key, never by offset: from a number on, along an index that is in the order of the list. What a
 * page costs hangs on neither the account's size nor how far back it is.
 */

/** An entry with the source of the grant that it moved, and the project of the generation that it is about. */
export interface ListedEntry {
  entry: Entry;
  source: GrantSource | null;
  project: string | null;
}

/** A walk along an account's entries. */
export interface EntryWalk {
  filter: Pick<ActivityFilter, 'kind' | 'feature' | 'model' | 'project'>;
  /** Only entries of these numbers, both included. */
  first: number;
  last: number;
  /** From the last to the first, or from the first to the last. */
  towards: 'older' | 'newer';
  limit: number;
}

/**
 * So many entries are looked at for one page, at most. One criterion has an index of its own and needs no more than it
 * shows; of several, one leads and the others are compared, which for a combination that hardly occurs could go on for
 * ever.
 */
export const SCAN_MAX = 5_000;

/** Kinds of which there are few: they lead before a feature or a model does. */
const RARE: readonly EntryKind[] = ['grant', 'void', 'refund', 'expire', 'revoke', 'reissue'];

/** Most entries are debits: they have no index of their own, and are compared along the numbers. */
const MOST: EntryKind = 'debit';

/**
 * Entries in the order of the walk.
 * @returns `reached`: the number to go on beyond, where there may be more; null: there is nothing further that way
 */
export async function readEntries(
  sql: Queryable,
  accountId: Id,
  walk: EntryWalk,
): Promise<{ found: ListedEntry[]; reached: number | null }> {
  // One more than is asked for, to know whether there is anything further.
  const rows = await entriesQuery(sql, accountId, { ...walk, limit: walk.limit + 1 });
  const found = rows.slice(0, walk.limit).map(listedEntry);
  if (rows.length > walk.limit) return { found, reached: found.at(-1)!.entry.seq };
  if (!scanOf(walk).compares) return { found, reached: null };
  const [stopped] = await scanEndQuery(sql, accountId, walk);
  return { found, reached: stopped ? Number(stopped.seq) : null };
}

/** What leads the walk, and whether anything is left to compare. */
function scanOf({ filter }: Pick<EntryWalk, 'filter'>) {
  const { kind, feature, model, project } = filter;
  const asked = [kind, feature, model, project].filter((each) => each !== null).length;
  const leads =
    project !== null
      ? ('project' as const)
      : kind !== null && RARE.includes(kind)
        ? ('kind' as const)
        : model !== null
          ? ('model' as const)
          : feature !== null
            ? ('feature' as const)
            : kind !== null && kind !== MOST
              ? ('kind' as const)
              : null;
  return { leads, compares: asked > 1 || kind === MOST };
}

/** The statement of one page. For `readEntries`, and for the test that counts what it reads. */
export function entriesQuery(sql: Queryable, accountId: Id, walk: EntryWalk) {
  const { filter, limit } = walk;
  const { leads, compares } = scanOf(walk);
  const order = orderOf(sql, walk);
  const scanned = compares ? SCAN_MAX : limit;
  const entries =
    leads === 'project'
      ? sql`
          SELECT e.*, s.project, s.first_seq AS step FROM (${stepsOfProject(sql, accountId, walk, scanned)}) s
          CROSS JOIN LATERAL (
            SELECT * FROM entries WHERE account_id = ${accountId}
              AND seq BETWEEN greatest(s.first_seq, ${walk.first}) AND least(s.last_seq, ${walk.last})) e`
      : sql`${entriesLedBy(sql, accountId, walk, leads)} LIMIT ${scanned}`;
  const compare = (column: 'kind' | 'feature' | 'model') =>
    filter[column] === null || leads === column ? sql`` : sql`AND e.${sql(column)} = ${filter[column]}`;
  // A step's entries are next to each other, so those of a project, step by step, are in order.
  const ordered =
    leads === null
      ? sql`e.seq ${order}`
      : leads === 'project'
        ? sql`e.project ${order}, e.step ${order}, e.seq ${order}`
        : sql`e.${sql(leads)} ${order}, e.seq ${order}`;
  // Source and project are looked up for the lines of the page alone, one by one.
  return sql`
    SELECT e.seq, e.at, e.kind, e.reason, e.grant_id, e.from_place, e.to_place, e.amount, e.balance_after,
           e.period_start, e.generation_id, e.feature, e.model,
           (SELECT source FROM grants g WHERE g.account_id = ${accountId} AND g.id = e.grant_id) AS source,
           (SELECT project FROM generations g WHERE g.account_id = ${accountId} AND g.id = e.generation_id) AS project
    FROM (${entries}) e
    WHERE true ${compare('kind')} ${compare('feature')} ${compare('model')}
    ORDER BY ${ordered} LIMIT ${limit}`;
}

/** Where a walk that compares had to stop looking; no row: it came to the end. */
function scanEndQuery(sql: Queryable, accountId: Id, walk: EntryWalk) {
  const { leads } = scanOf(walk);
  if (leads !== 'project') return sql`${entriesLedBy(sql, accountId, walk, leads)} LIMIT 1 OFFSET ${SCAN_MAX - 1}`;
  const reached = walk.towards === 'older' ? sql`first_seq` : sql`last_seq`;
  return sql`
    SELECT ${reached} AS seq FROM (${stepsOfProject(sql, accountId, walk, SCAN_MAX)}) s
    ORDER BY s.project ${orderOf(sql, walk)}, s.first_seq ${orderOf(sql, walk)} LIMIT 1 OFFSET ${SCAN_MAX - 1}`;
}

/**
 * Entries along one index. The leading column is part of the order and of the range, though it is one value alone, so
 * that no other index fits: the planner might take an account's only few entries of a kind for many, and walk them all.
 */
function entriesLedBy(sql: Queryable, accountId: Id, walk: EntryWalk, leads: 'kind' | 'feature' | 'model' | null) {
  const order = orderOf(sql, walk);
  if (leads === null) {
    return sql`
      SELECT * FROM entries WHERE account_id = ${accountId} AND seq BETWEEN ${walk.first} AND ${walk.last}
      ORDER BY seq ${order}`;
  }
  const [column, value] = [sql(leads), walk.filter[leads]];
  const indexed = leads === 'kind' ? rareKinds(sql) : sql`${column} IS NOT NULL`;
  return sql`
    SELECT * FROM entries WHERE account_id = ${accountId} AND ${indexed}
      AND (${column}, seq) >= (${value}, ${walk.first}) AND (${column}, seq) <= (${value}, ${walk.last})
    ORDER BY ${column} ${order}, seq ${order}`;
}

/**
 * What happened to a project's generations, in the list's order: how each began, and what came later (a capture, a
 * refund), merged from their two indexes, at most `limit` of them. A page may begin in the middle of a step's entries:
 * that step counts, and its other entries are cut off.
 */
function stepsOfProject(sql: Queryable, accountId: Id, walk: EntryWalk, limit: number) {
  const order = orderOf(sql, walk);
  const { project } = walk.filter;
  const of = (table: 'generations' | 'later_steps') => {
    const from = sql(table);
    const begun =
      walk.towards === 'older'
        ? sql`${walk.first}`
        : sql`coalesce((
            SELECT first_seq FROM ${from} WHERE account_id = ${accountId} AND project IS NOT NULL
              AND (project, first_seq) >= (${project}, 0) AND (project, first_seq) <= (${project}, ${walk.first})
            ORDER BY project DESC, first_seq DESC LIMIT 1), ${walk.first})`;
    return sql`
      SELECT project, first_seq, last_seq FROM ${from}
      WHERE account_id = ${accountId} AND project IS NOT NULL
        AND (project, first_seq) >= (${project}, ${begun}) AND (project, first_seq) <= (${project}, ${walk.last})
      ORDER BY project ${order}, first_seq ${order} LIMIT ${limit}`;
  };
  return sql`
    SELECT project, first_seq, last_seq FROM ((${of('generations')}) UNION ALL (${of('later_steps')})) steps
    ORDER BY project ${order}, first_seq ${order} LIMIT ${limit}`;
}

function orderOf(sql: Queryable, { towards }: EntryWalk) {
  return towards === 'older' ? sql`DESC` : sql`ASC`;
}

/** An entry from its row. */
export function entryOf(row: Row): Entry {
  return {
    seq: Number(row.seq),
    at: instantFromText(row.at),
    kind: row.kind,
    reason: row.reason,
    grantId: row.grant_id === null ? null : Number(row.grant_id),
    from: row.from_place,
    to: row.to_place,
    amount: row.amount,
    balanceAfter: row.balance_after,
    periodStart: row.period_start === null ? null : instantFromText(row.period_start),
    generationId: row.generation_id,
    feature: row.feature,
    model: row.model,
  };
}

function listedEntry(row: Row): ListedEntry {
  return {
    source: row.source,
    project: row.project,
    entry: entryOf(row),
  };
}

/**
 * The number of the first entry at or after an instant; `last` + 1 where there is none. Found by halving, since entries
 * are numbered without gaps and an account's time never runs backwards: twenty rows of a million, and no index.
 * @param last the number of the account's last entry
 */
export async function readFirstEntryAt(sql: Queryable, accountId: Id, at: Instant, last: number): Promise<number> {
  const [row] = await sql`
    WITH RECURSIVE search(low, high) AS (
      SELECT 1::bigint, ${last}::bigint + 1
      UNION ALL
      SELECT CASE WHEN middle.earlier THEN middle.seq + 1 ELSE search.low END,
             CASE WHEN middle.earlier THEN search.high ELSE middle.seq END
      FROM search CROSS JOIN LATERAL (
        SELECT e.seq, e.at < ${isoText(at)}::timestamptz AS earlier FROM entries e
        WHERE e.account_id = ${accountId} AND e.seq = (search.low + search.high) / 2) middle
      WHERE search.low < search.high)
    SELECT low FROM search WHERE low = high`;
  return Number(row!.low);
}

/** What an account's list can be narrowed to: only what would show something. */
export interface ActivityChoices {
  kinds: EntryKind[];
  features: string[];
  models: string[];
  /** In the database's order; at most CHOICES_MAX of them. */
  projects: string[];
}

const CHOICES_MAX = 100;

/**
 * Reads the values that occur by jumping from one to the next along each index: as many rows as there are values. Debits
 * are in no index of kinds: whether there are any is asked of the newest entries, as far back as one page would look.
 */
export async function readActivityChoices(sql: Queryable, accountId: Id): Promise<ActivityChoices> {
  const values = async (table: 'entries' | 'generations', column: 'kind' | 'feature' | 'model' | 'project') => {
    const [from, name] = [sql(table), sql(column)];
    const indexed = column === 'kind' ? rareKinds(sql) : sql`${name} IS NOT NULL`;
    const rows = await sql`
      WITH RECURSIVE step(value) AS (
        (SELECT ${name} FROM ${from} WHERE account_id = ${accountId} AND ${indexed} ORDER BY ${name} LIMIT 1)
        UNION ALL
        SELECT (SELECT ${name} FROM ${from} WHERE account_id = ${accountId} AND ${indexed} AND ${name} > step.value
                ORDER BY ${name} LIMIT 1)
        FROM step WHERE step.value IS NOT NULL)
      SELECT value FROM step WHERE value IS NOT NULL LIMIT ${CHOICES_MAX}`;
    return rows.map((row) => row.value as string);
  };
  const debits = sql`
    SELECT kind FROM (SELECT kind FROM entries WHERE account_id = ${accountId} ORDER BY seq DESC LIMIT ${SCAN_MAX}) e
    WHERE kind = ${MOST} LIMIT 1`;
  const [common, kinds, features, models, projects] = await Promise.all([
    debits,
    values('entries', 'kind'),
    values('entries', 'feature'),
    values('entries', 'model'),
    values('generations', 'project'),
  ]);
  const all = [...common.map((row) => row.kind as string), ...kinds];
  return { kinds: all as EntryKind[], features, models, projects };
}

/** What the index of kinds holds, in the very words of its definition: the planner compares them. */
function rareKinds(sql: Queryable) {
  return sql`kind <> 'debit'`;
}
