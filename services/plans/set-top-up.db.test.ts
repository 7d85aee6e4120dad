import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { newId } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import { reconcile } from '../audit/reconcile';
import { chargeGeneration } from '../generations/charge-generation';
import { advanceAccount } from '../payments/advance-account';
import { catalogKey, testContext } from '../testing/context';
import { balanceOf, give } from '../testing/credits';
import { bookedFor, Buyer, invoicesOf, must, topicsOf, type cards } from '../testing/orders';
import { readPlan } from './read-plan';
import { setTopUp } from './set-top-up';

const test = useTestDatabase();
const START = Date.parse('2026-04-01T00:00:00Z');
const rule = { topUp: 'on', packId: 'credits-500', count: '1', threshold: '100', monthlyLimit: '10.00' };

/** Somebody with 150 credits, and that rule. */
async function withRule(card: keyof typeof cards | 'invoice' | null = 'pays') {
  const context = testContext(test.db, START);
  const buyer = await Buyer.make(context, { catalogId: 'artifio', card });
  await give(context, buyer.accountId, 150);
  if (card !== null && card !== 'invoice') must(await setTopUp(context, buyer.actor, buyer.accountId, rule));
  return { context, buyer };
}

/** A draft video of so many five seconds: 50 credits each. */
async function spend({ context, accountId }: Buyer, blocks: number) {
  const work = { account: accountId, feature: 'video-generation', model: 'video-draft', quantity: 5 * blocks };
  must(await chargeGeneration(context, catalogKey('artifio'), work, newId()));
}

async function dueAt({ accountId }: Buyer): Promise<number | null> {
  const [row] = await test.owner.sql`SELECT next_at::text AS at FROM agenda WHERE account_id = ${accountId}`;
  return row ? Date.parse(row.at as string) : null;
}

const shown = async ({ context, actor, accountId }: Buyer) => must(await readPlan(context, actor, accountId)).topUp;

