import { expect, it } from 'vitest';
import { openDatabase } from '../client';
import { useTestDatabase } from '../testing/database';
import { findAnswers } from './idempotency';

const test = useTestDatabase();

it('stored answers are looked up by name, though the plan was made when there were none', async () => {
  const { sql, close } = openDatabase(test.url, { max: 1 });
  const names = [1, 2, 3].map((each) => ({ owner: 'catalog:captions', key: `key-${each}` }));
  await test.owner.sql`ANALYZE idempotent_answers`;
  // A statement has its lasting plan from the sixth time on.
  for (let time = 0; time < 10; time += 1) expect(await findAnswers(sql, names)).toEqual([]);
  await test.owner.sql`
    INSERT INTO idempotent_answers (owner, key, request_hash, status, answer, created_at)
    SELECT 'catalog:captions', 'key-' || n, decode(repeat('00', 32), 'hex'), 201, 'answer ' || n, now()
    FROM generate_series(1, 5000) n`;
  const before = await rowsReadInTurn();
  const found = await findAnswers(sql, names);
  await sql`SELECT pg_stat_force_next_flush()`;
  await close();
  expect(found.map(({ answer }) => answer).sort()).toEqual(['answer 1', 'answer 2', 'answer 3']);
  expect(await rowsReadInTurn()).toBe(before);
});

/** How many rows of the table were read by reading all of it. */
async function rowsReadInTurn(): Promise<bigint> {
  const [row] = await test.owner.sql`
    SELECT pg_stat_get_tuples_returned('idempotent_answers'::regclass::oid) AS count`;
  return row!.count as bigint;
}
