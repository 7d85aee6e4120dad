import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { DAY_MS } from '@/lib/time';
import { run } from '../testing/credits';
import { testContext } from '../testing/context';
import { markPaid } from './mark-paid';
import { payInvoice } from './pay-invoice';
import { setMethod } from './set-method';
import { Buyer, cards, must } from '../testing/orders';
import { START, toMax, payingIn } from '../testing/paying';

const test = useTestDatabase();
const { onPro, invoices, booked, balance, audited, advance, planOf } = payingIn(test);

describe('packs that the account asks for by itself', () => {
  const rule = { packId: 'credits-500', count: 1, threshold: 100_000_000n, monthlyLimit: 5_000n };

  it('are paid for once, though two look at the account at once', async () => {
    const context = testContext(test.db, START);
    const buyer = await Buyer.make(context, { catalogId: 'artifio' });
    await run(context, buyer.accountId, { type: 'setTopUp', rule });
    await Promise.all([advance(buyer, context), advance(buyer, context)]);
    expect(await invoices(buyer)).toEqual([[1, 'top_up', 'paid', 500, 'succeeded']]);
    expect(await balance(buyer)).toBe(500);
    await audited(buyer);
  });

  it('are not asked for any more once they were declined', async () => {
    const context = testContext(test.db, START);
    const buyer = await Buyer.make(context, { catalogId: 'artifio', card: 'declines' });
    await run(context, buyer.accountId, { type: 'setTopUp', rule });
    const { state } = await advance(buyer, context);
    expect(state.topUp).toMatchObject({ enabled: false, pending: false });
    expect(await invoices(buyer)).toEqual([[1, 'top_up', 'void', 500, 'declined']]);
    context.moveTo(START + 40 * DAY_MS);
    await advance(buyer, context);
    expect(await booked(buyer)).toHaveLength(1);
  });
});

