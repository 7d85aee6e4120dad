import { describe, expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { roles } from '@/db/roles';
import { useTestDatabase } from '@/db/testing/database';
import { quote } from '@/lib/catalog/price';
import { ok } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { sha256 } from '@/lib/sha256';
import { reconcile } from '@/services/audit/reconcile';
import type { Context } from '../context';
import { newSubscriber, testContext } from '../testing/context';
import { balanceOf, give } from '../testing/credits';
import { openBatcher, submitItem, type BatcherOptions } from './batch';
import { runInTransaction } from './batch-transaction';
import type { LedgerItem } from './run-commands';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();

/** A context that batches, and the sizes of its transactions. */
function batching(options: BatcherOptions = {}, db = test.db): Context & { sizes: number[] } {
  const context = { ...testContext(test.db, NOW), db };
  const batcher = openBatcher(context, options);
  const sizes: number[] = [];
  batcher.watch(({ items }) => sizes.push(items));
  return { ...context, batcher, sizes };
}

/** Charges so many seconds of AI Ads, a credit each, under a name. */
function ads(accountId: Id, seconds: number, key: string = newId()): LedgerItem {
  const generationId = newId();
  return {
    accountId,
    command: (catalog) => {
      const priced = quote(catalog, { feature: 'ai-ads', quantity: seconds });
      return priced.ok ? ok({ type: 'debit', generationId, quote: priced.value }) : priced;
    },
    once: { owner: 'catalog:captions', key, requestHash: sha256(`${accountId} ${seconds}`) },
    answer: () => ({ status: 201, text: `${seconds} seconds under ${key}` }),
  };
}

const newAccounts = async (count: number) =>
  (await Promise.all(Array.from({ length: count }, () => newSubscriber(testContext(test.db, NOW))))).map(
    ({ accountId }) => accountId,
  );

describe('300 debits at once', () => {
  it.each([
    ['of one account', 1, {}, 4],
    ['of twelve accounts', 12, {}, 6],
    ['of twelve accounts, each transaction of one', 12, { byAccount: true }, 24],
  ])('%s take few transactions, and the books agree', async (_, count, options, transactionsMax) => {
    const context = batching(options);
    const accounts = await newAccounts(count);
    for (const account of accounts) await give(context, account, 300);
    const results = await Promise.all(
      Array.from({ length: 300 }, (_, index) => submitItem(context, ads(accounts[index % count]!, 1))),
    );
    expect(results.filter((result) => !result.ok)).toEqual([]);
    expect(context.sizes.reduce((sum, size) => sum + size, 0)).toBe(300);
    expect(context.sizes.length).toBeLessThanOrEqual(transactionsMax);
    const left = await Promise.all(accounts.map((account) => balanceOf(context, account)));
    expect(left).toEqual(accounts.map(() => 500 - 300 / count));
    expect(await reconcile(test.owner.sql, accounts)).toEqual([]);
  });
});

it('an account is charged in the order in which it was asked', async () => {
  const context = batching({ itemsMax: 7 });
  const [account] = (await newAccounts(1)) as [Id];
  const sizes = Array.from({ length: 40 }, (_, index) => (index % 5) + 1);
  await Promise.all(sizes.map((seconds) => submitItem(context, ads(account, seconds))));
  const rows = await test.owner.sql`
    SELECT amount FROM entries WHERE account_id = ${account} AND kind = 'debit' ORDER BY seq`;
  expect(rows.map((row) => Number(row.amount) / 1e6)).toEqual(sizes);
});

describe('rule 23: one bad item never fails its batch', () => {
  it('what the ledger refuses is refused alone, in the same transaction', async () => {
    const context = batching();
    const [one, other] = (await newAccounts(2)) as [Id, Id];
    const results = await Promise.all(
      [ads(one, 200), ads(one, 1), ads(newId(), 1), ads(other, 5)].map((item) => submitItem(context, item)),
    );
    expect(results.map((result) => (result.ok ? 'ok' : result.error.code))).toEqual([
      'ok',
      'insufficient_credits',
      'not_found',
      'ok',
    ]);
  });

  it('what breaks the transaction fails alone, and the others are charged once', async () => {
    const context = batching();
    const accounts = await newAccounts(5);
    const items = accounts.map((account) => ads(account, 5));
    // A text that the database does not take, which no door would let in.
    items[2] = { ...items[2]!, project: 'a\u0000b' };
    const results = await Promise.allSettled(items.map((item) => submitItem(context, item)));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await Promise.all(accounts.map((account) => balanceOf(context, account)))).toEqual([
      195, 195, 200, 195, 195,
    ]);
    expect(await reconcile(test.owner.sql, accounts)).toEqual([]);
  });
});

describe('rule 22: a connection that is lost', () => {
  it('after the commit: the items are done again, and get the answers that were stored', async () => {
    const plain = testContext(test.db, NOW);
    let transactions = 0;
    const batcher = openBatcher(plain, {}, async (items) => {
      const results = await runInTransaction(plain, items);
      transactions += 1;
      if (transactions === 1) throw Object.assign(new Error('lost'), { code: 'CONNECTION_CLOSED' });
      return results;
    });
    const [account] = (await newAccounts(1)) as [Id];
    const items = ['a', 'b', 'c'].map((key) => ads(account, 10, `after-${key}`));
    const results = await Promise.all(items.map((item) => submitItem({ ...plain, batcher }, item)));
    expect(results).toMatchObject(
      ['a', 'b', 'c'].map((key) => ({ value: { replayed: true, text: `10 seconds under after-${key}` } })),
    );
    expect(transactions).toBe(2);
    expect(await balanceOf(plain, account)).toBe(170);
  });

  it('again and again, whenever it is: nothing answered is missing, nothing is charged twice', async () => {
    const db = openDatabase(test.url, { role: roles.app, max: 4 });
    const context = batching({ itemsMax: 8 }, db);
    const accounts = await newAccounts(4);
    for (const account of accounts) await give(testContext(test.db, NOW), account, 1_000);
    let charging = true;
    let kills = 0;
    const charges = Promise.all(
      Array.from({ length: 16 }, async (_, worker) => {
        for (let count = 0; count < 12; count += 1) {
          const item = () => ads(accounts[worker % 4]!, 3, `cut-${worker}-${count}`);
          // Whoever is told that the database was away asks again under the same name, as a client does.
          while (
            !(await submitItem(context, item()).then(
              (result) => result.ok,
              () => false,
            ))
          );
        }
      }),
    ).finally(() => (charging = false));
    while (charging) {
      const [killed] = await test.owner.sql`
        SELECT count(pg_terminate_backend(pid))::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'meterbook' AND state <> 'idle'
          AND pid <> pg_backend_pid() AND usename IS NOT NULL AND query NOT LIKE '%pg_terminate_backend%'`;
      kills += killed!.count as number;
      await new Promise((resolve) => setTimeout(resolve, kills > 20 ? 1_000 : 15));
    }
    await charges;
    expect(kills).toBeGreaterThan(3);
    const left = await Promise.all(accounts.map((account) => balanceOf(testContext(test.db, NOW), account)));
    expect(left).toEqual(accounts.map(() => 1_200 - 4 * 12 * 3));
    expect(await reconcile(test.owner.sql, accounts)).toEqual([]);
    await db.close();
  });
});
