import { expect } from 'vitest';
import type { TestDatabase } from '@/db/testing/database';
import type { PlanOrder } from '@/lib/plans/order';
import { DAY_MS } from '@/lib/time';
import { reconcile } from '../audit/reconcile';
import type { Context } from '../context';
import { advanceAccount } from '../payments/advance-account';
import { testContext } from './context';
import { balanceOf } from './credits';
import { bookedFor, Buyer, invoicesOf, topicsOf, type cards } from './orders';

/** When everybody's first paid month begins. April has 30 days. */
export const START = Date.parse('2026-04-01T00:00:00Z');
const toPro: PlanOrder = { type: 'changePlan', planId: 'pro', intervalId: 'month' };
export const toMax: PlanOrder = { type: 'changePlan', planId: 'max', intervalId: 'month' };

/** What tests of payments do and look at, in a database of their own. */
export function payingIn(test: TestDatabase) {
  return {
    /** Somebody on Pro since the 1st of April, whose way to pay is from now on that card. It is the 6th. */
    async onPro(card: keyof typeof cards | 'invoice') {
      const context = testContext(test.db, START - DAY_MS);
      const buyer = await Buyer.make(context);
      context.moveTo(START);
      await buyer.order(toPro);
      await buyer.paysBy(card);
      context.moveTo(START + 5 * DAY_MS);
      return { context, buyer };
    },
    invoices: ({ accountId }: Buyer) => invoicesOf(test.owner.sql, accountId),
    booked: ({ accountId }: Buyer) => bookedFor(test.owner.sql, accountId),
    topics: ({ accountId }: Buyer) => topicsOf(test.owner.sql, accountId),
    balance: ({ context, accountId }: Buyer) => balanceOf(context, accountId),
    audited: async ({ accountId }: Buyer) => expect(await reconcile(test.owner.sql, [accountId])).toEqual([]),
    advance: ({ accountId }: Buyer, context: Context) => advanceAccount(context, accountId),
    /** The plan, the status and the period of an account's subscription. */
    async planOf({ accountId }: Buyer) {
      const [row] = await test.owner.sql`
        SELECT plan_id, status, period_index FROM subscriptions WHERE account_id = ${accountId}`;
      return [row!.plan_id, row!.status, row!.period_index];
    },
  };
}
