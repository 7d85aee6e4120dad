import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ok, type Result } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { openBatcher, submitItem, type BatcherOptions } from './batch';
import type { RunItems } from './batch-transaction';
import { always, type LedgerAnswer, type LedgerItem } from './run-commands';

/** Without a database: what is put together, in which order, and what becomes of the others when one goes wrong. */

const lost = () => Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' });
const none = {} as Parameters<typeof openBatcher>[0];

let made = 0;
function item(accountId: Id = newId(), named = true): LedgerItem & { number: number } {
  made += 1;
  const once = { owner: 'catalog:captions', key: `key-${made}`, requestHash: 'h' };
  return { accountId, command: always({ type: 'settle' }), number: made, ...(named ? { once } : {}) };
}

const numberOf = (each: LedgerItem) => (each as ReturnType<typeof item>).number;
const answerTo = (each: LedgerItem): Result<LedgerAnswer> =>
  ok({ status: 201, text: String(numberOf(each)), replayed: false, change: null });

/** A batcher over transactions that the test ends: each waits until it is told how. */
function watched(options: BatcherOptions = {}) {
  const batches: { items: number[]; accounts: Id[]; commit(): void; fail(error: unknown): void }[] = [];
  const run: RunItems = (items) =>
    new Promise((resolve, reject) => {
      batches.push({
        items: items.map(numberOf),
        accounts: items.map(({ accountId }) => accountId),
        commit: () => resolve(items.map(answerTo)),
        fail: reject,
      });
    });
  return { batches, batcher: openBatcher(none, options, run) };
}

/** Until everything has happened that needs no time. */
const quiet = () => new Promise((resolve) => setImmediate(resolve));

describe('a queue', () => {
  it('begins at once, and what comes meanwhile forms the next transaction, in its order', async () => {
    const { batches, batcher } = watched();
    const items = Array.from({ length: 5 }, () => item());
    const answers = [batcher.submit(items[0]!)];
    await quiet();
    answers.push(...items.slice(1).map((each) => batcher.submit(each)));
    await quiet();
    expect(batches.map((batch) => batch.items)).toEqual([[numberOf(items[0]!)]]);
    expect(batcher.waiting()).toBe(4);
    batches[0]!.commit();
    await answers[0];
    await quiet();
    expect(batches[1]!.items).toEqual(items.slice(1).map(numberOf));
    batches[1]!.commit();
    expect(await Promise.all(answers)).toEqual(items.map(answerTo));
    expect(batcher.waiting()).toBe(0);
  });

  it('answers nobody before the commit', async () => {
    const { batches, batcher } = watched();
    let answered = false;
    const answer = batcher.submit(item()).then(() => (answered = true));
    await quiet();
    expect(answered).toBe(false);
    batches[0]!.commit();
    await answer;
  });

  it('takes at most so many at a time, those that came first', async () => {
    const { batches, batcher } = watched({ itemsMax: 3 });
    const items = Array.from({ length: 7 }, () => item());
    const answers = items.map((each) => batcher.submit(each));
    for (const from of [0, 3, 6]) {
      await quiet();
      expect(batches.at(-1)!.items).toEqual(items.slice(from, from + 3).map(numberOf));
      batches.at(-1)!.commit();
    }
    await Promise.all(answers);
  });

  it('begins another transaction beside one under way where enough wait, and only of other accounts', async () => {
    const { batches, batcher } = watched();
    const busy = newId();
    const answers = [batcher.submit(item(busy))];
    await quiet();
    // Of the account under way: they wait for it, however many they are.
    const same = Array.from({ length: 60 }, () => item(busy));
    answers.push(...same.map((each) => batcher.submit(each)));
    await quiet();
    expect(batches).toHaveLength(1);
    const others = Array.from({ length: 47 }, () => item());
    answers.push(...others.map((each) => batcher.submit(each)));
    await quiet();
    expect(batches).toHaveLength(1);
    const last = item();
    answers.push(batcher.submit(last));
    await quiet();
    expect(batches[1]!.items).toEqual([...others, last].map(numberOf));
    batches[1]!.commit();
    batches[0]!.commit();
    await quiet();
    expect(batches[2]!.items).toEqual(same.map(numberOf));
    batches[2]!.commit();
    await Promise.all(answers);
  });

  it('shares what is enough for two between two, and no more than three are under way', async () => {
    const { batches, batcher } = watched();
    const items = Array.from({ length: 200 }, () => item());
    const answers = items.map((each) => batcher.submit(each));
    await quiet();
    expect(batches.map((batch) => batch.items.length)).toEqual([100, 50, 50]);
    expect(batches.flatMap((batch) => batch.items)).toEqual(items.map(numberOf));
    answers.push(...Array.from({ length: 60 }, () => batcher.submit(item())));
    await quiet();
    expect(batches).toHaveLength(3);
    batches[1]!.commit();
    await quiet();
    expect(batches[3]!.items).toHaveLength(60);
    for (const batch of batches) batch.commit();
    await Promise.all(answers);
  });

  it('does not wait for one that takes long: it may be lost', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { batches, batcher } = watched();
      const one = batcher.submit(item());
      await quiet();
      const other = batcher.submit(item());
      await vi.advanceTimersByTimeAsync(99);
      expect(batches).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(2);
      expect(batches).toHaveLength(2);
      batches[1]!.commit();
      await other;
      batches[0]!.commit();
      await one;
    } finally {
      vi.useRealTimers();
    }
  });

  it('that is full refuses more at once, and has changed nothing', async () => {
    const { batches, batcher } = watched({ waitingMax: 2 });
    const running = batcher.submit(item());
    await quiet();
    const waiting = [batcher.submit(item()), batcher.submit(item())];
    const refused = await batcher.submit(item());
    expect(refused).toMatchObject({ ok: false, error: { code: 'too_many_requests', data: { retryAfterSeconds: 1 } } });
    batches[0]!.commit();
    await running;
    await quiet();
    batches[1]!.commit();
    await Promise.all(waiting);
    expect(batches.flatMap((batch) => batch.items)).toHaveLength(3);
  });

  it('of single accounts takes one account at a time, each in its order', async () => {
    const { batches, batcher } = watched({ byAccount: true, atOnce: 1 });
    const [a, b] = [newId(), newId()];
    const items = [a, b, a, b, b].map((account) => item(account));
    const answers = items.map((each) => batcher.submit(each));
    for (const account of [a, b]) {
      await quiet();
      const batch = batches.at(-1)!;
      expect(new Set(batch.accounts)).toEqual(new Set([account]));
      expect(batch.items).toEqual(items.filter((each) => each.accountId === account).map(numberOf));
      batch.commit();
    }
    await Promise.all(answers);
  });
});

