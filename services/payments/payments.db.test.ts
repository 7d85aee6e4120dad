import { describe, expect, it } from 'vitest';
import { readAttempts } from '@/db/payments/attempts';
import { useTestDatabase } from '@/db/testing/database';
import type { PlanOrder } from '@/lib/plans/order';
import { DAY_MS } from '@/lib/time';
import { reconcile } from '../audit/reconcile';
import type { Context } from '../context';
import { testContext } from '../testing/context';
import { balanceOf, run } from '../testing/credits';
import { bookedFor, Buyer, cards, invoicesOf, must, topicsOf } from '../testing/orders';
import { advanceAccount } from './advance-account';
import { builtInProvider } from './built-in-provider';
import { confirmPayment } from './confirm-payment';
import { markPaid } from './mark-paid';
import { payInvoice } from './pay-invoice';
import type { PaymentProvider } from './provider';
import { recordAnswer } from './record-answer';
import { recoverAttempts } from './recover-attempts';
import { setMethod } from './set-method';
import { withdrawOrder } from './withdraw-order';
import * as orders from '../plans/place-order';

const test = useTestDatabase();
const START = Date.parse('2026-04-01T00:00:00Z');
const toPro: PlanOrder = { type: 'changePlan', planId: 'pro', intervalId: 'month' };
const toMax: PlanOrder = { type: 'changePlan', planId: 'max', intervalId: 'month' };

/** Somebody on Pro since the 1st of April, whose way to pay is from now on that card. */
async function onPro(card: keyof typeof cards | 'invoice') {
  const context = testContext(test.db, START - DAY_MS);
  const buyer = await Buyer.make(context);
  context.moveTo(START);
  await buyer.order(toPro);
  await buyer.paysBy(card);
  context.moveTo(START + 5 * DAY_MS);
  return { context, buyer };
}

const invoices = ({ accountId }: Buyer) => invoicesOf(test.owner.sql, accountId);
const booked = ({ accountId }: Buyer) => bookedFor(test.owner.sql, accountId);
const topics = ({ accountId }: Buyer) => topicsOf(test.owner.sql, accountId);
const balance = ({ context, accountId }: Buyer) => balanceOf(context, accountId);
const audited = async ({ accountId }: Buyer) => expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
const advance = ({ accountId }: Buyer, context: Context) => advanceAccount(context, accountId);
const planOf = async ({ accountId }: Buyer) => {
  const [row] = await test.owner.sql`
    SELECT plan_id, status, period_index FROM subscriptions WHERE account_id = ${accountId}`;
  return [row!.plan_id, row!.status, row!.period_index];
};

describe('one order', () => {
  it('confirmed twenty times at once is one change and one charge, and all are answered the same', async () => {
    const { buyer } = await onPro('pays');
    const preview = await buyer.preview(toMax);
    const answers = await Promise.all(Array.from({ length: 20 }, () => buyer.confirm(preview)));
    expect(answers).toEqual(answers.map(() => ({ ok: true, value: { status: 'done', invoice: 2 } })));
    expect(await invoices(buyer)).toEqual([
      [1, 'order', 'paid', 999, 'succeeded'],
      [2, 'order', 'paid', 1_500, 'succeeded'],
    ]);
    expect(await booked(buyer)).toEqual([
      ['succeeded', 999],
      ['succeeded', 1_500],
    ]);
    expect(await balance(buyer)).toBe(700);
    expect(await topics(buyer)).toEqual([
      'mail.invoice_paid',
      'mail.plan_changed',
      'mail.invoice_paid',
      'mail.plan_changed',
    ]);
    await audited(buyer);
  });

  it('that costs nothing is done once, too, and answered the same', async () => {
    const { buyer } = await onPro('pays');
    const preview = await buyer.preview({ type: 'cancel' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => buyer.confirm(preview)));
    expect(answers).toEqual(answers.map(() => ({ ok: true, value: { status: 'done', invoice: null } })));
    expect((await topics(buyer)).filter((topic) => topic === 'mail.cancelled')).toHaveLength(1);
  });

  it('from two tabs with a preview each is one change; the other tab is shown what it would do now', async () => {
    const { buyer } = await onPro('pays');
    const previews = [await buyer.preview(toMax), await buyer.preview(toMax)];
    const answers = await Promise.all(previews.map((preview) => buyer.confirm(preview)));
    const statuses = answers.map((answer) => (answer.ok ? answer.value.status : answer.error.code)).sort();
    // Max again is no change that could be shown.
    expect(statuses).toEqual(['change_not_possible', 'done']);
    expect(await booked(buyer)).toHaveLength(2);
    expect(await balance(buyer)).toBe(700);
  });

  it('and another at the same time, of packs: both, numbered without a gap', async () => {
    const context = testContext(test.db, START);
    const buyer = await Buyer.make(context, { catalogId: 'artifio' });
    const order = { type: 'buyPack', packId: 'credits-500', count: 1 } as const;
    const previews = await Promise.all(Array.from({ length: 12 }, () => buyer.preview(order)));
    await Promise.all(previews.map((preview) => buyer.confirm(preview)));
    expect((await invoices(buyer)).map(([number, , status]) => [number, status])).toEqual(
      Array.from({ length: 12 }, (_, index) => [index + 1, 'paid']),
    );
    expect(await balance(buyer)).toBe(6_000);
    await audited(buyer);
  });
});

