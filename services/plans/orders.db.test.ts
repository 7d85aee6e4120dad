import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import type { PlanOrder } from '@/lib/plans/order';
import { DAY_MS } from '@/lib/time';
import { reconcile } from '../audit/reconcile';
import { setBillingDetails } from '../payments/billing-details';
import { readInvoice } from '../payments/read-invoice';
import { testContext } from '../testing/context';
import { balanceOf, run } from '../testing/credits';
import { bookedFor, Buyer, invoicesOf, must } from '../testing/orders';
import { previewOrder } from './preview-order';

/*
 * What each order costs and gives in each vendor's catalog, worked out by hand: first in its preview, then in the ledger.
 */

const test = useTestDatabase();
/** April has 30 days: its middle is half of the period. */
const START = Date.parse('2026-04-01T00:00:00Z');
const MIDDLE = Date.parse('2026-04-16T00:00:00Z');

const change = (planId: string, intervalId = 'month', seats?: number): PlanOrder => ({
  type: 'changePlan',
  planId,
  intervalId,
  ...(seats && { seats }),
});

/** A buyer who is on these terms since the 1st of April, which were paid for, in the middle of the month. */
async function onTerms(catalogId: string, first: PlanOrder | null) {
  const context = testContext(test.db, START - DAY_MS);
  const buyer = await Buyer.make(context, { catalogId });
  context.moveTo(START);
  if (first) await buyer.order(first);
  context.moveTo(MIDDLE);
  return { context, buyer };
}

interface Case {
  catalogId: string;
  on: PlanOrder | null;
  order: PlanOrder;
  /** Minor units due now, and the lines that make it up. */
  due: number;
  lines: [kind: string, quantity: number, amount: number][];
  when: 'now' | 'period_end';
  /** Credits right after it takes effect, where nothing is spent. */
  after: number;
  /** What is there as soon as it is done. */
  balance: number;
  /** The next invoice. */
  next: [day: string, total: number] | null;
}

const captions = { catalogId: 'captions' };
const studios = { catalogId: 'ai-studios' };
const artifio = { catalogId: 'artifio' };

const cases: Record<string, Case> = {
  'Captions: from Free to Pro is a new subscription from today': {
    ...{ ...captions, on: null, order: change('pro') },
    ...{ due: 999, lines: [['plan', 1, 999]], when: 'now' },
    ...{ after: 400, balance: 400, next: ['2026-05-16', 999] },
  },
  'Captions: up from Pro to Max pays and gives the whole difference': {
    ...{ ...captions, on: change('pro'), order: change('max') },
    ...{ due: 1_500, lines: [['plan_change', 1, 1_500]], when: 'now' },
    ...{ after: 700, balance: 700, next: ['2026-05-01', 2_499] },
  },
  'Captions: down from Max to Pro waits for the end of the month, and carries 2 × 200 over': {
    ...{ ...captions, on: change('max'), order: change('pro') },
    ...{ due: 0, lines: [], when: 'period_end' },
    // 200 once; of the 500 at most 400 are carried; and 200 come.
    ...{ after: 800, balance: 700, next: ['2026-05-01', 999] },
  },
  'Captions: a cancellation keeps everything to its own end, and nothing more is paid': {
    ...{ ...captions, on: change('pro'), order: { type: 'cancel' } },
    ...{ due: 0, lines: [], when: 'period_end', after: 400, balance: 400, next: null },
  },
  'AI Studios: from Personal to Team pays and gives half of the differences': {
    ...{ ...studios, on: change('personal'), order: change('team') },
    // (39 − 29) ÷ 2 and (150 − 60) ÷ 2, beside the 60 and the 16 of the free plan.
    ...{
      due: 500,
      lines: [['plan_change', 1, 500]],
      when: 'now',
      after: 121,
      balance: 121,
      next: ['2026-05-01', 3_900],
    },
  },
  'AI Studios: two more seats pay and give half of their month': {
    ...{ ...studios, on: change('team'), order: { type: 'changeSeats', seats: 3 } },
    ...{
      due: 3_900,
      lines: [['seats', 2, 3_900]],
      when: 'now',
      after: 316,
      balance: 316,
      next: ['2026-05-01', 11_700],
    },
  },
  'AI Studios: a seat less stays until the renewal': {
    ...{ ...studios, on: change('team', 'month', 3), order: { type: 'changeSeats', seats: 2 } },
    ...{ due: 0, lines: [], when: 'period_end', after: 300, balance: 466, next: ['2026-05-01', 7_800] },
  },
  'AI Studios: units cost their full price at once, and again with the renewal': {
    ...{ ...studios, on: change('team'), order: { type: 'addUnits', addOnId: 'team-credits', units: 2 } },
    ...{
      due: 6_000,
      lines: [['add_on', 2, 6_000]],
      when: 'now',
      after: 566,
      balance: 566,
      next: ['2026-05-01', 9_900],
    },
  },
  'AI Studios: from the month to the year gives the unused half of the money back, and ends its credits': {
    ...{ ...studios, on: change('personal'), order: change('personal', 'year') },
    // 348 less half of 29; 30 of the 60 end and 720 come.
    due: 33_350,
    lines: [
      ['plan', 1, 34_800],
      ['unused_time', 1, -1_450],
    ],
    ...{ when: 'now', after: 766, balance: 766, next: ['2027-04-16', 34_800] },
  },
  'AI Studios: down from Team to Personal ends the credits with the month': {
    ...{ ...studios, on: change('team'), order: change('personal') },
    ...{ due: 0, lines: [], when: 'period_end', after: 60, balance: 166, next: ['2026-05-01', 2_900] },
  },
  'Artifio: packs are bought without a plan, and never end': {
    ...{ ...artifio, on: null, order: { type: 'buyPack', packId: 'credits-2000', count: 3 } },
    ...{ due: 5_700, lines: [['pack', 3, 5_700]], when: 'now', after: 6_000, balance: 6_000, next: null },
  },
};

