import { beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { nobody, theProgram } from '@/lib/access/actor';
import { parseMicro, type Micro } from '@/lib/credits';
import { newId, type Id } from '@/lib/ids';
import { noFilter, type ActivityFilter } from '@/lib/usage/activity-filter';
import { catalogKey, newSubscriber, signedIn, testContext } from '../testing/context';
import { give } from '../testing/credits';
import { accountWithHistory } from '../testing/long-history';
import { chargeGeneration } from '../generations/charge-generation';
import { exportActivity } from './export-activity';
import { listActivity } from './list-activity';

const START = Date.parse('2026-01-30T12:00:00Z');
const ENTRIES = 4_000;
const test = useTestDatabase();
let accountId: Id;

/** Four thousand minutes from noon of 30 January, in India. */
beforeAll(async () => {
  const context = testContext(test.db, START);
  ({ accountId } = await accountWithHistory(context, { entries: ENTRIES, start: START, zone: 'Asia/Kolkata' }));
});

async function exported(some: Partial<ActivityFilter> = {}, id = accountId) {
  const context = testContext(test.db, START);
  const file = await exportActivity(context, theProgram, { accountId: id, filter: { ...noFilter, ...some } });
  if (!file.ok) throw new Error(file.error.code);
  const pieces: string[] = [];
  for await (const piece of file.value.text) pieces.push(piece);
  const text = pieces.join('');
  // Nothing in these files has a quoted line break.
  const rows = text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
  return { name: file.value.name, pieces, text, rows };
}

const micro = (text: string): Micro => (text.startsWith('-') ? -parseMicro(text.slice(1))! : parseMicro(text)!);
const changes = (rows: string[][]) => rows.reduce((sum, row) => sum + micro(row.at(-2)!), 0n);

describe('the file', () => {
  it('has every entry once, oldest first, and each balance follows from the one before', async () => {
    const { rows, pieces } = await exported();
    const [header] = await test.db.sql`SELECT seq, balance FROM headers WHERE account_id = ${accountId}`;
    expect(rows.map(([number]) => Number(number))).toEqual(
      Array.from({ length: Number(header!.seq) }, (_, at) => at + 1),
    );
    expect(changes(rows)).toBe(header!.balance);
    let balance = 0n;
    for (const row of rows) {
      balance += micro(row.at(-2)!);
      expect(micro(row.at(-1)!)).toBe(balance);
    }
    // The head, and never more than a thousand lines at once.
    expect(pieces.length).toBe(1 + Math.ceil(rows.length / 1000));
  });

  it('of some days adds up to what the balance changed by, in days of the account’s zone', async () => {
    const { rows, name } = await exported({ from: '2026-01-31', to: '2026-01-31' });
    expect(name).toBe('activity-test-from-2026-01-31-to-2026-01-31.csv');
    expect(rows.at(0)![1]! >= '2026-01-30T18:30:00.000Z').toBe(true);
    expect(rows.at(-1)![1]! < '2026-01-31T18:30:00.000Z').toBe(true);
    expect(new Set(rows.map((row) => row[2]!.slice(0, 10)))).toEqual(new Set(['2026-01-31']));
    const [first, last] = [rows.at(0)!, rows.at(-1)!];
    const before = micro(first.at(-1)!) - micro(first.at(-2)!);
    expect(changes(rows)).toBe(micro(last.at(-1)!) - before);
    // The entries on either side are of other days.
    const { rows: all } = await exported();
    expect(all[Number(first[0]) - 2]![2]).toMatch(/^2026-01-30 23:59/);
    expect(all[Number(last[0])]![2]).toMatch(/^2026-02-01 00:00/);
  });

  it.each([
    { kind: 'grant' },
    { feature: 'genai-image', model: 'photon' },
    { project: 'Spring & Sons', feature: 'ai-ads' },
    { kind: 'free', from: '2026-02-01' },
    { project: '=1+1', kind: 'debit', to: '2026-01-31' },
    { feature: 'ai-ads', model: 'photon' },
    { from: '2027-01-01' },
    { to: '2025-01-01' },
  ] as const)('narrowed to %o holds what the list shows', async (some) => {
    const { rows } = await exported(some);
    const listed: number[] = [];
    const context = testContext(test.db, START);
    for (let before: number | null = null; ;) {
      const filter = { ...noFilter, ...some };
      const page = await listActivity(context, theProgram, { accountId, filter, before, limit: 200 });
      if (!page.ok) throw new Error(page.error.code);
      listed.push(...page.value.lines.map(({ seq }) => seq));
      before = page.value.olderThan;
      if (before === null) break;
    }
    expect(listed.reverse()).toEqual(rows.map(([number]) => Number(number)));
  });

  it('is what a spreadsheet and a program both read: a mark, names in the first row, exact amounts', async () => {
    const { text } = await exported({ kind: 'grant', to: '2026-01-30' });
    const [head, first] = text.split('\r\n');
    expect(head).toBe(
      '\ufeffNo.,Time (UTC),Time (Asia/Kolkata),What,Why,Feature,Model,Project,Generation,Grant no.,Credits from,Change in credits,Balance after',
    );
    expect(first).toBe(
      '1,2026-01-30T12:00:00.000Z,2026-01-30 17:30:00,Granted,"once, as a welcome",,,,,1,Welcome credits,200,200',
    );
  });
});

it('a name that a spreadsheet would run stays text, and amounts keep their minus', async () => {
  const context = testContext(test.db, START);
  const { accountId: own } = await newSubscriber(context);
  const names = ['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://x")'];
  for (const project of names) {
    const input = { account: own, feature: 'ai-ads', quantity: 1, project };
    expect(await chargeGeneration(context, catalogKey(), input, newId())).toMatchObject({ ok: true });
  }
  await give(context, own, 1);
  const { text } = await exported({}, own);
  expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  for (const name of names.slice(0, 4)) expect(text).toContain(`,'${name},`);
  expect(text).toContain(`,"'=HYPERLINK(""http://x"")",`);
  expect(text).toMatch(/,-1,199\r\n/);
});

it('the entries are those that there were when it was asked for', async () => {
  const context = testContext(test.db, START);
  const { accountId: own } = await newSubscriber(context);
  const file = await exportActivity(context, theProgram, { accountId: own, filter: noFilter });
  await give(context, own, 1);
  let text = '';
  if (file.ok) for await (const piece of file.value.text) text += piece;
  expect(text.trimEnd().split('\r\n')).toHaveLength(2);
});

it('is for those who may see the account', async () => {
  const context = testContext(test.db, START);
  const stranger = await signedIn(context, (await newSubscriber(context)).personId);
  expect(await exportActivity(context, stranger, { accountId, filter: noFilter })).toMatchObject({
    error: { code: 'not_found' },
  });
  expect(await exportActivity(context, nobody, { accountId, filter: noFilter })).toMatchObject({
    error: { code: 'unauthenticated' },
  });
});
