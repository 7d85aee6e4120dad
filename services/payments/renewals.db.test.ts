import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { DAY_MS } from '@/lib/time';
import { testContext } from '../testing/context';
import { payInvoice } from './pay-invoice';
import { Buyer } from '../testing/orders';
import { START, payingIn } from '../testing/paying';

const test = useTestDatabase();
const { onPro, invoices, booked, topics, balance, audited, advance, planOf } = payingIn(test);

describe('a renewal', () => {
  const end = Date.parse('2026-05-01T00:00:00Z');

  it('is issued, paid and done once, though ten workers are at it at once', async () => {
    const { buyer, context } = await onPro('pays');
    context.moveTo(end + 1_000);
    await Promise.all(Array.from({ length: 10 }, () => advance(buyer, context)));
    expect(await invoices(buyer)).toEqual([
      [1, 'order', 'paid', 999, 'succeeded'],
      [2, 'renewal', 'paid', 999, 'succeeded'],
    ]);
    expect(await planOf(buyer)).toEqual(['pro', 'active', 1]);
    expect(await booked(buyer)).toHaveLength(2);
    expect((await topics(buyer)).filter((topic) => topic === 'mail.invoice_paid')).toHaveLength(2);
    await audited(buyer);
  });

  it('that falls due while the account is being looked at is not overlooked', async () => {
    const { buyer, context } = await onPro('pays');
    for (let before = 0; before < 12; before += 1) {
      const due = (await advance(buyer, context)).state.header.period!.end;
      const renewals = async () => (await planOf(buyer))[2];
      const index = await renewals();
      // Each look at the clock is a millisecond later.
      let now = due - before;
      await advance(buyer, { ...context, clock: { now: () => now++ } });
      const [row] = await test.owner.sql`
        SELECT next_at <= ${new Date(due).toISOString()} AS soon FROM agenda WHERE account_id = ${buyer.accountId}`;
      expect(row?.soon || (await renewals()) > index, `begun ${before} ms before`).toBe(true);
      context.moveTo(due + 60_000);
    }
  });

  it('that is declined is tried again after 1, 3 and 5 days, suspended after 7, and renewed once when paid late', async () => {
    const { buyer, context } = await onPro('declines');
    const days: number[] = [];
    let at = end;
    for (let step = 0; step < 20; step += 1) {
      context.moveTo(at);
      const before = (await booked(buyer)).length;
      const { nextAt, state } = await advance(buyer, context);
      if ((await booked(buyer)).length > before) days.push((at - end) / DAY_MS);
      if (nextAt === null || state.subscription?.status === 'suspended') break;
      at = nextAt;
    }
    expect(days).toEqual([0, 1, 3, 5]);
    expect(at).toBe(end + 7 * DAY_MS);
    expect(await planOf(buyer)).toEqual(['pro', 'suspended', 0]);
    const told = (await topics(buyer)).filter((topic) => topic !== 'mail.invoice_paid');
    expect(told.sort()).toEqual([
      ...['mail.payment_declined', 'mail.payment_declined', 'mail.payment_declined', 'mail.payment_declined'],
      ...['mail.plan_changed', 'mail.suspended'],
    ]);
    // Nothing happens by itself any more, and a later look tells nothing twice.
    context.moveTo(at + 10 * DAY_MS);
    await advance(buyer, context);
    expect((await topics(buyer)).filter((topic) => topic === 'mail.suspended')).toHaveLength(1);

    await buyer.paysBy('pays');
    const pay = () => payInvoice(context, buyer.actor, buyer.accountId, { invoice: 2 });
    await Promise.all([pay(), pay()]);
    expect(await planOf(buyer)).toEqual(['pro', 'active', 1]);
    expect(await balance(buyer)).toBe(600);
    expect((await invoices(buyer))[1]!.slice(0, 4)).toEqual([2, 'renewal', 'paid', 999]);
    expect((await booked(buyer)).filter(([status]) => status === 'succeeded')).toHaveLength(2);
    await audited(buyer);
  });

  it('that was declined before an outage of the whole grace is suspended, and not tried by itself any more', async () => {
    const { buyer, context } = await onPro('declines');
    context.moveTo(end);
    await advance(buyer, context);
    context.moveTo(end + 30 * DAY_MS);
    await advance(buyer, context);
    expect(await planOf(buyer)).toEqual(['pro', 'suspended', 0]);
    expect(await booked(buyer)).toEqual([
      ['succeeded', 999],
      ['declined', 999],
    ]);
  });

  it('that is cancelled while it waits is not owed any more', async () => {
    const { buyer, context } = await onPro('declines');
    context.moveTo(end);
    await advance(buyer, context);
    await buyer.order({ type: 'cancel' });
    expect((await invoices(buyer))[1]).toEqual([2, 'renewal', 'void', 999, 'declined']);
    expect((await planOf(buyer))[0]).toBe('free');
    const [mail] = await test.owner.sql`
      SELECT payload FROM outbox WHERE account_id = ${buyer.accountId} AND topic = 'mail.cancelled'`;
    expect(mail!.payload).toEqual({ endsAt: '2026-05-01T00:00:00.000Z', planId: 'pro', isOver: true });
    expect(await payInvoice(context, buyer.actor, buyer.accountId, { invoice: 2 })).toMatchObject({
      error: { code: 'payment_not_open' },
    });
  });

  it('that turns out to cost less than it was issued for is issued anew', async () => {
    const context = testContext(test.db, START - DAY_MS);
    const buyer = await Buyer.make(context, { catalogId: 'ai-studios' });
    context.moveTo(START);
    await buyer.order({ type: 'changePlan', planId: 'team', intervalId: 'month', seats: 3 });
    await buyer.paysBy('declines');
    context.moveTo(end);
    await advance(buyer, context);
    await buyer.order({ type: 'changeSeats', seats: 2 });
    await buyer.paysBy('pays');
    await advance(buyer, context);
    expect(await invoices(buyer)).toEqual([
      [1, 'order', 'paid', 11_700, 'succeeded'],
      [2, 'renewal', 'void', 11_700, 'declined'],
      [3, 'renewal', 'paid', 7_800, 'succeeded'],
    ]);
    await audited(buyer);
  });

  it('of a year is told of fourteen days before, once', async () => {
    const context = testContext(test.db, START - DAY_MS);
    const buyer = await Buyer.make(context, { catalogId: 'ai-studios' });
    context.moveTo(START);
    await buyer.order({ type: 'changePlan', planId: 'personal', intervalId: 'year' });
    const reminders = async () => (await topics(buyer)).filter((topic) => topic === 'mail.renewal_reminder').length;
    // What came with the free plan ends with its month.
    context.moveTo(START + 40 * DAY_MS);
    const { nextAt } = await advance(buyer, context);
    expect(nextAt).toBe(Date.parse('2027-03-18T00:00:00Z'));
    context.moveTo(nextAt! - 1);
    await advance(buyer, context);
    expect(await reminders()).toBe(0);
    context.moveTo(nextAt!);
    await Promise.all([advance(buyer, context), advance(buyer, context)]);
    context.moveTo(nextAt! + DAY_MS);
    await advance(buyer, context);
    expect(await reminders()).toBe(1);
  });

  it('of a year is not told of where it goes on by the month', async () => {
    const context = testContext(test.db, START - DAY_MS);
    const buyer = await Buyer.make(context, { catalogId: 'ai-studios' });
    context.moveTo(START);
    await buyer.order({ type: 'changePlan', planId: 'personal', intervalId: 'year' });
    await buyer.order({ type: 'changePlan', planId: 'personal', intervalId: 'month' });
    context.moveTo(START + 360 * DAY_MS);
    await advance(buyer, context);
    expect(await topics(buyer)).not.toContain('mail.renewal_reminder');
  });
});