describe('an order', () => {
  it.each(Object.entries(cases))('%s', async (_, { catalogId, on, order, ...expected }) => {
    const { context, buyer } = await onTerms(catalogId, on);
    const earlier = on ? 1 : 0;
    const { preview, outcome } = await buyer.order(order);
    expect({
      due: preview.due,
      lines: preview.lines.map(({ kind, quantity, amount }) => [kind, quantity, amount]),
      when: preview.when,
      after: preview.creditsAfter.available,
      next: preview.next && [preview.next.at.slice(0, 10), preview.next.total],
    }).toEqual({
      due: expected.due,
      lines: expected.lines,
      when: expected.when,
      after: expected.after,
      next: expected.next,
    });
    expect(outcome).toEqual({ status: 'done', invoice: expected.due > 0 ? earlier + 1 : null });
    expect(await balanceOf(context, buyer.accountId)).toBe(expected.balance);
    const invoices = await invoicesOf(test.owner.sql, buyer.accountId);
    expect(invoices.slice(earlier)).toEqual(
      expected.due > 0 ? [[earlier + 1, 'order', 'paid', expected.due, 'succeeded']] : [],
    );
    expect((await bookedFor(test.owner.sql, buyer.accountId)).length).toBe(invoices.length);
    expect(await reconcile(test.owner.sql, [buyer.accountId])).toEqual([]);
  });
});

describe('what waits for the end of the period', () => {
  it('is taken back: a change, a cancellation, seats and units', async () => {
    const { buyer } = await onTerms('ai-studios', change('team', 'month', 2));
    const next = async () => (await buyer.preview({ type: 'addUnits', addOnId: 'team-credits', units: 1 })).next?.total;
    // A unit more would be billed with the renewal.
    const whole = 7_800 + 3_000;
    expect(await next()).toBe(whole);
    await buyer.order(change('personal'));
    await buyer.order({ type: 'undoChange' });
    expect(await next()).toBe(whole);
    await buyer.order({ type: 'cancel' });
    expect(await next()).toBeUndefined();
    await buyer.order({ type: 'resume' });
    expect(await next()).toBe(whole);
    await buyer.order({ type: 'changeSeats', seats: 1 });
    expect(await next()).toBe(3_900 + 3_000);
    await buyer.order({ type: 'changeSeats', seats: 2 });
    expect(await next()).toBe(whole);
    await buyer.order({ type: 'addUnits', addOnId: 'team-credits', units: 2 });
    const given = await buyer.order({ type: 'removeUnits', addOnId: 'team-credits', units: 1 });
    expect(given.preview).toMatchObject({ when: 'period_end', due: 0, next: { total: 7_800 + 3_000 } });
  });
});

