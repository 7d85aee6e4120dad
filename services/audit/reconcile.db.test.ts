import { beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { inTransaction } from '@/db/transaction';
import { theProgram } from '@/lib/access/actor';
import { quote } from '@/lib/catalog/price';
import { credits } from '@/lib/credits';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import { chargeGeneration } from '../generations/charge-generation';
import { subscribeAccount } from '../accounts/subscribe-account';
import { createKey } from '../keys/create-key';
import { runCommands } from '../ledger/run-commands';
import { catalogKey, newSubscriber, testContext } from '../testing/context';
import { give, run } from '../testing/credits';
import { audit, reconcile } from './reconcile';

/* What finds no fault has to be shown to find one: each promise is broken by hand, as the owner of the tables. */

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
let accountId: Id;

/**
 * An account to which everything has happened. Its entries: 1 the 200 of the start, 2 ten of goodwill, 3–4 a debit of 15
 * from both, 5 free work, 6 the 200 of Pro, 7 a hold of 30, 8–9 its capture of 20, 10 a hold that stays open, 11 a hold and
 * 12 its void, 13 a refund of 3 of the debit, 14 credits by contract and 15 a debit of them; they end, and 16–17 the debit
 * is given back into a grant of its own, 18–19 which is extended.
 */
beforeAll(async () => {
  const context = testContext(test.db, NOW);
  accountId = (await newSubscriber(context)).accountId;
  await give(context, accountId, 10, NOW + 60_000);
  await createKey(context, { owner: { kind: 'catalog', catalogId: 'captions' }, scopes: [], name: 'Server' });
  const charge = async (request: object): Promise<Id> => {
    const input = { account: accountId, ...request };
    const charged = await chargeGeneration(context, catalogKey(), input, newId());
    if (!charged.ok) throw new Error(charged.error.code);
    return (JSON.parse(charged.value.text) as { id: Id }).id;
  };
  const hold = async (quantity: number): Promise<Id> => {
    const generationId = newId();
    const priced = quote(context.catalogs.at('captions')!(NOW), { feature: 'ai-ads', quantity });
    if (!priced.ok) throw new Error(priced.error.code);
    const lapsesAt = context.clock.now() + 20 * DAY_MS;
    const command = { type: 'hold', generationId, quote: priced.value, lapsesAt } as const;
    const item = { accountId, project: 'film', command: () => ({ ok: true, value: command }) as const };
    const [held] = await inTransaction(context.db, (tx) => runCommands(tx, context, [item]));
    if (!held!.ok) throw new Error(held!.error.code);
    return generationId;
  };
  context.moveTo(NOW + 500);
  const debited = await charge({ feature: 'ai-ads', quantity: 15 });
  await charge({ feature: 'mirage-script' });
  const plan = { accountId, planId: 'pro', intervalId: 'month', seats: 1 };
  expect(await subscribeAccount(context, theProgram, plan)).toMatchObject({ ok: true });
  context.moveTo(NOW + 1_000);
  await run(context, accountId, { type: 'capture', generationId: await hold(30), credits: credits(20) });
  await hold(7);
  await run(context, accountId, { type: 'void', generationId: await hold(8) });
  await run(context, accountId, { type: 'refund', generationId: debited, credits: credits(3) });
  const contract = { type: 'grant', source: 'contract', amount: credits(9), paid: 101n } as const;
  await run(context, accountId, { ...contract, expiresAt: NOW + DAY_MS });
  const spent = await charge({ feature: 'ai-ads', quantity: 9 });
  context.moveTo(NOW + 2 * DAY_MS);
  await run(context, accountId, { type: 'refund', generationId: spent, credits: null });
  const grantId = await reissuedGrant();
  await run(context, accountId, { type: 'extend', grantId, expiresAt: NOW + 90 * DAY_MS });
});

async function reissuedGrant(): Promise<number> {
  const [row] = await test.owner.sql`SELECT id FROM grants WHERE source = 'refund' AND open ORDER BY id DESC LIMIT 1`;
  return Number(row!.id);
}

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

describe('finds what was changed by hand:', () => {
  it.each<[what: string, statement: string, told: RegExp]>([
    ['an amount of an entry', 'UPDATE entries SET amount = amount + 1 WHERE seq = 4', /entry 4 does not follow/],
    ['the words of an entry', "UPDATE entries SET reason = 'promotion' WHERE seq = 2", /entry 2 does not follow/],
    [
      'the member of a chain',
      "UPDATE entries SET hash = decode(repeat('11', 32), 'hex') WHERE seq = 7",
      /entry 7 does/,
    ],
    ['an instant', "UPDATE entries SET at = at - interval '1 day' WHERE seq = 4", /entry 4 is older/],
    [
      'a balance after',
      'UPDATE entries SET balance_after = 1 WHERE seq = 3',
      /entry 3: balance after it is kept as 0.000001/,
    ],
    [
      'the end of the chain',
      'DELETE FROM entries WHERE seq = 19',
      /header: last number is kept as 19, its entries make 18/,
    ],
    ['a gap', 'UPDATE entries SET seq = 29 WHERE seq = 19', /entry 29 stands where 19 belongs/],
    ['the last hash', "UPDATE headers SET hash = decode(repeat('11', 32), 'hex')", /header: last hash/],
    ['the last instant', "UPDATE headers SET at = at + interval '1 day'", /header: instant/],
    [
      'the balance',
      'UPDATE headers SET balance = balance + 1, used = used - 1',
      /header: balance is kept as \d+.000001/,
    ],
    ['what is held', 'UPDATE headers SET held = held + 1, used = used - 1', /header: held is kept as 7.000001/],
    ['the period', 'UPDATE headers SET carried_in = carried_in + 1, granted = granted - 1', /period's carried in/],
    ['a grant', 'UPDATE grants SET available = available - 1, spent = spent + 1 WHERE id = 1', /grant 1: available/],
    ['the size of a grant', 'UPDATE grants SET amount = amount + 1, spent = spent + 1 WHERE id = 1', /grant 1: amount/],
    [
      'whether a grant is open',
      `${drop('grants', 'grants_open_is_true')} UPDATE grants SET open = NOT open`,
      /1: open/,
    ],
    ['the price of a grant', 'UPDATE grants SET paid = paid * 2 WHERE id = 6', /generation \S+: its capture: grants/],
    ['what was paid for credits that came on', 'UPDATE grants SET paid = paid - 1 WHERE id = 17', /grant 17: paid/],
    ['what was paid for extended credits', 'UPDATE grants SET paid = paid - 1 WHERE id = 19', /grant 19: paid/],
    [
      'the rollup',
      "UPDATE usage_rollups SET used = used + 1 WHERE feature = 'ai-ads' AND used > 0",
      /rollup of 2026-03-10T09:30:00.\d+Z, 2026-03-10, ai-ads/,
    ],
    [
      'a count of the rollup',
      "UPDATE usage_rollups SET generations = 7 WHERE feature = 'ai-ads' AND used = 15000000",
      /is kept as 15 in 7, its entries make 15 in 1/,
    ],
    [
      'what the rollup says was given back of earlier periods',
      'UPDATE usage_rollups SET refunded_earlier = 0',
      /its entries make \d+ in \d+ \(and 3 given back of earlier periods\)/,
    ],
    ['a row too few', 'DELETE FROM usage_rollups', /mirage-script, no model is kept as nothing/],
    ['a generation', 'UPDATE generations SET credits = 16000000 WHERE credits = 15000000', /credits is kept as 16/],
    ['what was held', 'UPDATE generations SET held = held + 1 WHERE held > 0', /held is kept as 30.000001/],
    ['what was given back', 'UPDATE generations SET refunded = 0', /refunded is kept as 0, its entries make 3/],
    ['a status', "UPDATE generations SET status = 'lapsed' WHERE status = 'voided'", /status is kept as lapsed/],
    ["a generation's entries", 'UPDATE generations SET last_seq = last_seq + 1', /no step for its entries from 3/],
    [
      'the entries of a hold',
      "UPDATE generations SET last_seq = last_seq + 1 WHERE status = 'captured'",
      /entries is kept as 7 8,/,
    ],
    ['a receipt', receipt('{balanceAfter}', '1', 'captured'), /receipt's balance after is kept as 1/],
    ['the balance in a receipt', receipt('{balanceAfter}', '1', 'debited'), /its debit: balance after is kept as 1/],
    ['what a receipt says was paid', receipt('{burns,0,costMinor}', '7', 'debited'), /its debit: grants is .* for 7/],
    ['what a step says it charged', step('captured', '{1,credits}', '16'), /its capture: credits is kept as 16/],
    [
      'what a step says it cost',
      step('debited', '{0,burns,0,costMinor}', '7'),
      /its refund: grants is kept as .* for 7/,
    ],
    ['where a step says that credits came back', step('debited', '{0,burns,0,reissuedAs}', '5'), /again as 5/],
    ['a balance in a step', step('captured', '{1,balanceAfter}', '7'), /its capture: balance after is kept as 7/],
    ['the period of a step', step('captured', '{1,periodStart}', 'null'), /its capture: period is kept as null/],
    ['which entries a step had', step('captured', '{1,firstSeq}', '9'), /no step for its entries from 8 to 9/],
    [
      'a step too many',
      `UPDATE generations SET steps = steps || (steps -> 1) WHERE status = 'captured'`,
      /its capture is not later than what was before it/,
    ],
    ['a step too few', "UPDATE generations SET steps = steps - 1 WHERE status = 'voided'", /no step for its entries/],
    [
      'a generation that never was',
      `INSERT INTO generations SELECT (jsonb_populate_record(g, '{"id": "01a1fd8e-370a-7156-8438-32760c3f46ce"}')).*
       FROM generations g WHERE status = 'free'`,
      /generation 01a1fd8e-370a-7156-8438-32760c3f46ce tells of entry 5, which is not its own/,
    ],
    [
      'a generation of nobody',
      `INSERT INTO generations SELECT (jsonb_populate_record(g, '{"account_id": "01a1fd8e-370a-7156-8438-32760c3f46ce"}')).*
       FROM generations g WHERE status = 'free'`,
      /account 01a1fd8e-370a-7156-8438-32760c3f46ce: has entries or generations, and does not exist/,
    ],
    [
      'a generation too few',
      `ALTER TABLE holds DROP CONSTRAINT holds_generation; ALTER TABLE later_steps DROP CONSTRAINT later_steps_generation;
       DELETE FROM generations`,
      /has entries and no row/,
    ],
    [
      'the work of a generation',
      "UPDATE generations SET feature = 'ai-skits' WHERE status = 'debited'",
      /is of other work/,
    ],
    [
      'a hold too few',
      'DELETE FROM holds',
      /hold of generation \S+: parts is kept as nothing, its entries make 7 of gr/,
    ],
    [
      'what a hold holds',
      `UPDATE holds SET parts = '[{"grant": 1, "amount": "7000000"}]'`,
      /parts is kept as 7 of grant 1, its entries make 7 of grant 6/,
    ],
    ['the sum of a hold', 'UPDATE holds SET amount = amount + 1', /amount is kept as 7.000001/],
    ['the end of a hold', "UPDATE holds SET lapses_at = lapses_at + interval '1 day'", /end of its hold/],
    [
      'the list of later steps',
      'DELETE FROM later_steps WHERE first_seq = 8',
      /list of later steps is wrong at entry 8/,
    ],
    [
      "the zone of a rollup's days",
      "UPDATE accounts SET zone = 'Pacific/Pago_Pago'",
      /rollup of \S+ 2026-03-09, ai-ads/,
    ],
    ['when a test account falls due', 'UPDATE accounts SET clock_at = now()', /a test account falls due by itself/],
    [
      'a stored answer of a generation that is not there',
      `UPDATE idempotent_answers SET answer = jsonb_set(answer::jsonb, '{id}', '"01a1fd8e-370a-7156-8438-32760c3f46ce"')`,
      /stored answer catalog:captions \S+: its generation 01a1fd8e-370a-7156-8438-32760c3f46ce does not exist/,
    ],
    [
      'a stored refusal',
      `${drop('idempotent_answers', 'idempotent_answers_are_successes')} UPDATE idempotent_answers SET status = 402`,
      /stored answer \S+ \S+: is no success/,
    ],
    [
      'half a hash of a request',
      `${drop('idempotent_answers', 'idempotent_answers_hash_is_sha256')} UPDATE idempotent_answers SET request_hash = ''`,
      /its request's hash is no SHA-256/,
    ],
    [
      'an answer that stands there twice',
      `${drop('idempotent_answers', 'idempotent_answers_owner_key_pk')}
       INSERT INTO idempotent_answers SELECT * FROM idempotent_answers`,
      /is there twice/,
    ],
    ['an answer of nobody', "UPDATE idempotent_answers SET owner = 'somebody'", /has no owner/],
    [
      'half a hash of a key',
      `${drop('api_keys', 'api_keys_hash_is_sha256')} UPDATE api_keys SET secret_hash = ''`,
      /key \S+: its hash is no SHA-256/,
    ],
    [
      'two keys of one secret',
      `${drop('api_keys', 'api_keys_secret_hash_unique')}
       INSERT INTO api_keys SELECT gen_random_uuid(), prefix, secret_hash, name, owner_catalog, owner_account, scopes, created_at FROM api_keys`,
      /key \S+: another key has the same hash/,
    ],
    [
      "somebody's key who is gone",
      'UPDATE api_keys SET owner_catalog = NULL, owner_account = gen_random_uuid()',
      /the account that owns it does not exist/,
    ],
    ["a catalog's key that is gone", "UPDATE api_keys SET owner_catalog = 'gone'", /the catalog that owns it does not/],
    ['a header too few', 'DELETE FROM headers', /has no header/],
  ])('%s', async (_, statement, told) => {
    expect((await foundAfter(statement)).join('\n')).toMatch(told);
  });
});

function drop(table: string, constraint: string): string {
  return `ALTER TABLE ${table} DROP CONSTRAINT ${constraint};`;
}

/** Changes something in the receipt of every generation of that status. */
function receipt(path: string, value: string, status: string): string {
  return `UPDATE generations SET receipt = jsonb_set(receipt::jsonb, '${path}', '${value}')::json WHERE status = '${status}'`;
}

/** Changes something in the steps of every generation of that status. */
function step(status: string, path: string, value: string): string {
  return `UPDATE generations SET steps = jsonb_set(steps, '${path}', '${value}') WHERE status = '${status}'`;
}

it('tells of what is broken at its root, and not of everything after it', async () => {
  const found = await foundAfter('UPDATE entries SET balance_after = balance_after + 1 WHERE seq = 3');
  expect(found.filter((each) => each.includes('does not follow'))).toHaveLength(1);
  expect(found.length).toBeLessThan(6);
});

it('audits every account, while the program may be at work, and says how much it looked at', async () => {
  const progress: string[] = [];
  const found = await audit(test.db, ({ accounts, entries }, of) => progress.push(`${accounts}/${of} ${entries}`));
  expect(found).toEqual({ accounts: 1, entries: 19, answers: 3, keys: 1, violations: [] });
  expect(progress.at(-1)).toBe('1/1 19');
});
