import { expect, it } from 'vitest';
import { newId, type Id } from '@/lib/ids';
import type { Transaction } from '../client';
import { useTestDatabase } from '../testing/database';
import { insertAccount } from './accounts';
import { lockAccounts } from './load';

const test = useTestDatabase();

/** Two empty accounts, written in the reverse order of their ids. */
async function twoAccounts(): Promise<[lower: Id, higher: Id]> {
  const [lower, higher] = [newId(), newId()].sort() as [Id, Id];
  for (const accountId of [higher, lower]) {
    const about = { catalogId: 'captions', name: 'Test', zone: 'UTC', locale: 'en', currency: 'USD', clockAt: null };
    await insertAccount(test.owner.sql, { accountId, ...about }, 0);
  }
  return [lower, higher];
}

/** Whether some transaction of this database comes to wait for another's lock, before `done` is settled. */
async function waitsBefore(done: Promise<unknown>): Promise<boolean> {
  let over = false;
  void done.finally(() => (over = true));
  while (!over) {
    const [row] = await test.owner.sql`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    if (row!.count > 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

/** "done", or the database's code for why not. Not tried again, unlike the program's own transactions. */
async function outcomeOf(work: (tx: Transaction) => Promise<unknown>): Promise<string> {
  try {
    await test.db.sql.begin((tx) => work(tx as never));
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

it('an account that is locked makes the next one wait until the end of the transaction', async () => {
  const [account] = await twoAccounts();
  const order: string[] = [];
  let second: Promise<string> | undefined;
  let waited = false;
  await outcomeOf(async (tx) => {
    await lockAccounts(tx, [account]);
    second = outcomeOf(async (other) => {
      await lockAccounts(other, [account]);
      order.push('the second has it');
    });
    waited = await waitsBefore(second);
    order.push('the first ends');
  });
  expect(await second).toBe('done');
  expect({ waited, order }).toEqual({ waited: true, order: ['the first ends', 'the second has it'] });
});

it('two batches of the same accounts never wait for each other in a circle, wherever their rows lie', async () => {
  const [lower, higher] = await twoAccounts();
  let second: Promise<string> | undefined;
  const first = await outcomeOf(async (tx) => {
    await lockAccounts(tx, [lower]);
    second = outcomeOf(async (other) => {
      // So that rows are found in the order in which they lie: an index would happen to give them in that of their ids.
      await other`SELECT set_config('enable_indexscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`;
      await lockAccounts(other, [higher, lower]);
    });
    await waitsBefore(second);
    await lockAccounts(tx, [higher]);
  });
  expect([first, await second]).toEqual(['done', 'done']);
});
