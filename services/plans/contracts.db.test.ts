import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { newId } from '@/lib/ids';
import type { PlanOrder } from '@/lib/plans/order';
import { DAY_MS } from '@/lib/time';
import { readNotices } from '../accounts/read-notices';
import { reconcile } from '../audit/reconcile';
import { spendable } from '@/lib/ledger/locks';
import { advanceAccount } from '../payments/advance-account';
import { markPaid } from '../payments/mark-paid';
import { payInvoice } from '../payments/pay-invoice';
import { readInvoice } from '../payments/read-invoice';
import { testContext } from '../testing/context';
import { balanceOf } from '../testing/credits';
import { Buyer, invoicesOf, must, topicsOf } from '../testing/orders';
import { placeOrder } from './place-order';
import { previewOrder } from './preview-order';
import { readPlan } from './read-plan';
import { setContract } from './set-contract';

const test = useTestDatabase();
const START = Date.parse('2026-04-01T00:00:00Z');
const MIDDLE = START + 15 * DAY_MS;

/** Somebody on AI Studios' Team since the 1st of April, in the middle of the month. */
async function onTeam() {
  const context = testContext(test.db, START - DAY_MS);
  const buyer = await Buyer.make(context, { catalogId: 'ai-studios' });
  context.moveTo(START);
  await buyer.order({ type: 'changePlan', planId: 'team', intervalId: 'month' });
  context.moveTo(MIDDLE);
  return { context, buyer };
}

