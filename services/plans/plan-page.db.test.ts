import { describe, expect, it } from 'vitest';
import { insertMembership } from '@/db/reads/people';
import { useTestDatabase } from '@/db/testing/database';
import { DAY_MS } from '@/lib/time';
import { advanceAccount } from '../payments/advance-account';
import { setBillingDetails } from '../payments/billing-details';
import { listInvoices } from '../payments/list-invoices';
import { readInvoice } from '../payments/read-invoice';
import { setMethod } from '../payments/set-method';
import { newSubscriber, signedIn, testContext } from '../testing/context';
import { Buyer, must } from '../testing/orders';
import { placeOrder } from './place-order';
import { previewOrder } from './preview-order';
import { readPlan } from './read-plan';

const test = useTestDatabase();
const START = Date.parse('2026-04-01T00:00:00Z');
const MIDDLE = START + 15 * DAY_MS;

async function started(catalogId: string, planId: string | null) {
  const context = testContext(test.db, START - DAY_MS);
  const buyer = await Buyer.make(context, { catalogId });
  context.moveTo(START);
  if (planId) await buyer.order({ type: 'changePlan', planId, intervalId: 'month' });
  context.moveTo(MIDDLE);
  return { context, buyer };
}

/** Another person with a role in the account, who has an own one besides. */
async function joined(buyer: Buyer, role: 'member' | 'viewer') {
  const { personId } = await newSubscriber(buyer.context);
  await insertMembership(test.db.sql, { accountId: buyer.accountId, personId, role }, START);
  return signedIn(buyer.context, personId);
}

describe('the plan page', () => {
  it('shows every plan with its price by the credit, the one that the account is on, and what choosing each does', async () => {
    const { context, buyer } = await started('captions', 'max');
    const page = must(await readPlan(context, buyer.actor, buyer.accountId));
    expect(
      page.plans.map(({ id, intervals: [month] }) => [
        id,
        month!.price,
        month!.credits,
        month!.perThousand,
        month!.step,
      ]),
    ).toEqual([
      ['free', 0, 0, null, 'cancel'],
      ['pro', 999, 200, 4_995, 'period_end'],
      ['max', 2_499, 500, 4_998, 'current'],
      ['scale', 6_999, 1_400, 4_999, 'now'],
      ['scale-2x', 13_999, 2_800, 5_000, 'now'],
      ['scale-4x', 27_999, 5_600, 5_000, 'now'],
    ]);
    expect(page.current).toMatchObject({
      ...{ planId: 'max', price: 2_499, credits: 500, status: 'active', next: null },
      period: { start: '2026-04-01T00:00:00.000Z', end: '2026-05-01T00:00:00.000Z' },
    });
    expect(page).toMatchObject({ mayChange: true, awaited: null, waiting: [] });
    expect(page.method).toEqual({ kind: 'card', brand: 'Visa', last4: '4242' });
  });

  it('shows packs with their price by the credit, and units that the account has', async () => {
    const packs = await started('artifio', null);
    const page = must(await readPlan(packs.context, packs.buyer.actor, packs.buyer.accountId));
    expect(page.packs.map(({ credits, price, perThousand }) => [credits, price, perThousand])).toEqual([
      [500, 500, 1_000],
      [2_000, 1_900, 950],
      [10_000, 9_000, 900],
      [50_000, 42_500, 850],
    ]);
    const { context, buyer } = await started('ai-studios', 'team');
    await buyer.order({ type: 'addUnits', addOnId: 'team-credits', units: 2 });
    const { addOns } = must(await readPlan(context, buyer.actor, buyer.accountId));
    expect(addOns.map(({ id, isSold, units, unitsNext }) => [id, isSold, units, unitsNext])).toEqual([
      ['personal-credits', false, 0, 0],
      ['team-credits', true, 2, 2],
    ]);
  });

  it('tells a member who may change the plan, and nothing of invoices or of how it is paid', async () => {
    const { context, buyer } = await started('captions', 'pro');
    await buyer.paysBy('declines');
    context.moveTo(START + 30 * DAY_MS);
    await advanceAccount(context, buyer.accountId);
    const own = must(await readPlan(context, buyer.actor, buyer.accountId));
    expect(own.awaited).toMatchObject({ kind: 'renewal', suspended: false, invoice: { number: 2, status: 'open' } });
    expect(own.awaited!.invoice!.payment).toMatchObject({
      ...{ status: 'declined', reason: 'card_declined', nextTryAt: '2026-05-02T00:00:00.000Z' },
    });
    const member = await joined(buyer, 'member');
    const page = must(await readPlan(context, member, buyer.accountId));
    expect(page).toMatchObject({ mayChange: false, owners: ['Test Person'], method: null, waiting: [] });
    expect(page.awaited).toEqual({
      kind: 'renewal',
      invoice: null,
      suspended: false,
      graceEndsAt: own.awaited!.graceEndsAt,
    });
  });
});

