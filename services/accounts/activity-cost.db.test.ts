import { beforeAll, describe, expect, it } from 'vitest';
import type { Transaction } from '@/db/client';
import { entriesQuery, readEntries, readFirstEntryAt, SCAN_MAX, type EntryWalk } from '@/db/reads/activity';
import { readActivityChoices, type ActivityChoices } from '@/db/reads/activity-choices';
import { findGenerationSpans } from '@/db/reads/activity-find';
import { loadStates } from '@/db/ledger/load';
import { useTestDatabase } from '@/db/testing/database';
import { theProgram } from '@/lib/access/actor';
import { parseMicro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import { NONE, noFilter, type ActivityFilter } from '@/lib/usage/activity-filter';
import { newSubscriber, testContext } from '../testing/context';
import { accountWithHistory } from '../testing/long-history';
import { rowsFetched } from '../testing/rows-fetched';
import { activityRange } from './activity-range';
import { exportActivity } from './export-activity';

/** What pages of the activity list read, counted by PostgreSQL, on an account with a hundred thousand entries. */

const START = Date.parse('2026-01-01T00:00:00Z');
const ENTRIES = 100_000;
const PAGE = 51; // 50 and the one that tells whether there is more
const test = useTestDatabase();
let accountId: Id;
let last: number;

beforeAll(async () => {
  const context = testContext(test.db, START);
  ({ accountId } = await accountWithHistory(context, { entries: ENTRIES, start: START }));
  // Somebody else's entries are in the same tables, and must cost nothing.
  await accountWithHistory(context, { entries: 2_000, start: START });
  await newSubscriber(context);
  const [header] = await test.db.sql`SELECT seq FROM headers WHERE account_id = ${accountId}`;
  last = Number(header!.seq);
  await test.owner.sql`ANALYZE`;
});

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

/** Rows that the scans of a plan took from tables, those thrown away included. */
function rowsRead(node: PlanNode): number {
  const own = node['Relation Name']
    ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
    : 0;
  return (node.Plans ?? []).reduce((sum, each) => sum + rowsRead(each), own);
}

function scans(node: PlanNode): string[] {
  const own = node['Relation Name'] ? [`${node['Node Type']} ${node['Relation Name']}`] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scans)];
}

async function explain(walk: Partial<EntryWalk>) {
  const whole: EntryWalk = { filter: noFilter, first: 1, last, towards: 'older', limit: PAGE, ...walk };
  const query = entriesQuery(test.db.sql, accountId, whole);
  const [row] = await test.db.sql`EXPLAIN (ANALYZE, BUFFERS OFF, FORMAT JSON) ${query}`;
  const { Plan: plan } = (row!['QUERY PLAN'] as { Plan: PlanNode }[])[0]!;
  const found = await entriesQuery(test.db.sql, accountId, whole);
  return { rows: Math.round(rowsRead(plan)), scans: scans(plan), seqs: found.map((each) => Number(each.seq)) };
}

/** The number that a filter's page begins before, so many pages back: counted here by offset, as the list never does. */
async function beforePage(filter: ActivityFilter, page: number): Promise<number> {
  const { sql } = test.owner;
  const is = (column: 'kind' | 'feature' | 'model') =>
    filter[column] === null ? sql`` : sql`AND e.${sql(column)} = ${filter[column]}`;
  const of = (column: 'project' | 'member') => {
    const name = filter[column];
    if (name === NONE) return sql`AND g.id IS NOT NULL AND g.${sql(column)} IS NULL`;
    return name === null ? sql`` : sql`AND g.${sql(column)} = ${name}`;
  };
  const [row] = await sql`
    SELECT e.seq FROM entries e LEFT JOIN generations g ON g.account_id = e.account_id AND g.id = e.generation_id
    WHERE e.account_id = ${accountId} ${is('kind')} ${is('feature')} ${is('model')} ${of('project')} ${of('member')}
    ORDER BY e.seq DESC LIMIT 1 OFFSET ${(page - 1) * 50 - 1}`;
  return Number(row!.seq);
}

