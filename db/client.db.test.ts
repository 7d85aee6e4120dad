import { expect, it } from 'vitest';
import { openDatabase } from './client';
import { useTestDatabase } from './testing/database';

const test = useTestDatabase();

it('lists of texts and ids, whole numbers and instants go there and back', async () => {
  const texts = ['a', 'b c', '"', '\\', ',', '', '{}', 'ä👩‍🎨'];
  const ids = ['01a1fd8e-370a-7156-8438-32760c3f46ce'];
  const [row] = await test.db.sql`
    SELECT ${texts}::text[] AS texts, ${ids}::uuid[] AS ids, ARRAY[]::text[] AS none, ${[3, 2]}::bigint[] AS numbers, 9007199254740993::bigint AS big,
      sum(x) AS sum, timestamptz '2026-03-10 10:30:00.5+01' AS at FROM (VALUES (1::bigint), (2)) v(x)`;
  expect(row).toEqual({
    texts,
    ids,
    none: [],
    numbers: [3n, 2n],
    big: 9007199254740993n,
    sum: 3n,
    at: '2026-03-10 09:30:00.5+00',
  });
});

it('every place of a pool comes back after its connection was lost, whenever that was', async () => {
  const pool = openDatabase(test.url, { max: 4 });
  const codes = new Set<string>();
  const ask = async () => {
    try {
      await pool.sql`SELECT 1 WHERE ${'x'} = 'x'`;
    } catch (error) {
      codes.add((error as { code: string }).code);
    }
  };
  for (let round = 0; round < 25; round += 1) {
    const asked = Promise.all(
      Array.from({ length: 12 }, async () => {
        await ask();
        await ask();
      }),
    );
    await test.owner.sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid NOT IN (SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_terminate%')`;
    await asked;
  }
  // The last kills may still be on their way; what matters is that nobody waits for ever.
  const answered = async () => {
    for (;;) {
      const answer = await pool.sql`SELECT pg_sleep(0.01), 1 AS one`.catch(() => null);
      if (answer) return answer;
    }
  };
  expect(await Promise.all(Array.from({ length: 40 }, answered))).toHaveLength(40);
  expect([...codes].filter((code) => !/^(57P0|CONNECTION_|ECONN|EPIPE)/.test(code))).toEqual([]);
  await pool.close();
});