describe('automatic top-up', () => {
  it('buys as soon as a debit goes below the threshold, and not before', async () => {
    const { context, buyer } = await withRule();
    await advanceAccount(context, buyer.accountId);
    context.moveTo(START + 1_000);
    await spend(buyer, 1);
    expect(await dueAt(buyer)).not.toBe(START + 1_000);
    await spend(buyer, 1);
    // The debit that went below has told the worker, in its own commit.
    expect(await dueAt(buyer)).toBe(START + 1_000);
    expect(await shown(buyer)).toMatchObject({ pending: true, spent: 0 });
    await Promise.all([advanceAccount(context, buyer.accountId), advanceAccount(context, buyer.accountId)]);
    expect(await balanceOf(context, buyer.accountId)).toBe(550);
    expect(await invoicesOf(test.owner.sql, buyer.accountId)).toEqual([[1, 'top_up', 'paid', 500, 'succeeded']]);
    expect(await shown(buyer)).toEqual({
      ...{ enabled: true, packId: 'credits-500', packName: '500 credits', count: 1, credits: 500, price: 500 },
      ...{ threshold: 100, monthlyLimit: 1_000, purchasesMax: 2, spent: 500, pending: false },
    });
    expect(await reconcile(test.owner.sql, [buyer.accountId])).toEqual([]);
  });

  it('buys no more than the limit allows in a month', async () => {
    const { context, buyer } = await withRule();
    const emptied = async () => {
      await spend(buyer, Math.floor((await balanceOf(context, buyer.accountId)) / 50));
      await advanceAccount(context, buyer.accountId);
      return bookedFor(test.owner.sql, buyer.accountId);
    };
    expect(await emptied()).toHaveLength(1);
    expect(await emptied()).toHaveLength(2);
    expect(await emptied()).toHaveLength(2);
    context.moveTo(START + 31 * DAY_MS);
    await give(context, buyer.accountId, 50);
    expect(await emptied()).toHaveLength(3);
  });

  it('that is declined switches itself off, says so, and never buys again by itself', async () => {
    const { context, buyer } = await withRule('declines');
    await spend(buyer, 2);
    await advanceAccount(context, buyer.accountId);
    expect(await shown(buyer)).toMatchObject({ enabled: false, pending: false, spent: 0 });
    expect(await topicsOf(test.owner.sql, buyer.accountId)).toEqual(['mail.top_up_off']);
    expect(await invoicesOf(test.owner.sql, buyer.accountId)).toEqual([[1, 'top_up', 'void', 500, 'declined']]);
    await buyer.paysBy('pays');
    await spend(buyer, 1);
    context.moveTo(START + 40 * DAY_MS);
    await advanceAccount(context, buyer.accountId);
    expect(await bookedFor(test.owner.sql, buyer.accountId)).toHaveLength(1);
    // The owner switches it on again, and it buys at once: there is less than the threshold.
    must(await setTopUp(context, buyer.actor, buyer.accountId, rule));
    expect(await dueAt(buyer)).toBe(START + 40 * DAY_MS);
    await advanceAccount(context, buyer.accountId);
    expect(await balanceOf(context, buyer.accountId)).toBe(500);
  });

  it('waits for a card where the account pays by invoice meanwhile', async () => {
    const { context, buyer } = await withRule();
    await buyer.paysBy('invoice');
    await spend(buyer, 2);
    await advanceAccount(context, buyer.accountId);
    expect(await invoicesOf(test.owner.sql, buyer.accountId)).toEqual([]);
    expect(await shown(buyer)).toMatchObject({ enabled: true, pending: true });
    await buyer.paysBy('pays');
    await advanceAccount(context, buyer.accountId);
    expect(await invoicesOf(test.owner.sql, buyer.accountId)).toEqual([[1, 'top_up', 'paid', 500, 'succeeded']]);
  });

  it('stays on where money comes for what it asked for before its bounds were changed', async () => {
    const { context, buyer } = await withRule('late');
    await spend(buyer, 2);
    await advanceAccount(context, buyer.accountId);
    context.moveTo(START + DAY_MS);
    must(await setTopUp(context, buyer.actor, buyer.accountId, { ...rule, count: '2' }));
    await advanceAccount(context, buyer.accountId);
    for (const days of [3, 4]) {
      context.moveTo(START + days * DAY_MS);
      await advanceAccount(context, buyer.accountId);
    }
    expect(await invoicesOf(test.owner.sql, buyer.accountId)).toEqual([
      [1, 'top_up', 'void', 500, 'refunded'],
      [2, 'top_up', 'paid', 1000, 'succeeded'],
    ]);
    expect(await shown(buyer)).toMatchObject({ enabled: true, count: 2, pending: false, spent: 1000 });
    expect(await reconcile(test.owner.sql, [buyer.accountId])).toEqual([]);
  });

  it('that is switched off asks for nothing any more', async () => {
    const { context, buyer } = await withRule();
    await spend(buyer, 2);
    must(await setTopUp(context, buyer.actor, buyer.accountId, { topUp: 'off' }));
    await advanceAccount(context, buyer.accountId);
    expect(await bookedFor(test.owner.sql, buyer.accountId)).toEqual([]);
    expect(await shown(buyer)).toMatchObject({ enabled: false, pending: false });
  });

  it.each([
    ['a threshold that is no number', { threshold: 'many' }, 'invalid_request', '/threshold'],
    ['a threshold of nothing', { threshold: '0' }, 'invalid_amount', '/threshold'],
    ['a limit below one purchase', { monthlyLimit: '4.99' }, 'invalid_amount', '/monthlyLimit'],
    ['a limit finer than the currency', { monthlyLimit: '5.001' }, 'invalid_request', '/monthlyLimit'],
    ['no packs', { count: '0' }, 'invalid_request', '/count'],
    ['a pack that is not sold', { packId: 'none' }, 'unknown_pack', undefined],
    ['neither on nor off', { topUp: 'maybe' }, 'invalid_request', '/topUp'],
  ])('is refused with %s', async (_, more, code, pointer) => {
    const { context, buyer } = await withRule();
    const refused = await setTopUp(context, buyer.actor, buyer.accountId, { ...rule, ...more });
    expect(refused).toMatchObject({ error: { code, ...(pointer && { pointer }) } });
  });

  it('is for owners with a card', async () => {
    for (const way of ['invoice', null] as const) {
      const { context, buyer } = await withRule(way);
      expect(await setTopUp(context, buyer.actor, buyer.accountId, rule)).toMatchObject({
        error: { code: 'payment_method_missing' },
      });
      expect(await setTopUp(context, buyer.support, buyer.accountId, rule)).toMatchObject({
        error: { code: 'forbidden' },
      });
    }
  });
});