const filters: [name: string, filter: Partial<ActivityFilter>, pages: number][] = [
  ['no filter', {}, 1000],
  ['a kind that is common', { kind: 'debit' }, 1000],
  ['a kind that is rare', { kind: 'grant' }, 20],
  ['a feature', { feature: 'ai-ads' }, 700],
  ['a model', { model: 'photon' }, 300],
  ['a project', { project: 'Spring & Sons' }, 700],
  ['a member', { member: 'ada' }, 700],
];

describe('a page takes the same number of rows, wherever it is:', () => {
  it.each(filters)('%s', async (name, some, pages) => {
    const filter = { ...noFilter, ...some };
    const first = await explain({ filter });
    const far = await explain({ filter, last: (await beforePage(filter, pages)) - 1 });
    expect(first.seqs).toHaveLength(PAGE);
    expect(far.seqs).toHaveLength(PAGE);
    expect(far.scans).toEqual(first.scans);
    expect(first.scans.join()).not.toContain('Seq Scan');
    // One row for the line, and at most one each for its grant, its generation and the project's own walk.
    // A project's is merged from two, of which one is a row ahead.
    expect(first.rows).toBeLessThanOrEqual(PAGE * 4 + 1);
    // Debits are compared along the numbers: what lies between them is read too.
    const between = ({ seqs }: { seqs: number[] }) =>
      filter.kind === 'debit' ? seqs[0]! - seqs.at(-1)! + 1 - PAGE : 0;
    // The few that differ are entries of no generation, which have none to look up, and neighbours of one generation, which
    // is looked up once for both.
    expect(Math.abs(far.rows - between(far) - (first.rows - between(first)))).toBeLessThanOrEqual(4);
    const newer = await explain({ filter, first: far.seqs[0]! + 1, towards: 'newer' });
    expect(newer.seqs).toHaveLength(PAGE);
    expect(newer.scans.join()).not.toContain('Seq Scan');
    expect(newer.rows).toBeLessThanOrEqual(first.rows + 4);
  });
});

describe('what has no name of its own is compared along the numbers, a generation at a time:', () => {
  it.each([
    ['no project', { project: NONE }],
    ['no member', { member: NONE }],
    ['a feature and no project', { feature: 'genai-image', project: NONE }],
    ['a project and no member', { project: '=1+1', member: NONE }],
    ['a member and no project', { member: 'ben', project: NONE }],
  ] as const)('%s', async (_, some) => {
    const filter = { ...noFilter, ...some };
    for (const end of [last, (await beforePage(filter, 200)) - 1]) {
      for (const towards of ['older', 'newer'] as const) {
        const read = await explain({
          filter,
          towards,
          ...(towards === 'older' ? { last: end } : { first: end - 5_000 }),
        });
        expect(read.seqs).toHaveLength(PAGE);
        expect(read.scans.join()).not.toContain('Seq Scan');
        // Two of five are such, so that what is looked at is a few pages' length: an entry and its generation each.
        expect(read.rows).toBeLessThanOrEqual(PAGE * 12);
      }
    }
  });
});

describe('a search', () => {
  const search = (find: string) =>
    test.db.sql.begin(async (tx) => {
      const states = await loadStates(tx as Transaction, [accountId]);
      const range = await activityRange(tx as Transaction, states.get(accountId)!.state, 'UTC', { ...noFilter, find });
      return readEntries(tx as Transaction, accountId, { ...range, towards: 'older', limit: PAGE });
    });

  it.each([
    ['for a whole id', (id: string) => id],
    ['for how an id begins', (id: string) => id.slice(0, 30)],
  ])('%s looks at that generation alone', async (_, textOf) => {
    const rows = await test.db.sql`
      SELECT DISTINCT generation_id AS id FROM entries WHERE account_id = ${accountId} AND kind = 'refund' LIMIT 3`;
    expect(rows).toHaveLength(3);
    for (const { id } of rows) {
      const expected = await test.db.sql`
        SELECT seq FROM entries WHERE account_id = ${accountId} AND generation_id = ${id} ORDER BY seq DESC`;
      const rowsRead = await fetchedBy((tx) => findGenerationSpans(tx, accountId, textOf(id).replaceAll('-', '')));
      expect(rowsRead).toBeLessThanOrEqual(2);
      const { found, reached } = await search(textOf(id));
      expect(found.map(({ entry }) => entry.seq)).toEqual(expected.map(({ seq }) => Number(seq)));
      expect(reached).toBeNull();
    }
  });

  it('for the end of an id looks at no more entries than one page may', async () => {
    const read = await explain({ idEnd: '00000000' });
    expect(read.seqs).toEqual([]);
    expect(read.rows).toBeLessThanOrEqual(SCAN_MAX);
    const { reached } = await search('00000000');
    expect(reached).toBe(last - SCAN_MAX + 1);
  });
});

