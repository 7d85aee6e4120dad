import { beforeAll, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { newId, type Id } from '@/lib/ids';
import { chargeGeneration } from '../accounts/charge-generation';
import { catalogKey, newSubscriber, testContext } from '../testing/context';
import { give } from '../testing/credits';
import { audit, reconcile } from './reconcile';

/* What finds no fault has to be shown to find one: each promise is broken by hand, as the owner of the tables. */

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
let accountId: Id;

beforeAll(async () => {
  const context = testContext(test.db, NOW);
  accountId = (await newSubscriber(context)).accountId;
  await give(context, accountId, 10, NOW + 1000);
  for (const request of [{ feature: 'ai-ads', quantity: 15 }, { feature: 'mirage-script' }]) {
    context.moveTo(NOW + 500);
    await chargeGeneration(context, catalogKey(), { account: accountId, ...request }, newId());
  }
});

/** What is found after a statement, which is then undone. */
async function foundAfter(...statements: string[]): Promise<string[]> {
  let found: string[] = [];
  const undo = new Error('undo');
  const undone = test.owner.sql.begin(async (tx) => {
    for (const statement of statements) await tx.unsafe(statement);
    found = await reconcile(tx as never);
    throw undo;
  });
  await expect(undone).rejects.toBe(undo);
  return found;
}

it('finds nothing where nothing is wrong', async () => {
  expect(await foundAfter()).toEqual([]);
});

it('says so where it is asked about an account that does not exist', async () => {
  const id = newId();
  expect(await reconcile(test.owner.sql, [id])).toEqual([`account ${id}: does not exist`]);
});

it.each([
  ['an amount of an entry', "UPDATE entries SET amount = amount + 1 WHERE kind = 'debit'", /entry 3 does not follow/],
  ['the words of an entry', "UPDATE entries SET reason = 'promotion' WHERE seq = 2", /entry 2 does not follow/],
  ['an instant', "UPDATE entries SET at = at - interval '1 day' WHERE seq = 4", /entry 4 is older/],
  [
    'a balance after',
    'UPDATE entries SET balance_after = 1 WHERE seq = 3',
    /entry 3: balance after it is kept as 0.000001/,
  ],
  ['the end of the chain', 'DELETE FROM entries WHERE seq = 5', /header: last number is kept as 5, its entries make 4/],
  ['a gap', 'UPDATE entries SET seq = 9 WHERE seq = 5', /entry 9 stands where 5 belongs/],
  ['the last hash', "UPDATE headers SET hash = decode(repeat('11', 32), 'hex')", /header: last hash/],
  ['the header', 'UPDATE headers SET balance = balance + 1, used = used - 1', /header: balance is kept as 195.000001/],
  ['what is held', 'UPDATE headers SET held = 1, used = used - 1', /header: held/],
  ['the period', 'UPDATE headers SET carried_in = 1, granted = granted - 1', /period's carried in/],
  ['a grant', 'UPDATE grants SET available = available - 1, spent = spent + 1 WHERE id = 1', /grant 1: available/],
  ['the rollup', 'UPDATE usage_rollups SET used = used + 1', /rollup of 2026-03-10T09:30:00.000Z, 2026-03-10, ai-ads/],
  ['a count of the rollup', 'UPDATE usage_rollups SET generations = 7', /is kept as 15 in 7, its entries make 15 in 1/],
  ['a row too few', 'DELETE FROM usage_rollups', /mirage-script, no model is kept as nothing/],
  ['a generation', "UPDATE generations SET credits = 1 WHERE status = 'debited'", /credits is kept as 0.000001/],
  ["a generation's entries", 'UPDATE generations SET last_seq = last_seq + 1', /entries is kept as 3 4 5/],
  [
    'a receipt',
    `UPDATE generations SET receipt = jsonb_set(receipt, '{balanceAfter}', '1')`,
    /balance after is kept as 1/,
  ],
  ['a generation too few', 'DELETE FROM generations', /has entries and no row/],
])('finds %s that was changed by hand', async (_, statement, expected) => {
  expect((await foundAfter(statement)).join('\n')).toMatch(expected);
});

it('audits every account, while the program may be at work, and says how much it looked at', async () => {
  const progress: string[] = [];
  const found = await audit(test.db, (done, of) => progress.push(`${done}/${of}`));
  const [count] = await test.owner.sql`SELECT count(*)::int AS entries FROM entries`;
  expect(found).toEqual({ accounts: 1, entries: count!.entries, violations: [] });
  expect(progress).toEqual(['1/1']);
});