describe('rule 23: one bad item never fails its batch', () => {
  it('the items run singly, in their order, and only the bad one fails', async () => {
    const bad = item();
    const ran: number[][] = [];
    const run: RunItems = async (items) => {
      ran.push(items.map(numberOf));
      if (items.includes(bad)) throw Object.assign(new Error('refused by the database'), { code: '22P05' });
      return items.map(answerTo);
    };
    const batcher = openBatcher(none, {}, run);
    const items = [item(), bad, item(), item()];
    const answers = await Promise.allSettled(items.map((each) => batcher.submit(each)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(ran).toEqual([items.map(numberOf), ...items.map((each) => [numberOf(each)])]);
    // And the queue goes on.
    expect(await batcher.submit(item())).toMatchObject({ ok: true });
  });
});

describe('a batch that loses its connection', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('is done again under the same names, and answered from there', async () => {
    const { batches, batcher } = watched();
    const items = [item(), item()];
    const answers = items.map((each) => batcher.submit(each));
    await quiet();
    batches[0]!.fail(lost());
    await vi.advanceTimersByTimeAsync(200);
    expect(batches.map((batch) => batch.items)).toEqual([items.map(numberOf), items.map(numberOf)]);
    batches[1]!.commit();
    expect(await Promise.all(answers)).toEqual(items.map(answerTo));
  });

  it('without anybody noticing is done again once its time is over', async () => {
    const { batches, batcher } = watched({ patienceMs: 6_000 });
    const answer = batcher.submit(item());
    await vi.advanceTimersByTimeAsync(5_999);
    expect(batches).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(batches).toHaveLength(2);
    batches[1]!.commit();
    expect(await answer).toMatchObject({ ok: true });
    batches[0]!.fail(lost()); // noticed at last: nobody is listening any more
    await quiet();
  });

  it('does not do an item again that has no name: it may have been done', async () => {
    const { batches, batcher } = watched();
    const [named, nameless] = [item(), item(newId(), false)];
    const answers = [batcher.submit(named), batcher.submit(nameless)];
    const failed = expect(answers[1]).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
    await quiet();
    batches[0]!.fail(lost());
    await failed;
    await vi.advanceTimersByTimeAsync(200);
    expect(batches[1]!.items).toEqual([numberOf(named)]);
    batches[1]!.commit();
    expect(await answers[0]).toMatchObject({ ok: true });
  });

  it('gives up after three tries, and the queue goes on', async () => {
    let away = true;
    let tries = 0;
    const run: RunItems = (items) => {
      tries += 1;
      return away ? Promise.reject(lost()) : Promise.resolve(items.map(answerTo));
    };
    const batcher = openBatcher(none, {}, run);
    const answers = Promise.allSettled([batcher.submit(item()), batcher.submit(item())]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(tries).toBe(3);
    away = false;
    expect(await batcher.submit(item())).toMatchObject({ ok: true });
  });

  it('while its items run singly fails the rest at once: they need not find out one by one', async () => {
    let tries = 0;
    const run: RunItems = (items) => {
      tries += 1;
      return Promise.reject(items.length > 1 ? new Error('one of them') : lost());
    };
    const batcher = openBatcher(none, {}, run);
    const answers = Promise.allSettled(Array.from({ length: 50 }, () => batcher.submit(item())));
    await vi.advanceTimersByTimeAsync(1_000);
    const codes = (await answers).map((answer) => answer.status === 'rejected' && answer.reason.code);
    expect([codes[0], new Set(codes.slice(1))]).toEqual(['CONNECTION_CLOSED', new Set(['ETIMEDOUT'])]);
    expect(tries).toBe(4);
  });
});

it('an account that asks too often is told so before anything waits', async () => {
  const { batches, batcher } = watched();
  const refusal = { ok: false, error: { code: 'too_many_requests' } } as const;
  const limits = { count: () => Promise.resolve(refusal) };
  expect(await submitItem({ ...none, limits, batcher } as never, item())).toEqual(refusal);
  expect(batches).toEqual([]);
});

it('tells whoever watches how large its transactions are', async () => {
  const batcher = openBatcher(none, {}, (items) => Promise.resolve(items.map(answerTo)));
  const sizes: number[] = [];
  batcher.watch(({ items }) => sizes.push(items));
  await Promise.all(Array.from({ length: 3 }, () => batcher.submit(item())));
  expect(sizes).toEqual([3]);
});
