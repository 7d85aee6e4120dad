import { expect, it } from 'vitest';
import type { Queryable } from './client';
import { together } from './together';

/** Stands for a pool: nothing is sent through it. */
const pool = {} as Queryable;

function spied() {
  const asked: string[][] = [];
  const read = together(async (_: Queryable, keys: readonly string[]) => {
    asked.push([...keys]);
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, `${key}!`]));
  });
  return { asked, read };
}

it('asks once for what is wanted in one turn, each key once', async () => {
  const { asked, read } = spied();
  const found = await Promise.all([read(pool, ['a']), read(pool, ['b', 'a']), read(pool, ['none'])]);
  expect(asked).toEqual([['a', 'b', 'none']]);
  expect(found.map((each) => [each.get('a'), each.get('none')])).toEqual(Array(3).fill(['a!', undefined]));
});

it('asks again in the next turn: nobody gets what was read before they asked', async () => {
  const { asked, read } = spied();
  await read(pool, ['a']);
  await Promise.all([read(pool, ['a']), read({} as Queryable, ['a'])]);
  expect(asked).toEqual([['a'], ['a'], ['a']]);
});

it('asks at once, and alone, inside a transaction', async () => {
  const { asked, read } = spied();
  const transaction = { savepoint: () => undefined } as unknown as Queryable;
  void read(pool, ['a']);
  void read(transaction, ['b']);
  expect(asked).toEqual([['b']]);
});

it('fails for everybody of its turn, and for nobody of the next', async () => {
  let away = true;
  const read = together((_: Queryable, keys: readonly string[]) =>
    away ? Promise.reject(new Error('away')) : Promise.resolve(new Map(keys.map((key) => [key, true]))),
  );
  const first = await Promise.allSettled([read(pool, ['a']), read(pool, ['b'])]);
  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  away = false;
  expect((await read(pool, ['a'])).get('a')).toBe(true);
});

it('gathers what is asked for while a statement is under way, unless that is silent for too long', async () => {
  const asked: string[][] = [];
  const answers: (() => void)[] = [];
  const read = together((_: Queryable, keys: readonly string[]) => {
    asked.push([...keys]);
    return new Promise<Map<string, boolean>>((resolve) => answers.push(() => resolve(new Map())));
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  void read(pool, ['a']);
  await turn();
  void read(pool, ['b']);
  await turn();
  void read(pool, ['c']);
  await turn();
  expect(asked).toEqual([['a']]);
  answers[0]!();
  await turn();
  expect(asked).toEqual([['a'], ['b', 'c']]);
  void read(pool, ['d']);
  await expect.poll(() => asked).toEqual([['a'], ['b', 'c'], ['d']]);
});
