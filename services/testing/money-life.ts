import fc from 'fast-check';
import { expect } from 'vitest';
import type { TestDatabase } from '@/db/testing/database';
import type { Catalog } from '@/lib/catalog/schema';
import type { Micro } from '@/lib/credits';
import type { PlanOrder } from '@/lib/plans/order';
import { periodCredits, periodPrice } from '@/lib/plans/plan';
import { DAY_MS } from '@/lib/time';
import { reconcile } from '../audit/reconcile';
import { testContext } from './context';
import { give } from './credits';
import { Buyer, cards } from './orders';
import { advanceAccount } from '../payments/advance-account';
import { confirmPayment } from '../payments/confirm-payment';
import { markPaid } from '../payments/mark-paid';
import { payInvoice } from '../payments/pay-invoice';
import { withdrawOrder } from '../payments/withdraw-order';

/*
 * Lives of accounts that order, pay, fail to pay and pay late, through the services. Whatever they do: the money that the
 * provider has taken is what the invoices say and what the credits have cost, and no way through is cheaper than the best
 * of what the catalog sells.
 */

const START = Date.parse('2026-01-31T10:00:00Z');

const deeds = ['order', 'order', 'order', 'card', 'wait', 'wait', 'answer', 'pay', 'mark', 'withdraw'] as const;
const step = fc.record({
  does: fc.constantFrom(...deeds),
  dice: fc.nat(1_000),
  days: fc.constantFrom(0, 0, 1, 3, 7, 20, 35),
  /** Whether a confirmation is sent twice at once. */
  twice: fc.boolean(),
});

function ordersOf({ plans, addOns, packs }: Catalog): PlanOrder[] {
  return [
    ...plans
      .filter(({ billing }) => billing !== 'invoiced')
      .flatMap(({ id: planId, intervals }) =>
        intervals.map(({ id: intervalId }): PlanOrder => ({ type: 'changePlan', planId, intervalId })),
      ),
    ...[1, 2, 3, 5].map((seats): PlanOrder => ({ type: 'changeSeats', seats })),
    ...addOns.flatMap(({ id: addOnId }): PlanOrder[] => [
      { type: 'addUnits', addOnId, units: 1 },
      { type: 'removeUnits', addOnId, units: 1 },
    ]),
    ...packs.map(({ id: packId }): PlanOrder => ({ type: 'buyPack', packId, count: 2 })),
    ...(['cancel', 'resume', 'undoChange'] as const).map((type): PlanOrder => ({ type })),
  ];
}

/** The most credits that a minor unit of money buys, as a fraction. */
function bestOf({ plans, addOns, packs }: Catalog): { credits: Micro; price: bigint } {
  const offers = [
    ...plans.flatMap((plan) =>
      plan.intervals.map((interval) => ({
        credits: periodCredits({ plan, interval }, 1),
        price: periodPrice({ plan, interval }, 1) ?? 0n,
      })),
    ),
    ...[...addOns, ...packs].map(({ credits, price }) => ({ credits, price })),
  ].filter(({ price }) => price > 0n);
  return offers.reduce((a, b) => (b.credits * a.price > a.credits * b.price ? b : a));
}

/** What is kept of an account's money and credits, in micro-units where it is of credits. */
async function sumsOf({ owner }: TestDatabase, accountId: string) {
  const [row] = await owner.sql`
    SELECT
      (SELECT coalesce(sum(amount), 0) FROM built_in_payments WHERE account_id = ${accountId} AND status = 'succeeded') +
      (SELECT coalesce(sum(amount), 0) FROM payment_attempts
       WHERE account_id = ${accountId} AND status = 'succeeded' AND method->>'kind' = 'invoice') AS taken,
      (SELECT coalesce(sum(total), 0) FROM invoices WHERE account_id = ${accountId} AND status = 'paid') AS invoiced,
      (SELECT coalesce(sum((l->>'amount')::bigint), 0) FROM invoices i, jsonb_array_elements(i.lines) l
       WHERE i.account_id = ${accountId} AND i.status = 'paid' AND (l->>'amount')::bigint > 0) AS charged,
      (SELECT coalesce(sum(paid), 0) FROM grants
       WHERE account_id = ${accountId} AND source IN ('plan', 'pack', 'add_on')) AS cost,
      (SELECT coalesce(sum(amount), 0) FROM grants
       WHERE account_id = ${accountId} AND source IN ('plan', 'pack', 'add_on') AND paid > 0) AS bought,
      (SELECT coalesce(sum(amount), 0) FROM entries
       WHERE account_id = ${accountId} AND kind = 'revoke' AND reason = 'plan_changed') AS ended`;
  return row as Record<'taken' | 'invoiced' | 'charged' | 'cost' | 'bought' | 'ended', bigint>;
}

/**
 * Lives so many lives on a catalog, and holds the sums after each step of them.
 * @returns what came of what was done in them
 */
export async function liveMoney(test: TestDatabase, catalogId: string, runs: number): Promise<ReadonlySet<string>> {
  const done = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30, size: 'max' }), async (steps) => {
      const context = testContext(test.db, START);
      const buyer = await Buyer.make(context, { catalogId });
      const { accountId, actor } = buyer;
      const catalog = context.catalogs.latest(catalogId)!;
      const orders = ordersOf(catalog);
      const best = bestOf(catalog);
      let now = START;
      for (const { does, dice, days, twice } of steps) {
        now += days * DAY_MS;
        context.moveTo(now);
        await advanceAccount(context, accountId);
        const [open] = await test.owner.sql`
          SELECT number FROM invoices WHERE account_id = ${accountId} AND status = 'open' ORDER BY number DESC LIMIT 1`;
        const input = { invoice: Number(open?.number ?? 1) };
        if (does === 'order') {
          const preview = await buyer.preview(orders[dice % orders.length]!).catch(() => null);
          if (preview && twice) await give(context, accountId, 1);
          const confirmed = preview && (await Promise.all((twice ? [1, 2] : [1]).map(() => buyer.confirm(preview))));
          for (const each of confirmed ?? []) done.add(each.ok ? each.value.status : each.error.code);
        } else if (does === 'card') {
          const ways = [...(Object.keys(cards) as (keyof typeof cards)[]), 'pays', 'pays', 'invoice'] as const;
          await buyer.paysBy(ways[dice % ways.length]!);
        } else if (does === 'answer') {
          const approved = dice % 3 > 0;
          const answered = await confirmPayment(context, actor, accountId, { ...input, approved });
          if (answered.ok) done.add(`answered ${answered.value.status}`);
        } else if (does === 'pay') {
          const paid = await payInvoice(context, actor, accountId, input);
          if (paid.ok) done.add(`paid ${paid.value.status}`);
        } else if (does === 'mark') {
          const marked = await markPaid(context, buyer.support, accountId, input);
          if (marked.ok) done.add(`marked ${marked.value.status}`);
        } else if (does === 'withdraw') {
          const withdrawn = await withdrawOrder(context, actor, accountId, input);
          if (withdrawn.ok) done.add('withdrawn');
        }
        const { taken, invoiced, charged, cost, bought, ended } = await sumsOf(test, accountId);
        expect(taken, 'money taken is what the invoices say').toBe(invoiced);
        expect(cost, 'credits cost what was charged for them').toBe(charged * 1_000_000n);
        expect((bought - ended) * best.price, 'no way is cheaper').toBeLessThanOrEqual(invoiced * best.credits);
      }
      const numbers = await test.owner.sql`SELECT number FROM invoices WHERE account_id = ${accountId} ORDER BY 1`;
      expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, index) => index + 1));
      expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
    }),
    { numRuns: runs },
  );
  return done;
}