describe('a card', () => {
  it('that is declined changes nothing, and its invoice is void', async () => {
    const { buyer } = await onPro('declines');
    const { preview, outcome } = await buyer.order(toMax);
    expect(outcome).toEqual({ status: 'declined', invoice: 2, reason: 'card_declined' });
    expect(await buyer.confirm(preview)).toEqual({ ok: true, value: outcome });
    expect((await invoices(buyer))[1]).toEqual([2, 'order', 'void', 1_500, 'declined']);
    expect(await planOf(buyer)).toEqual(['pro', 'active', 0]);
    expect(await balance(buyer)).toBe(400);
    // With another card it is ordered anew.
    await buyer.paysBy('pays');
    expect((await buyer.order(toMax)).outcome).toEqual({ status: 'done', invoice: 3 });
  });

  it('that has to be confirmed changes nothing until it is', async () => {
    const { buyer, context } = await onPro('confirms');
    const { preview, outcome } = await buyer.order(toMax);
    expect(outcome).toEqual({ status: 'confirm', invoice: 2 });
    expect(await balance(buyer)).toBe(400);
    expect(await buyer.confirm(preview)).toEqual({ ok: true, value: outcome });
    const input = { invoice: '2', approved: 'true' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => confirmPayment(context, buyer.actor, buyer.accountId, input)),
    );
    expect(answers.filter(({ ok }) => ok)[0]).toEqual({ ok: true, value: { status: 'done', invoice: 2 } });
    expect(await balance(buyer)).toBe(700);
    expect(await booked(buyer)).toHaveLength(2);
    expect(await topics(buyer)).toContain('mail.payment_confirm');
  });

  it('that is not confirmed, or not within a day, is declined', async () => {
    const { buyer, context } = await onPro('confirms');
    await buyer.order(toMax);
    const said = await confirmPayment(context, buyer.actor, buyer.accountId, { invoice: 2, approved: false });
    expect(said).toMatchObject({ value: { status: 'declined' } });
    await buyer.order(toMax);
    context.moveTo(START + 6 * DAY_MS);
    await advance(buyer, context);
    expect((await invoices(buyer)).map(([number, , status]) => [number, status])).toEqual([
      [1, 'paid'],
      [2, 'void'],
      [3, 'void'],
    ]);
    expect(await planOf(buyer)).toEqual(['pro', 'active', 0]);
  });

  it('that pays late changes the plan when the money comes, for what the preview said', async () => {
    const context = testContext(test.db, START - DAY_MS);
    const buyer = await Buyer.make(context, { catalogId: 'ai-studios' });
    context.moveTo(START);
    await buyer.order({ type: 'changePlan', planId: 'personal', intervalId: 'month' });
    await buyer.paysBy('late');
    context.moveTo(START + 15 * DAY_MS);
    const { preview, outcome } = await buyer.order({ type: 'changePlan', planId: 'team', intervalId: 'month' });
    expect([preview.due, outcome]).toEqual([500, { status: 'waiting', invoice: 2 }]);
    expect(await buyer.confirm(preview)).toEqual({ ok: true, value: outcome });
    context.moveTo(START + 18 * DAY_MS - 1);
    const { nextAt } = await advance(buyer, context);
    expect([await planOf(buyer), nextAt]).toEqual([['personal', 'active', 0], START + 18 * DAY_MS]);
    context.moveTo(START + 18 * DAY_MS);
    await advance(buyer, context);
    expect(await planOf(buyer)).toEqual(['team', 'active', 0]);
    // 16 + 60, and the 45 of half a month, though three days less were left of it.
    expect(await balance(buyer)).toBe(121);
    await audited(buyer);
  });
});