describe('by hand', () => {
  it('an order waits until staff mark its invoice as paid, once', async () => {
    const { buyer, context } = await onPro('invoice');
    const { outcome } = await buyer.order(toMax);
    expect(outcome).toEqual({ status: 'waiting', invoice: 2 });
    const mark = () => markPaid(context, buyer.support, buyer.accountId, { invoice: 2 });
    expect(await markPaid(context, buyer.actor, buyer.accountId, { invoice: 2 })).toMatchObject({
      error: { code: 'forbidden' },
    });
    const answers = await Promise.all([mark(), mark(), mark()]);
    expect(answers.filter((answer) => answer.ok && answer.value.status === 'done').length).toBeGreaterThanOrEqual(1);
    expect(await mark()).toMatchObject({ error: { code: 'payment_not_open' } });
    expect(await balance(buyer)).toBe(700);
    expect((await invoices(buyer))[1]).toEqual([2, 'order', 'paid', 1_500, 'succeeded']);
    await audited(buyer);
  });

  it('a renewal that is not paid within 14 days begins its grace, and is renewed once it is marked as paid', async () => {
    const { buyer, context } = await onPro('invoice');
    const end = Date.parse('2026-05-01T00:00:00Z');
    context.moveTo(end);
    const { nextAt } = await advance(buyer, context);
    expect(nextAt).toBe(end + 14 * DAY_MS);
    context.moveTo(end + 14 * DAY_MS);
    const advanced = await advance(buyer, context);
    expect(advanced.state.subscription?.graceEndsAt).toBe(end + 21 * DAY_MS);
    await advance(buyer, context);
    const told = await test.owner.sql`
      SELECT payload FROM outbox WHERE account_id = ${buyer.accountId} AND topic = 'mail.payment_declined'`;
    expect(told.map(({ payload }) => payload)).toEqual([
      { invoice: 2, reason: 'overdue', retryAt: null, graceEndsAt: '2026-05-22T00:00:00.000Z' },
    ]);
    context.moveTo(end + 21 * DAY_MS);
    await advance(buyer, context);
    expect(await planOf(buyer)).toEqual(['pro', 'suspended', 0]);
    must(await markPaid(context, buyer.support, buyer.accountId, { invoice: 2 }));
    expect(await planOf(buyer)).toEqual(['pro', 'active', 1]);
  });

  it('no more is ordered while twenty orders wait for their money', async () => {
    const context = testContext(test.db, START);
    const buyer = await Buyer.make(context, { catalogId: 'artifio', card: 'invoice' });
    const pack = { type: 'buyPack', packId: 'credits-500', count: 1 } as const;
    for (let index = 0; index < 20; index += 1) await buyer.order(pack);
    expect(await buyer.confirm(await buyer.preview(pack))).toMatchObject({ error: { code: 'payment_awaited' } });
    expect(await invoices(buyer)).toHaveLength(20);
  });

  it('a card that is declined for what was to be paid by hand is tried again from the next day on', async () => {
    const { buyer, context } = await onPro('invoice');
    const end = Date.parse('2026-05-01T00:00:00Z');
    context.moveTo(end);
    await advance(buyer, context);
    await buyer.paysBy('declines');
    context.moveTo(end + DAY_MS);
    must(await payInvoice(context, buyer.actor, buyer.accountId, { invoice: 2 }));
    expect((await advance(buyer, context)).nextAt).toBe(end + 2 * DAY_MS);
  });

  it('a card that is declined before the invoice is due begins no grace; that begins on the day when it is due', async () => {
    const { buyer, context } = await onPro('invoice');
    const end = Date.parse('2026-05-01T00:00:00Z');
    context.moveTo(end);
    await advance(buyer, context);
    await buyer.paysBy('declines');
    context.moveTo(end + DAY_MS);
    must(await payInvoice(context, buyer.actor, buyer.accountId, { invoice: 2 }));
    const lived: (number | null)[][] = [];
    for (let at = end + DAY_MS; at < end + 30 * DAY_MS;) {
      context.moveTo(at);
      const { nextAt, state } = await advance(buyer, context);
      const { graceEndsAt } = state.subscription!;
      lived.push([(at - end) / DAY_MS, graceEndsAt && (graceEndsAt - end) / DAY_MS]);
      if (nextAt === null) break;
      at = nextAt;
    }
    // Declined on the 1st day, tried again on the 2nd, 4th and 6th; due on the 14th, and suspended a week later.
    expect(lived.slice(0, 6)).toEqual([
      [1, null],
      [2, null],
      [4, null],
      [6, null],
      [14, 21],
      [21, 21],
    ]);
    expect(await planOf(buyer)).toEqual(['pro', 'suspended', 0]);
    const reasons = await test.owner.sql`
      SELECT payload->>'reason' AS reason, payload->>'graceEndsAt' AS grace FROM outbox
      WHERE account_id = ${buyer.accountId} AND topic = 'mail.payment_declined' ORDER BY created_at`;
    expect(reasons.map(({ reason, grace }) => [reason, grace])).toEqual([
      ...Array.from({ length: 4 }, () => ['card_declined', null]),
      ['overdue', '2026-05-22T00:00:00.000Z'],
    ]);
  });

  it('what is not owed any more can not be paid any more', async () => {
    const { buyer, context } = await onPro('invoice');
    context.moveTo(Date.parse('2026-05-01T00:00:00Z'));
    await advance(buyer, context);
    await buyer.order({ type: 'cancel' });
    expect((await invoices(buyer))[1]).toEqual([2, 'renewal', 'void', 999, 'declined']);
    expect(await markPaid(context, buyer.support, buyer.accountId, { invoice: 2 })).toMatchObject({
      error: { code: 'payment_not_open' },
    });
  });

  it('of an open invoice it is paid by card instead, if there is one now', async () => {
    const { buyer, context } = await onPro('invoice');
    await buyer.order(toMax);
    await setMethod(context, buyer.actor, buyer.accountId, { kind: 'card', number: cards.pays });
    const paid = await payInvoice(context, buyer.actor, buyer.accountId, { invoice: 2 });
    expect(paid).toEqual({ ok: true, value: { status: 'done', invoice: 2 } });
    expect((await invoices(buyer))[1]).toEqual([2, 'order', 'paid', 1_500, 'declined succeeded']);
  });
});
