import type { Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import type { SealedEntry } from '@/lib/ledger/chain';
import type { GenerationStatus } from '@/lib/ledger/generation';
import type { Hold } from '@/lib/ledger/state';
import type { Instant, Zone } from '@/lib/time';
import type { Queryable, Row } from '../client';
import { holdOf } from '../ledger/load';
import { stepsOfRow, type KeptBurn, type KeptStep } from '../ledger/steps';
import { instantFromText } from '../schema/columns';
import { entryOf } from './activity';

/*
 * What an audit reads. Nothing here grows with the number of an account's entries: those come page by page, along their
 * key, and so do generations, answers and accounts.
 */

/** Accounts next to each other in the order of their ids, `first` and `last` included. */
export interface AccountRange {
  first: Id;
  last: Id;
}

/** How many entries an account says that it has. */
export interface AccountSize {
  accountId: Id;
  entries: number;
}

const ACCOUNTS_PAGE = 1_000;

/** Every account, page by page, in the order of their ids. */
export async function* readAccountSizes(sql: Queryable): AsyncGenerator<AccountSize[], void> {
  for (let after: Id | null = null; ;) {
    const rows: Row[] = await sql`
      SELECT a.account_id, coalesce(h.seq, 0) AS seq FROM accounts a LEFT JOIN headers h USING (account_id)
      WHERE ${after === null ? sql`true` : sql`a.account_id > ${after}`}
      ORDER BY a.account_id LIMIT ${ACCOUNTS_PAGE}`;
    if (rows.length > 0) yield rows.map((row) => ({ accountId: row.account_id, entries: Number(row.seq) }));
    if (rows.length < ACCOUNTS_PAGE) return;
    after = rows.at(-1)!.account_id as Id;
  }
}

export async function countAccounts(sql: Queryable): Promise<number> {
  const [row] = await sql`SELECT count(*)::int AS count FROM accounts`;
  return row!.count as number;
}

/** What is kept of an account beside its entries and generations. Rows as the tables have them. */
export interface AuditRows {
  accountId: Id;
  zone: Zone;
  isTest: boolean;
  /** Its hash as hex; null: the account has none. */
  header: Row | null;
  grants: Row[];
  holds: (Hold & { amount: Micro })[];
  usage: Row[];
}

/** Reads accounts, in the order of their ids. */
export async function readAuditRows(sql: Queryable, { first, last }: AccountRange): Promise<AuditRows[]> {
  const within = sql`account_id BETWEEN ${first} AND ${last}`;
  const [accounts, headers, grants, holds, usage] = await Promise.all([
    sql`SELECT account_id, zone, clock_at FROM accounts WHERE ${within} ORDER BY account_id`,
    sql`SELECT *, encode(hash, 'hex') AS hash FROM headers WHERE ${within}`,
    sql`
      SELECT account_id, id, amount, available, held, spent, expired, revoked, reissued, open, paid
      FROM grants WHERE ${within} ORDER BY account_id, id`,
    sql`SELECT * FROM holds WHERE ${within} ORDER BY account_id, number`,
    sql`
      SELECT account_id, period_start, day::text AS day, feature, model, used, refunded_earlier, generations
      FROM usage_rollups WHERE ${within}`,
  ]);
  const of = (rows: readonly Row[]) => {
    const lists = new Map<Id, Row[]>();
    for (const row of rows) lists.set(row.account_id, [...(lists.get(row.account_id) ?? []), row]);
    return (accountId: Id) => lists.get(accountId) ?? [];
  };
  const [headersOf, grantsOf, holdsOf, usageOf] = [of(headers), of(grants), of(holds), of(usage)];
  return accounts.map((row) => {
    const accountId = row.account_id as Id;
    return {
      accountId,
      zone: row.zone,
      isTest: row.clock_at !== null,
      header: headersOf(accountId)[0] ?? null,
      grants: grantsOf(accountId),
      holds: holdsOf(accountId).map((hold) => ({ ...holdOf(hold), amount: hold.amount as Micro })),
      usage: usageOf(accountId),
    };
  });
}

/** An entry, and whose it is. */
export type OwnedEntry = SealedEntry & { accountId: Id };

/** So many entries are in memory at once. */
const ENTRIES_PAGE = 5_000;

/** All entries of accounts, account by account, by number, page by page. */
export async function* readAllEntries(
  sql: Queryable,
  { first, last }: AccountRange,
): AsyncGenerator<OwnedEntry[], void> {
  for (let [account, seq] = [first, 0]; ;) {
    const rows: Row[] = await sql`
      SELECT account_id, seq, at, kind, reason, grant_id, from_place, to_place, amount, balance_after, period_start,
             generation_id, feature, model, encode(hash, 'hex') AS hash
      FROM entries WHERE (account_id, seq) > (${account}, ${seq}) AND account_id <= ${last}
      ORDER BY account_id, seq LIMIT ${ENTRIES_PAGE}`;
    if (rows.length > 0) {
      yield rows.map((row) => ({ ...entryOf(row), hash: row.hash as string, accountId: row.account_id as Id }));
    }
    if (rows.length < ENTRIES_PAGE) return;
    [account, seq] = [rows.at(-1)!.account_id as Id, Number(rows.at(-1)!.seq)];
  }
}

/** A generation as it is kept, as far as its entries and its own steps can tell. */
export interface AuditGeneration {
  accountId: Id;
  id: Id;
  at: Instant;
  status: GenerationStatus;
  feature: string;
  model: string | null;
  credits: Micro;
  held: Micro;
  refunded: Micro;
  firstSeq: number | null;
  lastSeq: number | null;
  steps: KeptStep[];
  receipt: { burns: KeptBurn[]; balanceBefore: number; balanceAfter: number };
}

/** The generations of these ids. */
export async function readAuditGenerations(
  sql: Queryable,
  ids: readonly { accountId: Id; id: Id }[],
): Promise<AuditGeneration[]> {
  if (ids.length === 0) return [];
  const rows = await sql`
    SELECT ${generationColumns(sql)}
    FROM unnest(${ids.map(({ accountId }) => accountId)}::uuid[], ${ids.map(({ id }) => id)}::uuid[]) AS r(account_id, id)
    JOIN generations g ON g.account_id = r.account_id AND g.id = r.id`;
  return rows.map(auditGeneration);
}

/** Generations whose first step moved nothing, page by page: no entry leads to them. */
export async function* readUnmovedGenerations(
  sql: Queryable,
  { first, last }: AccountRange,
): AsyncGenerator<AuditGeneration[], void> {
  const nil: Id = '00000000-0000-0000-0000-000000000000';
  for (let [account, id] = [first, nil]; ;) {
    const rows: Row[] = await sql`
      SELECT ${generationColumns(sql)} FROM generations g
      WHERE first_seq IS NULL AND (account_id, id) > (${account}, ${id}) AND account_id <= ${last}
      ORDER BY account_id, id LIMIT ${ACCOUNTS_PAGE}`;
    if (rows.length > 0) yield rows.map(auditGeneration);
    if (rows.length < ACCOUNTS_PAGE) return;
    [account, id] = [rows.at(-1)!.account_id as Id, rows.at(-1)!.id as Id];
  }
}

function generationColumns(sql: Queryable) {
  return sql`
    g.account_id, g.id, g.at, g.status, g.feature, g.model, g.credits, g.held, g.refunded, g.first_seq, g.last_seq,
    g.steps, g.receipt`;
}

function auditGeneration(row: Row): AuditGeneration {
  return {
    accountId: row.account_id,
    id: row.id,
    at: instantFromText(row.at),
    status: row.status,
    feature: row.feature,
    model: row.model,
    credits: row.credits,
    held: row.held,
    refunded: row.refunded,
    firstSeq: row.first_seq === null ? null : Number(row.first_seq),
    lastSeq: row.last_seq === null ? null : Number(row.last_seq),
    steps: stepsOfRow(row),
    receipt: row.receipt,
  };
}

/** Accounts that entries or generations name and that do not exist: no constraint of these tables says that they do. */
export async function readStrayAccounts(sql: Queryable): Promise<Id[]> {
  const rows = await sql`
    SELECT account_id FROM entries r WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = r.account_id)
    UNION SELECT account_id FROM generations r
      WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = r.account_id)
    LIMIT 100`;
  return rows.map((row) => row.account_id as Id);
}

/** Generations with a step whose first entry is not theirs. */
export async function readStepsWithoutEntries(
  sql: Queryable,
  { first, last }: AccountRange,
): Promise<{ accountId: Id; id: Id; seq: string }[]> {
  const rows = await sql`
    SELECT g.account_id, g.id, s.seq
    FROM generations g CROSS JOIN LATERAL (
      SELECT g.first_seq AS seq UNION SELECT (step ->> 'firstSeq')::bigint FROM jsonb_array_elements(g.steps) step) s
    LEFT JOIN entries e ON e.account_id = g.account_id AND e.seq = s.seq
    WHERE g.account_id BETWEEN ${first} AND ${last} AND s.seq IS NOT NULL AND e.generation_id IS DISTINCT FROM g.id
    LIMIT 100`;
  return rows.map((row) => ({ accountId: row.account_id, id: row.id, seq: String(row.seq) }));
}

/** Where the list of a project's or a member's later steps is not what its generations say. */
export async function readWrongLaterSteps(
  sql: Queryable,
  { first, last }: AccountRange,
): Promise<{ accountId: Id; seq: string }[]> {
  const rows = await sql`
    SELECT coalesce(k.account_id, m.account_id) AS account_id, coalesce(k.first_seq, m.first_seq) AS seq
    FROM (SELECT * FROM later_steps WHERE account_id BETWEEN ${first} AND ${last}) k
    FULL JOIN (
      SELECT g.account_id, g.project, g.member, (s.step ->> 'firstSeq')::bigint AS first_seq,
             (s.step ->> 'lastSeq')::bigint AS last_seq, g.id
      FROM generations g CROSS JOIN LATERAL jsonb_array_elements(g.steps) AS s(step)
      WHERE g.account_id BETWEEN ${first} AND ${last} AND num_nonnulls(g.project, g.member) >= 1
        AND s.step ->> 'kind' <> 'hold' AND s.step ->> 'firstSeq' IS NOT NULL) m
    ON k.account_id = m.account_id AND k.first_seq = m.first_seq
    WHERE k.project IS DISTINCT FROM m.project OR k.member IS DISTINCT FROM m.member OR k.last_seq IS DISTINCT FROM m.last_seq
      OR k.generation_id IS DISTINCT FROM m.id
    LIMIT 100`;
  return rows.map((row) => ({ accountId: row.account_id, seq: String(row.seq) }));
}

/** A stored answer, with its hash's length. */
export interface AuditAnswer {
  owner: string;
  key: string;
  status: number;
  answer: string;
  hashBytes: number;
}

/** Every stored answer, page by page, in the order of their names. */
export async function* readAllAnswers(sql: Queryable): AsyncGenerator<AuditAnswer[], void> {
  for (let after: { owner: string; key: string } | null = null; ;) {
    const from: ReturnType<Queryable> = after ? sql`(owner, key) > (${after.owner}, ${after.key})` : sql`true`;
    const rows: Row[] = await sql`
      SELECT owner, key, status, answer, octet_length(request_hash) AS bytes
      FROM idempotent_answers WHERE ${from} ORDER BY owner, key LIMIT ${ACCOUNTS_PAGE}`;
    if (rows.length > 0) yield rows.map(({ bytes, ...row }) => ({ ...row, hashBytes: bytes }) as AuditAnswer);
    if (rows.length < ACCOUNTS_PAGE) return;
    const { owner, key } = rows.at(-1)!;
    after = { owner, key };
  }
}

/** Of these generations, those that do not exist. */
export async function readMissingGenerations<T extends { accountId: Id; id: Id }>(
  sql: Queryable,
  named: readonly T[],
): Promise<T[]> {
  if (named.length === 0) return [];
  const rows = await sql`
    SELECT g.account_id, g.id
    FROM unnest(${named.map(({ accountId }) => accountId)}::uuid[], ${named.map(({ id }) => id)}::uuid[]) AS r(account_id, id)
    JOIN generations g ON g.account_id = r.account_id AND g.id = r.id`;
  const there = new Set(rows.map((row) => `${row.account_id} ${row.id}`));
  return named.filter(({ accountId, id }) => !there.has(`${accountId} ${id}`));
}

/** What is wrong with API keys: each with its id and the reason. */
export async function readWrongKeys(sql: Queryable): Promise<{ id: Id; wrong: string }[]> {
  const rows = await sql`
    SELECT id, 'its hash is no SHA-256' AS wrong FROM api_keys WHERE octet_length(secret_hash) <> 32
    UNION ALL
    SELECT k.id, 'another key has the same hash' FROM api_keys k
    WHERE EXISTS (SELECT 1 FROM api_keys o WHERE o.secret_hash = k.secret_hash AND o.id <> k.id)
    UNION ALL
    SELECT id, 'it has no owner, or two' FROM api_keys WHERE num_nonnulls(owner_catalog, owner_account) <> 1
    UNION ALL
    SELECT k.id, 'the account that owns it does not exist' FROM api_keys k
    WHERE owner_account IS NOT NULL AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = k.owner_account)
    UNION ALL
    SELECT k.id, 'the catalog that owns it does not exist' FROM api_keys k
    WHERE owner_catalog IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM catalog_versions v WHERE v.catalog_id = k.owner_catalog)
      AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.catalog_id = k.owner_catalog)
    ORDER BY 1, 2`;
  return rows.map((row) => ({ id: row.id, wrong: row.wrong }));
}

export async function countKeys(sql: Queryable): Promise<number> {
  const [row] = await sql`SELECT count(*)::int AS count FROM api_keys`;
  return row!.count as number;
}