describe('money for what can not be done any more', () => {
  it.each([
    ['a cancellation has come between', 1],
    ['the period is over', 27],
  ] as const)('is given back, and its invoice is void: %s', async (what, days) => {
    const context = testContext(test.db, START - DAY_MS);
    const buyer = await Buyer.make(context, { catalogId: 'ai-studios' });
    context.moveTo(START);
    await buyer.order({ type: 'changePlan', planId: 'personal', intervalId: 'month' });
    await buyer.paysBy('late');
    context.moveTo(START + days * DAY_MS);
    await buyer.order({ type: 'changePlan', planId: 'team', intervalId: 'month' });
    if (what === 'a cancellation has come between') await buyer.order({ type: 'cancel' });
    else await buyer.paysBy('pays');
    context.moveTo(START + (days + 3) * DAY_MS);
    await advance(buyer, context);
    expect((await invoices(buyer))[1]!.slice(1, 3)).toEqual(['order', 'void']);
    expect((await booked(buyer))[1]![0]).toBe('refunded');
    expect(await topics(buyer)).toContain('mail.payment_given_back');
    expect((await planOf(buyer))[0]).toBe('personal');
    await audited(buyer);
  });

  it('is given back where the order was taken back meanwhile', async () => {
    const { buyer, context } = await onPro('late');
    await buyer.order(toMax);
    must(await withdrawOrder(context, buyer.actor, buyer.accountId, { invoice: 2 }));
    context.moveTo(START + 9 * DAY_MS);
    await advance(buyer, context);
    expect((await invoices(buyer))[1]).toEqual([2, 'order', 'void', 1_500, 'refunded']);
    expect(await planOf(buyer)).toEqual(['pro', 'active', 0]);
  });
});

it('money for what was given up is given back, though the provider says so only later', async () => {
  const { buyer, context } = await onPro('confirms');
  await buyer.order(toMax);
  must(await withdrawOrder(context, buyer.actor, buyer.accountId, { invoice: 2 }));
  const [attempt] = await readAttempts(test.db.sql, buyer.accountId, [2]);
  const known = await recordAnswer(context, attempt!, { status: 'succeeded', reference: 'late' });
  expect(known.status).toBe('giving_back');
  expect(await recoverAttempts(context, { olderThanMs: 0 })).toBe(1);
  expect((await invoices(buyer))[1]).toEqual([2, 'order', 'void', 1_500, 'refunded']);
  expect(await planOf(buyer)).toEqual(['pro', 'active', 0]);
  await audited(buyer);
});

describe('while an order waits for its money', () => {
  it('another change of the plan is refused, and possible once the first is taken back', async () => {
    const { buyer, context } = await onPro('confirms');
    await buyer.order(toMax);
    const other = await buyer.preview({ type: 'changePlan', planId: 'scale', intervalId: 'month' });
    expect(await buyer.confirm(other)).toMatchObject({ error: { code: 'payment_awaited' } });
    must(await withdrawOrder(context, buyer.actor, buyer.accountId, { invoice: 2 }));
    await buyer.paysBy('pays');
    expect(await buyer.confirm(other)).toEqual({ ok: true, value: { status: 'done', invoice: 3 } });
    expect(await booked(buyer)).toEqual([
      ['succeeded', 999],
      ['declined', 1_500],
      ['succeeded', 6_000],
    ]);
  });
});

