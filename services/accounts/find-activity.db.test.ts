import { beforeAll, describe, expect, it } from 'vitest';
import { readWrongLaterSteps } from '@/db/reads/audit';
import { useTestDatabase } from '@/db/testing/database';
import { theProgram } from '@/lib/access/actor';
import { quote } from '@/lib/catalog/price';
import { credits } from '@/lib/credits';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import { NONE, noFilter, type ActivityFilter } from '@/lib/usage/activity-filter';
import { catalogKey, newSubscriber, testContext } from '../testing/context';
import { run } from '../testing/credits';
import { chargeGeneration } from '../generations/charge-generation';
import { exportActivity } from './export-activity';
import { listActivity } from './list-activity';
import { listPeriods } from './list-periods';
import { subscribeAccount } from './subscribe-account';

/** What the activity list is searched for and narrowed to, beside what its older tests ask. */

const NOW = Date.parse('2026-03-10T09:30:00Z');
const LATER = NOW + 40 * DAY_MS;
const test = useTestDatabase();
const context = () => testContext(test.db, LATER);
let accountId: Id;
const made: Record<string, Id> = {};

beforeAll(async () => {
  const then = testContext(test.db, NOW);
  ({ accountId } = await newSubscriber(then));
  const charge = async (name: string, about: object) => {
    const input = { account: accountId, feature: 'ai-ads', quantity: 10, ...about };
    const charged = await chargeGeneration(then, catalogKey(), input, newId());
    if (!charged.ok) throw new Error(charged.error.code);
    made[name] = (JSON.parse(charged.value.text) as { id: Id }).id;
  };
  await charge('ada', { member: 'ada' });
  await charge('film', { project: 'film' });
  await charge('both', { member: 'ada', project: 'film' });
  await charge('nobody', {});
  await charge('dash', { member: '-', project: '-' });
  const priced = quote(then.catalogs.at('captions')!(NOW), { feature: 'ai-ads', quantity: 20 });
  if (!priced.ok) throw new Error(priced.error.code);
  made.held = newId();
  const hold = { type: 'hold', generationId: made.held, member: 'ada', lapsesAt: NOW + DAY_MS } as const;
  await run(then, accountId, { ...hold, quote: priced.value });
  await run(then, accountId, { type: 'capture', generationId: made.held, credits: credits(15) });
  await run(then, accountId, { type: 'refund', generationId: made.held, credits: credits(5) });
  // A plan, and its next period.
  await subscribeAccount(then, theProgram, { accountId, planId: 'pro', intervalId: 'month', seats: 1 });
  const after = await listActivity(context(), theProgram, { accountId });
  expect(after).toMatchObject({ ok: true });
});

async function listed(some: Partial<ActivityFilter>, limit = 3) {
  const filter = { ...noFilter, ...some };
  const found: { seq: number; generationId: Id | null }[] = [];
  let trouble: unknown = null;
  for (let before: number | null = null; ;) {
    const page = await listActivity(context(), theProgram, { accountId, filter, before, limit });
    if (!page.ok) throw new Error(page.error.code);
    found.push(...page.value.lines);
    trouble = page.value.trouble;
    // Each page leads back to the one before it.
    if (page.value.newerThan !== null) {
      const back = await listActivity(context(), theProgram, { accountId, filter, after: page.value.newerThan, limit });
      expect(back).toMatchObject({
        ok: true,
        value: { lines: found.slice(-limit - page.value.lines.length).slice(0, limit) },
      });
    }
    before = page.value.olderThan;
    if (before === null) break;
  }
  return { seqs: found.map(({ seq }) => seq), of: [...new Set(found.map((line) => line.generationId))], trouble };
}

async function inFile(some: Partial<ActivityFilter>): Promise<number[]> {
  const file = await exportActivity(context(), theProgram, { accountId, filter: { ...noFilter, ...some } });
  if (!file.ok) throw new Error(file.error.code);
  let text = '';
  for await (const piece of file.value.text) text += piece;
  return text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => Number(line.split(',')[0]))
    .reverse();
}

const ids = (...names: string[]) => names.map((name) => made[name]);

