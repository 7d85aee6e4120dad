import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { readAttempts } from '@/db/payments/attempts';
import type { PlanOrder } from '@/lib/plans/order';
import { DAY_MS } from '@/lib/time';
import { testContext } from '../testing/context';
import { builtInProvider } from './built-in-provider';
import { confirmPayment } from './confirm-payment';
import { recordAnswer } from './record-answer';
import { recoverAttempts } from './recover-attempts';
import { withdrawOrder } from './withdraw-order';
import { Buyer, must } from '../testing/orders';
import { START, toMax, payingIn } from '../testing/paying';

const test = useTestDatabase();
const { onPro, invoices, booked, topics, balance, audited, advance, planOf } = payingIn(test);

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
    expect(said).toMatchObject({ value: { status: 'declined', reason: 'not_confirmed' } });
    await buyer.order(toMax);
    context.moveTo(START + 6 * DAY_MS);
    await advance(buyer, context);
    expect((await invoices(buyer)).map(([number, , status]) => [number, status])).toEqual([
      [1, 'paid'],
      [2, 'void'],
      [3, 'void'],
    ]);
    const reasons = await test.owner.sql`
      SELECT payload->>'reason' AS reason FROM outbox
      WHERE account_id = ${buyer.accountId} AND topic = 'mail.payment_declined'`;
    expect(reasons.map(({ reason }) => reason)).toEqual(['not_confirmed', 'not_confirmed']);
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

it('money of an order that was confirmed unheard is given back when it is taken back', async () => {
  const { buyer, context } = await onPro('confirms');
  await buyer.order(toMax);
  const [attempt] = await readAttempts(test.db.sql, buyer.accountId, [2]);
  const payment = { accountId: buyer.accountId, attemptId: attempt!.id, at: START + 5 * DAY_MS };
  // As by a process that was killed before it could write the answer down, or at the provider's own page.
  await builtInProvider(test.db).confirm(payment, true);
  must(await withdrawOrder(context, buyer.actor, buyer.accountId, { invoice: 2 }));
  expect((await invoices(buyer))[1]).toEqual([2, 'order', 'void', 1_500, 'refunded']);
  expect((await booked(buyer))[1]).toEqual(['refunded', 1_500]);
  expect(await topics(buyer)).toContain('mail.payment_given_back');
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
    await buyer.order({ type: 'cancel' });
    await buyer.order({ type: 'resume' });
    expect(await changes()).toBe(2);
    await buyer.order({ type: 'changeSeats', seats: 1 });
    expect(await changes()).toBe(3);
  });

  it('that is taken back is told as that, and not as a change', async () => {
    const context = testContext(test.db, START - DAY_MS);
    const buyer = await Buyer.make(context, { catalogId: 'ai-studios' });
    context.moveTo(START);
    await buyer.order({ type: 'changePlan', planId: 'team', intervalId: 'month', seats: 3 });
    const last = async () => {
      const [row] = await test.owner.sql`
        SELECT topic, payload FROM outbox WHERE account_id = ${buyer.accountId} ORDER BY created_at DESC, id DESC LIMIT 1`;
      return [row!.topic, row!.payload];
    };
    const stays = { planId: 'team', seats: 3, at: '2026-05-01T00:00:00.000Z' };
    const turns: [PlanOrder, PlanOrder, string][] = [
      [{ type: 'cancel' }, { type: 'resume' }, 'mail.resumed'],
      [{ type: 'changePlan', planId: 'personal', intervalId: 'month' }, { type: 'undoChange' }, 'mail.change_undone'],
      [{ type: 'changeSeats', seats: 2 }, { type: 'changeSeats', seats: 3 }, 'mail.change_undone'],
    ];
    let at = START;
    for (const [order, back, topic] of turns) {
      context.moveTo((at += 1_000));
      await buyer.order(order);
      context.moveTo((at += 1_000));
      await buyer.order(back);
      expect(await last()).toEqual([topic, stays]);
    }
  });
});
