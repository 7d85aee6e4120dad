import type { Id } from '@/lib/ids';
import type { Entry, EntryKind } from '@/lib/ledger/entry';
import type { GrantSource } from '@/lib/ledger/state';
import { isoText, type Instant } from '@/lib/time';
import { NONE, type ActivityFilter } from '@/lib/usage/activity-filter';
import type { GenerationSums } from '@/lib/usage/generation-outcome';
import type { Row } from 'postgres';
import type { Queryable } from '../client';
import { instantFromText } from '../schema/columns';

/*
 * History is read by key, never by offset: from a number on, along an index that is in the order of the list. What a
 * page costs hangs on neither the account's size nor how far back it is.
 */

/** An entry with the source of the grant that it moved, and what is kept of the generation that it is about. */
export interface ListedEntry {
  entry: Entry;
  source: GrantSource | null;
  project: string | null;
  member: string | null;
  /** null: it is about no generation. */
  sums: GenerationSums | null;
}

/** Numbers of entries that stand next to each other, both included. */
export interface EntrySpan {
  first: number;
  last: number;
}

/** What a walk along an account's entries is narrowed to. */
export type WalkFilter = Pick<ActivityFilter, 'kind' | 'feature' | 'model' | 'project' | 'member'>;

/** A walk along an account's entries. */
export interface EntryWalk {
  filter: WalkFilter;
  /** Only entries of these spans, which are one generation's and in order. */
  spans?: readonly EntrySpan[] | undefined;
  /** Only entries of generations whose ids end so. */
  idEnd?: string | undefined;
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
export const MOST: EntryKind = 'debit';

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

/** What leads the walk, and whether it compares so many that it has to stop somewhere. */
function scanOf({ filter, spans, idEnd }: Pick<EntryWalk, 'filter' | 'spans' | 'idEnd'>) {
  const { kind, feature, model, project, member } = filter;
  // A generation has a few entries: all of them are compared.
  if (spans) return { leads: 'spans' as const, compares: false };
  const asked = [kind, feature, model, project, member, idEnd ?? null].filter((each) => each !== null).length;
  const leads = project
    ? ('project' as const)
    : member
      ? ('member' as const)
      : kind !== null && RARE.includes(kind)
        ? ('kind' as const)
        : model !== null
          ? ('model' as const)
          : feature !== null
            ? ('feature' as const)
            : kind !== null && kind !== MOST
              ? ('kind' as const)
              : null;
  return { leads, compares: asked > 1 || (asked === 1 && leads === null) };
}

/** The statement of one page. For `readEntries`, and for the test that counts what it reads. */
export function entriesQuery(sql: Queryable, accountId: Id, walk: EntryWalk) {
  const order = orderOf(sql, walk);
  // Source and generation are looked up for the lines of the page alone, one by one: OFFSET 0 keeps it so.
  return sql`
    SELECT e.*, (SELECT source FROM grants g WHERE g.account_id = ${accountId} AND g.id = e.grant_id) AS source, g.*
    FROM (${pageQuery(sql, accountId, walk)}) e LEFT JOIN LATERAL (
      SELECT g.project, g.member, g.status, g.held, g.credits, g.refunded,
             CASE WHEN g.status IN ('captured', 'voided', 'lapsed') THEN (((g.steps -> 1 ->> 'balanceAfter')::numeric
               - (g.steps -> 1 ->> 'balanceBefore')::numeric) * 1000000)::bigint END AS hold_end_change
      FROM generations g WHERE g.account_id = ${accountId} AND g.id = e.generation_id OFFSET 0) g ON true
    ORDER BY e.seq ${order}`;
}

function pageQuery(sql: Queryable, accountId: Id, walk: EntryWalk) {
  const { filter, limit, idEnd } = walk;
  const { leads, compares } = scanOf(walk);
  const order = orderOf(sql, walk);
  const isOfSteps = leads === 'project' || leads === 'member';
  const entries =
    isOfSteps || leads === 'spans'
      ? entriesOfSteps(sql, accountId, walk, compares ? SCAN_MAX : limit)
      : sql`${entriesLedBy(sql, accountId, walk, leads)} LIMIT ${compares ? SCAN_MAX : limit}`;
  const compare = (column: 'kind' | 'feature' | 'model') =>
    filter[column] === null || leads === column ? sql`` : sql`AND e.${sql(column)} = ${filter[column]}`;
  // Looked up one by one, as a subquery that is a value: a join might read them all.
  const compareOwn = (column: 'project' | 'member') => {
    const name = filter[column];
    if (name === null || leads === column) return sql``;
    const is = (owner: ReturnType<Queryable>) => sql`coalesce(${owner}.${sql(column)}, ${NONE}) = ${name}`;
    if (isOfSteps) return sql`AND ${is(sql`e`)}`;
    return sql`AND (
      SELECT ${is(sql`g`)} FROM generations g WHERE g.account_id = ${accountId} AND g.id = e.generation_id)`;
  };
  // A step's entries are next to each other, so those of a project, step by step, are in order.
  const ordered = isOfSteps
    ? sql`e.${sql(leads)} ${order}, e.step ${order}, e.seq ${order}`
    : leads === null || leads === 'spans'
      ? sql`e.seq ${order}`
      : sql`e.${sql(leads)} ${order}, e.seq ${order}`;
  return sql`
    SELECT e.seq, e.at, e.kind, e.reason, e.grant_id, e.from_place, e.to_place, e.amount, e.balance_after,
           e.period_start, e.generation_id, e.feature, e.model
    FROM (${entries}) e
    WHERE true ${compare('kind')} ${compare('feature')} ${compare('model')} ${compareOwn('project')}
      ${compareOwn('member')} ${idEnd === undefined ? sql`` : sql`AND right(e.generation_id::text, ${idEnd.length}) = ${idEnd}`}
    ORDER BY ${ordered} LIMIT ${limit}`;
}

/** Where a walk that compares had to stop looking; no row: it came to the end. */
function scanEndQuery(sql: Queryable, accountId: Id, walk: EntryWalk) {
  const { leads } = scanOf(walk);
  if (leads === 'spans') throw new Error('a generation is looked at as a whole');
  if (leads !== 'project' && leads !== 'member') {
    return sql`${entriesLedBy(sql, accountId, walk, leads)} LIMIT 1 OFFSET ${SCAN_MAX - 1}`;
  }
  const [column, order] = [sql(leads), orderOf(sql, walk)];
  const reached = walk.towards === 'older' ? sql`first_seq` : sql`last_seq`;
  return sql`
    SELECT ${reached} AS seq FROM (${stepsOf(sql, accountId, walk, leads, SCAN_MAX)}) s
    ORDER BY s.${column} ${order}, s.first_seq ${order} LIMIT 1 OFFSET ${SCAN_MAX - 1}`;
}

/** The entries of at most so many steps: of a project's or a member's generations, or of the one that is sought. */
function entriesOfSteps(sql: Queryable, accountId: Id, walk: EntryWalk, limit: number) {
  const steps = walk.spans
    ? sql`SELECT * FROM unnest(${walk.spans.map(({ first }) => first)}::bigint[],
            ${walk.spans.map(({ last }) => last)}::bigint[]) AS span (first_seq, last_seq)
            CROSS JOIN (SELECT NULL::text AS project, NULL::text AS member) nobody`
    : stepsOf(sql, accountId, walk, walk.filter.project ? 'project' : 'member', limit);
  return sql`
    SELECT e.*, s.project, s.member, s.first_seq AS step FROM (${steps}) s
    CROSS JOIN LATERAL (
      SELECT * FROM entries WHERE account_id = ${accountId}
        AND seq BETWEEN greatest(s.first_seq, ${walk.first}) AND least(s.last_seq, ${walk.last})) e`;
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
 * What happened to the generations of a project or a member, in the list's order: how each began, and what came later (a
 * capture, a refund), merged from their two indexes, at most `limit` of them. A page may begin in the middle of a step's
 * entries: that step counts, and its other entries are cut off.
 */
function stepsOf(sql: Queryable, accountId: Id, walk: EntryWalk, leads: 'project' | 'member', limit: number) {
  const order = orderOf(sql, walk);
  const [column, name] = [sql(leads), walk.filter[leads]];
  const of = (table: 'generations' | 'later_steps') => {
    const from = sql(table);
    const begun =
      walk.towards === 'older'
        ? sql`${walk.first}`
        : sql`coalesce((
            SELECT first_seq FROM ${from} WHERE account_id = ${accountId} AND ${column} IS NOT NULL
              AND (${column}, first_seq) >= (${name}, 0) AND (${column}, first_seq) <= (${name}, ${walk.first})
            ORDER BY ${column} DESC, first_seq DESC LIMIT 1), ${walk.first})`;
    return sql`
      SELECT project, member, first_seq, last_seq FROM ${from}
      WHERE account_id = ${accountId} AND ${column} IS NOT NULL
        AND (${column}, first_seq) >= (${name}, ${begun}) AND (${column}, first_seq) <= (${name}, ${walk.last})
      ORDER BY ${column} ${order}, first_seq ${order} LIMIT ${limit}`;
  };
  return sql`
    SELECT project, member, first_seq, last_seq
    FROM ((${of('generations')}) UNION ALL (${of('later_steps')})) steps
    ORDER BY ${column} ${order}, first_seq ${order} LIMIT ${limit}`;
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
    member: row.member,
    sums: row.status === null ? null : sumsOf(row),
    entry: entryOf(row),
  };
}

function sumsOf(row: Row): GenerationSums {
  return {
    status: row.status,
    held: row.held,
    credits: row.credits,
    refunded: row.refunded,
    holdEndChange: row.hold_end_change,
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

/** What the index of kinds holds, in the very words of its definition: the planner compares them. */
export function rareKinds(sql: Queryable) {
  return sql`kind <> 'debit'`;
}