describe('the list and its file, narrowed to', () => {
  it.each<[string, Partial<ActivityFilter>, string[]]>([
    ['a member', { member: 'ada' }, ['held', 'both', 'ada']],
    ['a member of that very name', { member: '-' }, ['dash']],
    ['no member', { member: NONE }, ['nobody', 'film']],
    ['no project', { project: NONE }, ['held', 'nobody', 'ada']],
    ['neither', { project: NONE, member: NONE }, ['nobody']],
    ['a project and no member', { project: 'film', member: NONE }, ['film']],
    ['a member and no project', { member: 'ada', project: NONE }, ['held', 'ada']],
    ['a member and a project', { member: 'ada', project: 'film' }, ['both']],
    ['a member and a kind', { member: 'ada', kind: 'debit' }, ['both', 'ada']],
    ['a member who is none', { member: 'eve' }, []],
  ])('%s', async (_, filter, names) => {
    const { seqs, of } = await listed(filter);
    expect(of).toEqual(ids(...names));
    // Every step of them, the later ones too.
    const all = await test.db.sql`
      SELECT seq FROM entries WHERE account_id = ${accountId} AND generation_id = ANY(${of}::uuid[])
        AND kind = coalesce(${filter.kind ?? null}, kind) ORDER BY seq DESC`;
    expect(seqs).toEqual(all.map(({ seq }) => Number(seq)));
    expect(await inFile(filter)).toEqual(seqs);
  });

  it('an entry by its number, or none', async () => {
    for (const find of ['#2', '2', 'no. 2']) {
      expect(await listed({ find })).toMatchObject({ seqs: [2], of: ids('ada'), trouble: null });
      expect(await inFile({ find })).toEqual([2]);
    }
    expect(await listed({ find: '#2', member: 'ada' })).toMatchObject({ seqs: [2] });
    for (const find of ['#999', '#999999999999999'])
      expect(await listed({ find })).toMatchObject({ seqs: [], trouble: null });
    expect(await listed({ find: '#2', kind: 'grant' })).toMatchObject({ seqs: [] });
  });

  it('a generation by its id, every step of it', async () => {
    const id = made.held!;
    const all = (await listed({})).seqs.length;
    for (const find of [id, id.toUpperCase(), id.replaceAll('-', ''), id.slice(0, 35)]) {
      const { seqs, of } = await listed({ find }, 1);
      expect(of).toEqual([id]);
      expect(seqs).toHaveLength(4);
      expect(await inFile({ find })).toEqual(seqs);
    }
    expect(all).toBeGreaterThan(4);
    expect(await listed({ find: id, kind: 'refund' })).toMatchObject({
      of: [id],
      seqs: [expect.any(Number) as number],
    });
    // What its lines show of it.
    expect(await listed({ find: id.slice(-8) })).toMatchObject({ of: [id], trouble: null });
    expect(await listed({ find: newId() })).toMatchObject({ seqs: [], trouble: null });
  });

  it('a beginning that several ids have says so, and so does what is no search', async () => {
    expect(await listed({ find: made.ada!.slice(0, 8) })).toMatchObject({ seqs: [], trouble: 'several' });
    for (const find of ['video', made.ada!.slice(0, 7), "'; --", '%']) {
      expect(await listed({ find })).toMatchObject({ seqs: [], trouble: 'unclear' });
    }
  });

  it('nobody else’s generation', async () => {
    const other = await newSubscriber(context());
    const page = await listActivity(context(), theProgram, {
      accountId: other.accountId,
      filter: { ...noFilter, find: made.ada! },
    });
    expect(page).toMatchObject({ ok: true, value: { lines: [], trouble: null } });
  });

  it('a period, to exactly the entries of its statement', async () => {
    const periods = await listPeriods(context(), theProgram, { accountId, before: null });
    if (!periods.ok) throw new Error(periods.error.code);
    expect(periods.value.periods.length).toBeGreaterThanOrEqual(2);
    const seqs: number[] = [];
    for (const { name, entries } of periods.value.periods) {
      const found = await listed({ period: name });
      expect(found.seqs).toHaveLength(entries);
      expect(await inFile({ period: name })).toEqual(found.seqs);
      seqs.push(...found.seqs);
    }
    expect(seqs).toEqual((await listed({})).seqs);
    expect(await listed({ period: '20200101T000000.000Z' })).toMatchObject({ seqs: [] });
    const oldest = periods.value.periods.at(-1)!.name;
    expect((await listed({ period: oldest, member: 'ada' })).of).toEqual(ids('held', 'both', 'ada'));
  });
});

it('each line of a generation that went on says where it stands', async () => {
  const page = await listActivity(context(), theProgram, { accountId });
  if (!page.ok) throw new Error(page.error.code);
  const outcomes = page.value.lines.filter((line) => line.generationId === made.held).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(
    Array(4).fill({ how: 'captured', held: 20, charged: 15, cameBack: 5, ended: 0, refunded: 5 }),
  );
  const others = page.value.lines.filter((line) => line.generationId !== made.held);
  expect(others.map(({ outcome }) => outcome)).toEqual(others.map(() => null));
  expect(page.value.lines.find((line) => line.generationId === made.both)).toMatchObject({
    member: 'ada',
    project: 'film',
  });
});

it('the list of later steps is that of the generations', async () => {
  const all = { first: accountId, last: accountId };
  expect(await readWrongLaterSteps(test.db.sql, all)).toEqual([]);
  await test.owner.sql`UPDATE later_steps SET member = 'eve' WHERE account_id = ${accountId}`;
  expect(await readWrongLaterSteps(test.db.sql, all)).not.toEqual([]);
});