const combinations: [name: string, filter: Partial<ActivityFilter>][] = [
  ['a feature and a model that it never had', { feature: 'ai-ads', model: 'photon' }],
  ['a kind and a feature that is never free', { kind: 'free', feature: 'ai-ads' }],
  ['a project and a feature that it never had', { project: '=1+1', feature: 'genai-image' }],
  ['a project and a kind that it never had', { project: '=1+1', kind: 'free' }],
  ['a project and a member that it never had', { project: '=1+1', member: 'ben' }],
  ['a member and a kind that it never had', { member: 'ben', kind: 'free' }],
];

describe('a combination that never occurs is not looked for for ever:', () => {
  it.each(combinations)('%s', async (name, some) => {
    const read = await explain({ filter: { ...noFilter, ...some } });
    expect(read.seqs).toEqual([]);
    // A project's generations are compared with their entries: two rows each, or three where two grants paid.
    expect(read.rows).toBeLessThanOrEqual(SCAN_MAX * ('project' in some || 'member' in some ? 3 : 1));
  });
});

const fetchedBy = (work: (tx: Transaction) => Promise<unknown>) => rowsFetched(test.db, work);

it('the first entry of a day is found by looking at a few', async () => {
  for (const days of [-1, 0, 1, 20, 50, 69, 500]) {
    const at = START + days * 86_400_000;
    let found = 0;
    const rows = await fetchedBy(async (tx) => (found = await readFirstEntryAt(tx, accountId, at, last)));
    expect(rows).toBeLessThanOrEqual(Math.ceil(Math.log2(last + 1)));
    const [expected] = await test.db.sql`
      SELECT coalesce(min(seq), ${last + 1}) AS seq FROM entries
      WHERE account_id = ${accountId} AND at >= ${new Date(at).toISOString()}`;
    expect(found).toBe(Number(expected!.seq));
  }
});

it('what the list can be narrowed to is found by looking at one row a value', async () => {
  let choices: ActivityChoices | undefined;
  const rows = await fetchedBy(async (tx) => (choices = await readActivityChoices(tx, accountId)));
  expect(choices).toEqual({
    kinds: ['debit', 'capture', 'free', 'grant', 'hold', 'refund', 'void'],
    features: ['ai-ads', 'genai-image', 'mirage-script'],
    models: ['flux-1-1', 'photon'],
    projects: ['=1+1', 'Spring & Sons'],
    members: ['ada', 'ben'],
  });
  // Fifteen values beside the debits, which are looked for among the newest entries: one of the first few is one.
  expect(rows).toBeLessThanOrEqual(18);
});

it('the whole history as a file has every entry, and its changes add up to the balance', async () => {
  const context = testContext(test.db, START);
  const file = await exportActivity(context, theProgram, { accountId, filter: noFilter });
  if (!file.ok) throw new Error(file.error.code);
  let [rows, sum, longest] = [0, 0n, 0];
  for await (const piece of file.value.text) {
    longest = Math.max(longest, piece.length);
    for (const line of piece.split('\r\n').filter((each) => /^\d/.test(each))) {
      rows += 1;
      const change = line.split(',').at(-2)!;
      sum += change.startsWith('-') ? -parseMicro(change.slice(1))! : parseMicro(change)!;
    }
  }
  const [header] = await test.db.sql`SELECT balance FROM headers WHERE account_id = ${accountId}`;
  expect({ rows, sum }).toEqual({ rows: last, sum: header!.balance });
  // A thousand lines at a time, whatever their number.
  expect(longest).toBeLessThan(500_000);
});