describe('who may', () => {
  it('not change the plan may not preview, order, pay or say how it is paid', async () => {
    const { context, buyer } = await started('captions', 'pro');
    const preview = await buyer.preview({ type: 'cancel' });
    const { accountId } = buyer;
    for (const actor of [await joined(buyer, 'member'), await joined(buyer, 'viewer'), buyer.support]) {
      const answers = [
        await previewOrder(context, actor, accountId, { type: 'cancel' }),
        await placeOrder(context, actor, accountId, preview),
        await setMethod(context, actor, accountId, { kind: 'invoice' }),
        await setBillingDetails(context, actor, accountId, {}),
      ];
      expect(answers.map((answer) => answer.ok || answer.error.code)).toEqual(answers.map(() => 'forbidden'));
    }
    const member = await joined(buyer, 'member');
    expect(await listInvoices(context, member, accountId, { before: null })).toMatchObject({
      error: { code: 'forbidden' },
    });
    const stranger = { ...member, memberships: [] };
    expect(await readInvoice(context, stranger, accountId, 1)).toMatchObject({ error: { code: 'not_found' } });
  });
});

describe('invoices', () => {
  it('are listed and printed with where they went when they were issued', async () => {
    const { context, buyer } = await started('captions', 'pro');
    const details = {
      name: 'Ada GmbH',
      line1: 'Allee 1',
      postalCode: '10115',
      city: 'Berlin',
      country: 'de',
      taxId: 'DE1',
    };
    must(await setBillingDetails(context, buyer.actor, buyer.accountId, details));
    await buyer.order({ type: 'changePlan', planId: 'max', intervalId: 'month' });
    must(await setBillingDetails(context, buyer.actor, buyer.accountId, { ...details, name: 'Later GmbH', line2: '' }));
    const { invoices, next } = must(await listInvoices(context, buyer.actor, buyer.accountId, { before: null }));
    expect(invoices.map(({ number, total, status }) => [number, total, status])).toEqual([
      [2, 1_500, 'paid'],
      [1, 999, 'paid'],
    ]);
    expect(next).toBeNull();
    const view = must(await readInvoice(context, buyer.support, buyer.accountId, 2));
    expect(view).toMatchObject({
      ...{ number: 2, seller: 'Captions', mayPay: false, mayMarkPaid: false, net: 1_500, tax: [] },
      details: { name: 'Ada GmbH', line2: null, postalCode: '10115', country: 'DE', taxId: 'DE1' },
      lines: [{ kind: 'plan_change', name: 'Max', months: 1, quantity: 1, amount: 1_500 }],
    });
    expect(must(await readInvoice(context, buyer.actor, buyer.accountId, 1)).details).toBeNull();
    for (const number of [3, 0, -1, 1.5, NaN, 9e15]) {
      expect(await readInvoice(context, buyer.actor, buyer.accountId, number)).toMatchObject({
        error: { code: 'not_found' },
      });
    }
  });
});

describe('a way to pay', () => {
  it('is one of the test cards, of which only the last four digits are kept', async () => {
    const { context, buyer } = await started('captions', null);
    const set = (number: string) => setMethod(context, buyer.actor, buyer.accountId, { kind: 'card', number });
    expect(await set('4000-0025-0000-3155')).toEqual({
      ok: true,
      value: { kind: 'card', brand: 'Visa', last4: '3155' },
    });
    expect(await set('4111 1111 1111 1111')).toMatchObject({ error: { code: 'invalid_request', pointer: '/number' } });
    expect(await set('card')).toMatchObject({ error: { code: 'invalid_request' } });
    const [row] = await test.owner.sql`
      SELECT to_jsonb(m)::text AS kept FROM payment_methods m WHERE account_id = ${buyer.accountId}`;
    expect(row!.kept).not.toMatch(/\d{5,}3155|4000/);
  });
});
