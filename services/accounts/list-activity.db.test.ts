import { beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { newId, type Id } from '@/lib/ids';
import { catalogKey, newSubscriber, testContext } from '../testing/context';
import { chargeGeneration } from '../generations/charge-generation';
import { listActivity } from './list-activity';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const server = catalogKey();
let accountId: Id;

/** 31 entries: the 200 credits and thirty charges. */
beforeAll(async () => {
  const context = testContext(test.db, NOW);
  accountId = (await newSubscriber(context)).accountId;
  for (let index = 0; index < 30; index += 1) {
    await chargeGeneration(context, server, { account: accountId, feature: 'ai-ads', quantity: 1 }, newId());
  }
});

async function page(input: Omit<Parameters<typeof listActivity>[2], 'accountId'>) {
  const read = await listActivity(testContext(test.db, NOW), server, { accountId, ...input });
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

const seqs = (read: { lines: { seq: number }[] }) => read.lines.map(({ seq }) => seq);
const downFrom = (first: number, last: number) => Array.from({ length: first - last + 1 }, (_, index) => first - index);

describe('the pages of an activity', () => {
  it.each([1, 7, 10, 30])('of %i lines lead back to the newest, each the one that led away', async (limit) => {
    const there: unknown[] = [];
    let before: number | null = null;
    for (;;) {
      const read = await page({ before, limit });
      there.push(read.lines);
      if (read.olderThan === null) break;
      before = read.olderThan;
    }
    // The oldest page may be short; from it, newer ones are whole again.
    let read = await page({ before, limit });
    const back = [...seqs(read)];
    while (read.newerThan !== null) {
      read = await page({ after: read.newerThan, limit });
      back.unshift(...seqs(read).filter((seq) => !back.includes(seq)));
      expect(read.lines).toHaveLength(limit);
      expect(read.olderThan).toBe(seqs(read).at(-1));
    }
    expect(back).toEqual(downFrom(31, 1));
    expect(read.lines).toEqual(there[0]);
  });

  it('after the newest, or after what never was, are the newest', async () => {
    const newest = await page({ limit: 10 });
    for (const after of [21, 31, 99]) expect(await page({ after, limit: 10 })).toEqual(newest);
    expect(newest.newerThan).toBeNull();
  });

  it.each([1, 7, 10, 30, 31, 50])('of %i lines hold every entry once, newest first', async (limit) => {
    const found: number[] = [];
    let before: number | null = null;
    do {
      const read = await page({ before, limit });
      expect(read.lines.length).toBeGreaterThan(0);
      found.push(...seqs(read));
      before = read.olderThan;
    } while (before !== null);
    expect(found).toEqual(downFrom(31, 1));
  });

  it('stay where they are while new entries arrive', async () => {
    const first = await page({ limit: 10 });
    const older = await page({ before: first.olderThan, limit: 10 });
    const context = testContext(test.db, NOW);
    const another = await newSubscriber(context);
    await chargeGeneration(context, server, { account: another.accountId, feature: 'ai-ads', quantity: 1 }, newId());
    expect(await page({ before: first.olderThan, limit: 10 })).toEqual(older);
    expect(seqs(older)).toEqual(downFrom(21, 12));
  });

  it('end past the oldest entry', async () => {
    expect(await page({ before: 1 })).toMatchObject({ lines: [], olderThan: null });
    expect(seqs(await page({ before: 2 }))).toEqual([1]);
    expect(seqs(await page({ before: Number.MAX_SAFE_INTEGER }))).toHaveLength(31);
  });

  it.each([0, -1, 1.5, NaN, Infinity, 1e300, null])('before %d start at the newest', async (before) => {
    expect(seqs(await page({ before }))[0]).toBe(31);
  });

  it.each([
    [0, 31],
    [-5, 1],
    [2.9, 2],
    [1e9, 31],
    [Infinity, 31],
    [NaN, 31],
  ])('of %d lines have %d', async (limit, lines) => {
    expect((await page({ limit })).lines).toHaveLength(lines);
  });
});

it('a line says what moved, by how much, and what was left', async () => {
  const read = await page({});
  expect(read.lines[0]).toMatchObject({
    seq: 31,
    at: '2026-03-10T09:30:00.000Z',
    kind: 'debit',
    reason: 'generation',
    change: -1,
    balanceAfter: 170,
    generationId: expect.any(String) as string,
    feature: { id: 'ai-ads', name: 'AI Ads' },
    model: null,
    project: null,
    grant: { id: 1, source: 'once' },
  });
  expect(read.lines.at(-1)).toMatchObject({
    seq: 1,
    kind: 'grant',
    reason: 'first_time',
    change: 200,
    balanceAfter: 200,
  });
  // Each balance is the one before it and the change between them.
  read.lines.slice(0, -1).forEach((line, index) => {
    expect(line.balanceAfter - line.change).toBe(read.lines[index + 1]!.balanceAfter);
  });
});
