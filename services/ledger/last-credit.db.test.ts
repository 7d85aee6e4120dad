import { expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { inTransaction } from '@/db/transaction';
import { quote } from '@/lib/catalog/price';
import { ok } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { sha256 } from '@/lib/sha256';
import { newSubscriber, testContext } from '../testing/context';
import { balanceOf } from '../testing/credits';
import { runCommands, type LedgerItem } from './run-commands';

const test = useTestDatabase();
const newContext = () => testContext(test.db, Date.parse('2026-03-10T09:30:00Z'));
type TestContext = ReturnType<typeof newContext>;

/** Charges so many seconds of AI Ads, a credit each; with a key, once. */
function ads(accountId: Id, seconds: number, key?: string): LedgerItem {
  const generationId = newId();
  return {
    accountId,
    command: (catalog) => {
      const priced = quote(catalog, { feature: 'ai-ads', quantity: seconds });
      return priced.ok ? ok({ type: 'debit', generationId, quote: priced.value }) : priced;
    },
    ...(key && { once: { owner: 'catalog:captions', key, requestHash: sha256(`${accountId} ${seconds}`) } }),
    answer: () => ({ status: 201, text: generationId }),
  };
}

/** "ok", "replayed", the code of the refusal, or whatever else went wrong. */
async function outcomeOf(context: TestContext, item: LedgerItem, before: () => Promise<void> = async () => {}) {
  try {
    return await inTransaction(context.db, async (tx) => {
      const [result] = await runCommands(tx, context, [item]);
      await before();
      if (!result!.ok) return result!.error.code;
      return result!.value.replayed ? 'replayed' : 'ok';
    });
  } catch (error) {
    return String(error);
  }
}

/** Until a transaction of this database waits for another's lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await test.owner.sql`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    if (row!.count > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it('two debits of the last credit at once: one is served, and the other is told the shortfall', async () => {
  const context = newContext();
  const { accountId } = await newSubscriber(context);
  expect(await outcomeOf(context, ads(accountId, 199))).toBe('ok');
  let second: Promise<string> | undefined;
  const first = await outcomeOf(context, ads(accountId, 1), async () => {
    // Before the first commits, the second has come as far as it can.
    second = outcomeOf(context, ads(accountId, 1));
    await somebodyWaits();
  });
  expect([first, await second]).toEqual(['ok', 'insufficient_credits']);
  expect(await balanceOf(context, accountId)).toBe(0);
});

it('rule 22: the same key again charges nothing, and with another body it is refused', async () => {
  const context = newContext();
  const { accountId } = await newSubscriber(context);
  const outcomes = [];
  for (const seconds of [5, 5, 6]) outcomes.push(await outcomeOf(context, ads(accountId, seconds, 'a key')));
  expect(outcomes).toEqual(['ok', 'replayed', 'idempotency_key_reused']);
  expect(await balanceOf(context, accountId)).toBe(195);
});