describe('a contract', () => {
  const terms = {
    planId: 'enterprise',
    intervalId: 'contract',
    credits: 5_000,
    price: 120_000,
    endsAt: '2027-04-16T00:00:00Z',
  };

  it('that staff set gives its credits at once, once, and is invoiced by hand', async () => {
    const { context, buyer } = await onTeam();
    const contract = { ...terms, orderId: newId() };
    const set = () => setContract(context, buyer.support, buyer.accountId, contract);
    expect(await setContract(context, buyer.actor, buyer.accountId, contract)).toMatchObject({
      error: { code: 'forbidden' },
    });
    const answers = await Promise.all([set(), set(), set()]);
    expect(answers).toEqual(answers.map(() => ({ ok: true, value: { invoice: 2 } })));
    // The 16 and the 150 that it has stay.
    expect(await balanceOf(context, buyer.accountId)).toBe(5_166);
    must(await markPaid(context, buyer.support, buyer.accountId, { invoice: 2 }));
    expect((await invoicesOf(test.owner.sql, buyer.accountId))[1]).toEqual([
      2,
      'contract',
      'paid',
      120_000,
      'succeeded',
    ]);
    expect(must(await readPlan(context, buyer.actor, buyer.accountId)).current).toMatchObject({
      planId: 'enterprise',
      billing: 'invoiced',
    });
    expect(await reconcile(test.owner.sql, [buyer.accountId])).toEqual([]);
  });

  it('is not for the customer to change, end or leave; packs and add-ons are theirs to buy', async () => {
    const { context, buyer } = await onTeam();
    const cancelled = await buyer.preview({ type: 'cancel' });
    const units = { type: 'addUnits', addOnId: 'team-credits', units: 1 } as const;
    must(await setContract(context, buyer.support, buyer.accountId, { ...terms, orderId: newId() }));
    const orders: PlanOrder[] = [
      { type: 'changePlan', planId: 'team', intervalId: 'month' },
      { type: 'changePlan', planId: 'free', intervalId: 'month' },
      { type: 'changeSeats', seats: 2 },
      { type: 'cancel' },
      { type: 'resume' },
      { type: 'undoChange' },
    ];
    for (const order of orders) {
      const preview = await previewOrder(context, buyer.actor, buyer.accountId, order);
      expect(preview, order.type).toMatchObject({ error: { code: 'set_by_contract' } });
    }
    // Nor by what was looked at before there was a contract.
    expect(await placeOrder(context, buyer.actor, buyer.accountId, cancelled)).toMatchObject({
      error: { code: 'set_by_contract' },
    });
    // The catalog sells no add-ons with it: the order itself says so.
    expect(await previewOrder(context, buyer.actor, buyer.accountId, units)).toMatchObject({
      error: { code: 'unknown_add_on' },
    });
    const { current, plans } = must(await readPlan(context, buyer.actor, buyer.accountId));
    expect([current!.planId, current!.next]).toEqual(['enterprise', null]);
    const steps = new Set(plans.flatMap(({ intervals }) => intervals.map(({ step }) => step)));
    expect([...steps].sort()).toEqual(['contract', 'current']);
  });

  it('that is over may be followed by another, which staff set', async () => {
    const { context, buyer } = await onTeam();
    must(await setContract(context, buyer.support, buyer.accountId, { ...terms, orderId: newId() }));
    const next = { ...terms, credits: 1_000, orderId: newId() };
    expect(await setContract(context, buyer.support, buyer.accountId, next)).toEqual({
      ok: true,
      value: { invoice: 3 },
    });
  });

  it('that is not paid in time is in grace, then suspended, told once each; paid late it goes on once', async () => {
    const { context, buyer } = await onTeam();
    must(await setContract(context, buyer.support, buyer.accountId, { ...terms, orderId: newId() }));
    const standing = async () => {
      const { state, nextAt } = await advanceAccount(context, buyer.accountId);
      const { status, graceEndsAt, periodIndex } = state.subscription!;
      const locked = state.header.balance - spendable(state, context.catalogs.latest('ai-studios')!);
      const days = (at: number | null) => at && (at - MIDDLE) / DAY_MS;
      return [status, days(graceEndsAt), Number(locked) / 1e6, days(nextAt), periodIndex];
    };
    const told = async (topic: string) => (await topicsOf(test.owner.sql, buyer.accountId)).filter((t) => t === topic);
    // Due after 14 days; the plan's own months go on meanwhile, and what Team gave has its own end.
    context.moveTo(MIDDLE + 14 * DAY_MS - 1);
    expect((await standing())[1]).toBeNull();
    context.moveTo(MIDDLE + 14 * DAY_MS);
    expect((await standing()).slice(0, 3)).toEqual(['active', 21, 0]);
    expect(must(await readInvoice(context, buyer.actor, buyer.accountId, 2)).standing).toEqual({
      suspended: false,
      graceEndsAt: '2026-05-07T00:00:00.000Z',
    });
    const { contractGrace } = must(await readNotices(context, buyer.actor, buyer.accountId));
    expect(contractGrace).toBe('2026-05-07T00:00:00.000Z');
    expect(await told('mail.payment_declined')).toHaveLength(1);
    expect(must(await readPlan(context, buyer.actor, buyer.accountId)).awaited).toMatchObject({
      kind: 'renewal',
      invoice: { number: 2, reason: 'contract' },
      suspended: false,
      graceEndsAt: '2026-05-07T00:00:00.000Z',
    });
    context.moveTo(MIDDLE + 21 * DAY_MS - 1);
    expect((await standing()).slice(0, 4)).toEqual(['active', 21, 0, 21]);
    context.moveTo(MIDDLE + 21 * DAY_MS);
    expect((await standing()).slice(0, 3)).toEqual(['suspended', 21, 5_000]);
    context.moveTo(MIDDLE + 100 * DAY_MS);
    const [status, , locked, , index] = await standing();
    expect([status, locked]).toEqual(['suspended', 5_000]);
    expect(await told('mail.suspended')).toHaveLength(1);
    expect(await told('mail.payment_declined')).toHaveLength(1);
    // Nothing is asked for beside it, and what is bought is bought.
    expect(await invoicesOf(test.owner.sql, buyer.accountId)).toHaveLength(2);
    expect(must(await readPlan(context, buyer.actor, buyer.accountId)).awaited).toMatchObject({ suspended: true });

    const paid = () => markPaid(context, buyer.support, buyer.accountId, { invoice: 2 });
    await Promise.all([paid(), paid()]);
    const [after, grace, left, , caughtUp] = await standing();
    expect([after, grace, left]).toEqual(['active', null, 0]);
    expect(caughtUp).toBe((index as number) + 3);
    expect(await told('mail.invoice_paid')).toHaveLength(2);
    expect(must(await readPlan(context, buyer.actor, buyer.accountId)).awaited).toBeNull();
    expect(await reconcile(test.owner.sql, [buyer.accountId])).toEqual([]);
  });

  it('whose earlier invoice is paid stays in grace while another is overdue', async () => {
    const { context, buyer } = await onTeam();
    must(await setContract(context, buyer.support, buyer.accountId, { ...terms, orderId: newId() }));
    must(await setContract(context, buyer.support, buyer.accountId, { ...terms, credits: 10, orderId: newId() }));
    const grace = async () => (await advanceAccount(context, buyer.accountId)).state.subscription!.graceEndsAt;
    context.moveTo(MIDDLE + 15 * DAY_MS);
    expect(await grace()).toBe(MIDDLE + 22 * DAY_MS);
    must(await markPaid(context, buyer.support, buyer.accountId, { invoice: 2 }));
    expect(await grace()).toBe(MIDDLE + 22 * DAY_MS);
    must(await markPaid(context, buyer.support, buyer.accountId, { invoice: 3 }));
    expect(await grace()).toBeNull();
  });

  it('is still owed after a card was declined for it, and staff can mark it as paid', async () => {
    const { context, buyer } = await onTeam();
    must(await setContract(context, buyer.support, buyer.accountId, { ...terms, orderId: newId() }));
    await buyer.paysBy('declines');
    expect(must(await payInvoice(context, buyer.actor, buyer.accountId, { invoice: 2 })).status).toBe('declined');
    const invoice = must(await readInvoice(context, buyer.actor, buyer.accountId, 2));
    expect(invoice).toMatchObject({ status: 'open', payment: { status: 'declined', nextTryAt: null } });
    expect(await topicsOf(test.owner.sql, buyer.accountId)).toContain('mail.payment_declined');
    must(await markPaid(context, buyer.support, buyer.accountId, { invoice: 2 }));
    expect((await invoicesOf(test.owner.sql, buyer.accountId))[1]!.slice(1, 4)).toEqual(['contract', 'paid', 120_000]);
    // Who is told of a payment that came by hand is not asked for it besides.
    const issued = (await topicsOf(test.owner.sql, buyer.accountId)).filter((topic) => topic === 'mail.invoice_issued');
    expect(issued).toHaveLength(1);
  });

  it('a card that is declined for it in its grace says until when its credits can be used', async () => {
    const { context, buyer } = await onTeam();
    must(await setContract(context, buyer.support, buyer.accountId, { ...terms, orderId: newId() }));
    await buyer.paysBy('declines');
    const graces: unknown[] = [];
    for (const days of [1, 15, 30]) {
      context.moveTo(MIDDLE + days * DAY_MS);
      await advanceAccount(context, buyer.accountId);
      must(await payInvoice(context, buyer.actor, buyer.accountId, { invoice: 2 }));
      const [mail] = await test.owner.sql`
        SELECT payload->>'graceEndsAt' AS at FROM outbox
        WHERE account_id = ${buyer.accountId} AND topic = 'mail.payment_declined' ORDER BY created_at DESC, id DESC LIMIT 1`;
      graces.push(mail!.at);
    }
    const over = '2026-05-08T00:00:00.000Z';
    expect(graces).toEqual([null, over, over]);
  });

  it('is of a plan of contracts, and ends later than now; a refusal leaves nothing', async () => {
    const { context, buyer } = await onTeam();
    const set = (more: object) =>
      setContract(context, buyer.support, buyer.accountId, { ...terms, orderId: newId(), ...more });
    expect(await set({ planId: 'personal', intervalId: 'month' })).toMatchObject({
      error: { code: 'change_not_possible' },
    });
    expect(await set({ planId: 'none' })).toMatchObject({ error: { code: 'unknown_plan' } });
    expect(await set({ endsAt: '2026-04-15T00:00:00Z' })).toMatchObject({ ok: false });
    expect(await set({ price: 0 })).toMatchObject({ error: { code: 'invalid_request' } });
    expect(await invoicesOf(test.owner.sql, buyer.accountId)).toHaveLength(1);
    expect(must(await readPlan(context, buyer.actor, buyer.accountId)).current!.planId).toBe('team');
  });
});