describe('what is told of a change', () => {
  it('is told of what changes the terms, and not of packs or units beside a change that waits', async () => {
    const context = testContext(test.db, START - DAY_MS);
    const buyer = await Buyer.make(context, { catalogId: 'ai-studios' });
    context.moveTo(START);
    const changes = async () => (await topics(buyer)).filter((topic) => topic === 'mail.plan_changed').length;
    await buyer.order({ type: 'changePlan', planId: 'team', intervalId: 'month', seats: 2 });
    expect(await changes()).toBe(1);
    await buyer.order({ type: 'changePlan', planId: 'personal', intervalId: 'month' });
    expect(await changes()).toBe(2);
    await buyer.order({ type: 'addUnits', addOnId: 'team-credits', units: 2 });
    await buyer.order({ type: 'removeUnits', addOnId: 'team-credits', units: 1 });
    expect(await changes()).toBe(2);
    await buyer.order({ type: 'undoChange' });
    expect(await changes()).toBe(3);
    await buyer.order({ type: 'cancel' });
    await buyer.order({ type: 'resume' });
    expect(await changes()).toBe(4);
    await buyer.order({ type: 'changeSeats', seats: 1 });
    expect(await changes()).toBe(5);
  });
});

describe('packs that the account asks for by itself', () => {
  const rule = { packId: 'credits-500', count: 1, threshold: 100_000_000n, monthlyLimit: 5_000n };

  it('are paid for once, though two look at the account at once', async () => {
    const context = testContext(test.db, START);
    const buyer = await Buyer.make(context, { catalogId: 'artifio' });
    await run(context, buyer.accountId, { type: 'setTopUp', rule });
    const [{ nextAt }] = await Promise.all([advance(buyer, context), advance(buyer, context)]);
    expect(nextAt).toBe(START + 60_000);
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
    context.moveTo(end + 21 * DAY_MS);
    await advance(buyer, context);
    expect(await planOf(buyer)).toEqual(['pro', 'suspended', 0]);
    must(await markPaid(context, buyer.support, buyer.accountId, { invoice: 2 }));
    expect(await planOf(buyer)).toEqual(['pro', 'active', 1]);
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
});

describe('a crash', () => {
  /** A context that breaks at the so-manieth call of its provider or its clock, as a process that is killed there does. */
  function breaking(context: Context, at: number): { context: Context; broke: () => boolean } {
    let calls = 0;
    const tick = () => {
      calls += 1;
      if (calls === at) throw new Error('killed');
    };
    const real = builtInProvider(context.db);
    const around =
      <T extends unknown[], R>(call: (...args: T) => Promise<R>) =>
      async (...args: T): Promise<R> => {
        tick(); // before the provider has heard of it
        const answer = await call(...args);
        tick(); // after it has, and before anybody here knows
        return answer;
      };
    const payments: PaymentProvider = {
      charge: around(real.charge),
      find: around(real.find),
      confirm: around(real.confirm),
      refund: around(real.refund),
    };
    // The clock is read within every transaction that writes.
    const clock = { now: () => (tick(), context.clock.now()) };
    return { context: { ...context, payments, clock }, broke: () => calls >= at };
  }

  /** Does something, killed at each of its steps in turn, with what recovers from it; until it gets through unharmed. */
  async function killedAtEachStep(
    prepare: () => Promise<{ buyer: Buyer; context: ReturnType<typeof testContext> }>,
    act: (context: Context, buyer: Buyer) => Promise<unknown>,
    expected: (buyer: Buyer) => Promise<void>,
  ): Promise<number> {
    for (let at = 1; ; at += 1) {
      const { buyer, context } = await prepare();
      const broken = breaking(context, at);
      await act(broken.context, buyer).catch((error: Error) => expect(error.message).toBe('killed'));
      await recoverAttempts(context, { olderThanMs: 0 });
      // Whoever did it does it again, as one does who has got no answer.
      await act(context, buyer);
      await expected(buyer);
      if (!broken.broke()) return at;
    }
  }

  it('at any step of an order: one change, one charge, told once', async () => {
    const previews = new Map<Buyer, Awaited<ReturnType<Buyer['preview']>>>();
    const steps = await killedAtEachStep(
      async () => {
        const { buyer, context } = await onPro('pays');
        previews.set(buyer, await buyer.preview(toMax));
        return { buyer, context };
      },
      (context, buyer) => {
        const { placeOrder: place } = orders;
        return place(context, buyer.actor, buyer.accountId, previews.get(buyer)!);
      },
      async (buyer) => {
        expect((await invoices(buyer)).slice(1)).toEqual([[2, 'order', 'paid', 1_500, 'succeeded']]);
        expect(await booked(buyer)).toHaveLength(2);
        expect(await balance(buyer)).toBe(700);
        expect((await topics(buyer)).filter((topic) => topic === 'mail.invoice_paid')).toHaveLength(2);
        await audited(buyer);
      },
    );
    expect(steps).toBeGreaterThan(6);
  });

  it('at any step of a renewal: one renewal, one charge, told once', async () => {
    const steps = await killedAtEachStep(
      async () => {
        const { buyer, context } = await onPro('pays');
        context.moveTo(Date.parse('2026-05-01T00:00:00Z'));
        return { buyer, context };
      },
      (context, buyer) => advanceAccount(context, buyer.accountId),
      async (buyer) => {
        expect((await invoices(buyer)).slice(1)).toEqual([[2, 'renewal', 'paid', 999, 'succeeded']]);
        expect(await booked(buyer)).toHaveLength(2);
        expect(await planOf(buyer)).toEqual(['pro', 'active', 1]);
        expect((await topics(buyer)).filter((topic) => topic === 'mail.invoice_paid')).toHaveLength(2);
        await audited(buyer);
      },
    );
    expect(steps).toBeGreaterThan(6);
  });

  it('at any step of giving money back: given back once, told once', async () => {
    const steps = await killedAtEachStep(
      async () => {
        const { buyer, context } = await onPro('late');
        await buyer.order(toMax);
        await buyer.order({ type: 'cancel' });
        context.moveTo(START + 8 * DAY_MS);
        return { buyer, context };
      },
      (context, buyer) => advanceAccount(context, buyer.accountId),
      async (buyer) => {
        expect((await invoices(buyer)).slice(1)).toEqual([[2, 'order', 'void', 1_500, 'refunded']]);
        expect((await booked(buyer))[1]).toEqual(['refunded', 1_500]);
        expect((await topics(buyer)).filter((topic) => topic === 'mail.payment_given_back')).toHaveLength(1);
      },
    );
    expect(steps).toBeGreaterThan(6);
  });

  it('of the provider is waited out: nothing is known, and then it is done once', async () => {
    const { buyer, context } = await onPro('pays');
    const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    const nobody = () => Promise.reject(away);
    const payments = { charge: nobody, find: nobody, confirm: nobody, refund: nobody };
    const preview = await buyer.preview(toMax);
    const answer = await orders.placeOrder({ ...context, payments }, buyer.actor, buyer.accountId, preview);
    expect(answer).toEqual({ ok: true, value: { status: 'waiting', invoice: 2 } });
    expect(await recoverAttempts({ ...context, payments }, { olderThanMs: 0 })).toBe(0);
    expect(await recoverAttempts(context, { olderThanMs: 0 })).toBeGreaterThanOrEqual(1);
    expect(await buyer.confirm(preview)).toEqual({ ok: true, value: { status: 'done', invoice: 2 } });
    expect(await booked(buyer)).toHaveLength(2);
  });

  it('of the provider is made good by the next look at the account, too', async () => {
    const { buyer, context } = await onPro('pays');
    const nobody = () => Promise.reject(Object.assign(new Error('away'), { code: 'ETIMEDOUT' }));
    const away = { ...context, payments: { charge: nobody, find: nobody, confirm: nobody, refund: nobody } };
    await orders.placeOrder(away, buyer.actor, buyer.accountId, await buyer.preview(toMax));
    const { nextAt } = await advance(buyer, away);
    expect([await planOf(buyer), nextAt]).toEqual([['pro', 'active', 0], START + 5 * DAY_MS + 60_000]);
    await advance(buyer, context);
    expect(await planOf(buyer)).toEqual(['max', 'active', 0]);
    expect(await booked(buyer)).toHaveLength(2);
  });
});