describe('a preview', () => {
  it('says of each grant what becomes of it', async () => {
    const { buyer } = await onTerms('ai-studios', change('personal'));
    const { grants } = await buyer.preview(change('personal', 'year'));
    expect(grants.map(({ source, now, after, fate }) => [source, now, after, fate])).toEqual([
      ['plan', 16, 16, 'stays'],
      ['plan', 60, 30, 'trimmed'],
      ['plan', 0, 720, 'new'],
    ]);
    const cancelled = await buyer.preview({ type: 'cancel' });
    expect(cancelled.grants.map(({ now, after, fate }) => [now, after, fate])).toEqual([
      [16, 0, 'ends'],
      [60, 0, 'ends'],
      [0, 16, 'new'],
    ]);
  });

  it('holds to the cent though minutes pass and other credits are spent', async () => {
    const { context, buyer } = await onTerms('ai-studios', change('personal'));
    const preview = await buyer.preview(change('team'));
    context.moveTo(MIDDLE + 9 * 60_000);
    await run(context, buyer.accountId, { type: 'grant', source: 'goodwill', amount: 7_000_000n, expiresAt: null });
    await run(context, buyer.accountId, { type: 'revoke', grantId: 1, amount: 5_000_000n });
    expect(await buyer.confirm(preview)).toEqual({ ok: true, value: { status: 'done', invoice: 2 } });
    expect((await invoicesOf(test.owner.sql, buyer.accountId))[1]).toEqual([2, 'order', 'paid', 500, 'succeeded']);
    // 16 − 5 + 60 + 7, and the 45 that the preview has named: not a micro-credit less.
    expect(await balanceOf(context, buyer.accountId)).toBe(123);
  });

  it('that is older than ten minutes is shown anew', async () => {
    const { context, buyer } = await onTerms('captions', change('pro'));
    const preview = await buyer.preview(change('max'));
    context.moveTo(MIDDLE + 10 * 60_000 + 1);
    const answer = await buyer.confirm(preview);
    expect(answer).toMatchObject({ ok: true, value: { status: 'outdated', preview: { due: 1_500 } } });
    expect((await invoicesOf(test.owner.sql, buyer.accountId)).length).toBe(1);
  });

  it('whose figures do not come out any more is shown anew, and nothing has changed', async () => {
    const { buyer } = await onTerms('captions', change('pro'));
    const [toMax, toScale] = [await buyer.preview(change('max')), await buyer.preview(change('scale'))];
    await buyer.confirm(toMax);
    const answer = await buyer.confirm(toScale);
    // From Max it is 69.99 − 24.99.
    expect(answer).toMatchObject({ ok: true, value: { status: 'outdated', preview: { due: 4_500 } } });
    expect((await invoicesOf(test.owner.sql, buyer.accountId)).length).toBe(2);
  });

  it('that somebody has changed, or that was made for another account, is refused', async () => {
    const { context, buyer } = await onTerms('captions', change('pro'));
    const other = await Buyer.make(context);
    const preview = await other.preview(change('pro'));
    expect(await buyer.confirm(preview)).toMatchObject({ error: { code: 'preview_not_valid' } });
    const own = await buyer.preview(change('max'));
    expect(await buyer.confirm({ ...own, token: `A${own.token.slice(1)}` })).toMatchObject({ ok: false });
    expect(await buyer.confirm({ ...own, orderId: preview.orderId })).toMatchObject({
      error: { code: 'preview_not_valid' },
    });
    expect((await invoicesOf(test.owner.sql, buyer.accountId)).length).toBe(1);
  });

  it('of a contract is not for the customer to take', async () => {
    const { context, buyer } = await onTerms('ai-studios', change('team'));
    const contract = change('enterprise', 'contract');
    expect(await previewOrder(context, buyer.actor, buyer.accountId, contract)).toMatchObject({
      error: { code: 'set_by_contract' },
    });
  });
});

it('an order without a way to pay is refused, and nothing is written', async () => {
  const buyer = await Buyer.make(testContext(test.db, START), { card: null });
  const preview = await buyer.preview(change('pro'));
  expect(preview.needsMethod).toBe(true);
  expect(await buyer.confirm(preview)).toMatchObject({ error: { code: 'payment_method_missing' } });
  expect(await invoicesOf(test.owner.sql, buyer.accountId)).toEqual([]);
});

it('taxes are added to what is due, as lines of their own, in the preview and on the invoice', async () => {
  const context = testContext(test.db, START);
  // 19 % for those who have no tax id: of $9.99 that is $1.8981.
  const taxes = ({ taxId }: { taxId: string | null }) => (taxId === null ? [{ name: 'VAT', rate: 190_000 }] : []);
  const buyer = await Buyer.make(Object.assign(context, { taxes }));
  const { preview, outcome } = await buyer.order(change('pro'));
  expect(preview).toMatchObject({
    due: 1_189,
    tax: [{ name: 'VAT', rate: 190_000, amount: 190 }],
    next: { total: 1_189 },
  });
  expect(outcome).toEqual({ status: 'done', invoice: 1 });
  expect(await bookedFor(test.owner.sql, buyer.accountId)).toEqual([['succeeded', 1_189]]);
  const view = await readInvoice(context, buyer.actor, buyer.accountId, 1);
  expect(view).toMatchObject({ value: { net: 999, total: 1_189, tax: [{ name: 'VAT', amount: 190 }] } });
  expect(await reconcile(test.owner.sql, [buyer.accountId])).toEqual([]);
});

it('taxes that are others by the time it is confirmed are shown first', async () => {
  const context = testContext(test.db, START);
  const taxes = ({ taxId }: { taxId: string | null }) => (taxId === null ? [] : [{ name: 'VAT', rate: 190_000 }]);
  const buyer = await Buyer.make(Object.assign(context, { taxes }));
  const preview = await buyer.preview(change('pro'));
  const details = { name: 'A', line1: 'B', line2: '', postalCode: '', city: 'C', country: 'DE', taxId: 'DE1' };
  must(await setBillingDetails(context, buyer.actor, buyer.accountId, details));
  expect(await buyer.confirm(preview)).toMatchObject({ value: { status: 'outdated', preview: { due: 1_189 } } });
  expect(await bookedFor(test.owner.sql, buyer.accountId)).toEqual([]);
});
