import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import type { Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import { testContext } from '../testing/context';
import { placeOrder } from '../plans/place-order';
import { Buyer } from '../testing/orders';
import { payingIn, START, toMax } from '../testing/paying';
import { builtInProvider } from './built-in-provider';
import type { PaymentProvider } from './provider';
import { recoverAttempts } from './recover-attempts';

const test = useTestDatabase();
const { onPro, advance, booked, invoices, planOf, audited } = payingIn(test);

const MINUTE = 60_000;

/** The built-in provider, but for what is told; and how often it was asked what has become of a payment. */
function provider(told: Partial<PaymentProvider>) {
  const asked = { times: 0 };
  const real = builtInProvider(test.db);
  const payments: PaymentProvider = {
    ...real,
    ...told,
    find: (payment) => ((asked.times += 1), (told.find ?? real.find)(payment)),
  };
  return { payments, asked };
}

const late = START + 8 * DAY_MS;

describe('a payment that nothing new is heard of', () => {
  const nothingNew: [string, Partial<PaymentProvider>][] = [
    ['is not known to its provider', { find: () => Promise.resolve(null) }],
    [
      'was to come by a day that is over',
      { find: () => Promise.resolve({ status: 'waiting', reference: 'r', until: START }) },
    ],
  ];
  it.each(nothingNew)('because it %s is asked about once, and again after ever longer pauses', async (_, told) => {
    const { buyer, context } = await onPro('late');
    await buyer.order(toMax);
    const { payments, asked } = provider(told);
    let at = late;
    const pauses: number[] = [];
    for (let look = 1; look <= 12; look += 1) {
      context.moveTo(at);
      const { nextAt } = await advance(buyer, { ...context, payments });
      expect(asked.times).toBe(look);
      pauses.push((nextAt! - at) / MINUTE);
      at = nextAt!;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
    expect((await planOf(buyer))[0]).toBe('pro');
    // A look in between asks nobody.
    context.moveTo(at - 1);
    await advance(buyer, { ...context, payments });
    expect(asked.times).toBe(12);

    context.moveTo(at);
    await advance(buyer, context);
    expect((await planOf(buyer))[0]).toBe('max');
    await audited(buyer);
  });

  it('where nobody has confirmed it, and its provider does not let go of it, is asked about again later', async () => {
    const { buyer, context } = await onPro('confirms');
    await buyer.order(toMax);
    const { payments } = provider({
      confirm: () => Promise.resolve({ status: 'needs_confirmation', reference: 'r' }),
    });
    const over = START + 6 * DAY_MS;
    context.moveTo(over);
    expect((await advance(buyer, { ...context, payments })).nextAt).toBe(over + MINUTE);
    context.moveTo(over + MINUTE);
    await advance(buyer, context);
    expect((await invoices(buyer))[1]).toEqual([2, 'order', 'void', 1_500, 'declined']);
  });

  it('holds up nothing else of its account', async () => {
    const { buyer, context } = await onPro('pays');
    const charged: Id[] = [];
    const real = builtInProvider(test.db);
    const { payments } = provider({
      charge: (request) => {
        charged.push(request.attemptId);
        return request.amount === 1_500n ? Promise.reject(new TypeError('fetch failed')) : real.charge(request);
      },
    });
    const away = { ...context, payments };
    const preview = await buyer.preview(toMax);
    await placeOrder(away, buyer.actor, buyer.accountId, preview);
    context.moveTo(Date.parse('2026-05-01T00:00:00Z'));
    await advance(buyer, away);
    expect((await invoices(buyer)).slice(1)).toEqual([
      [2, 'order', 'open', 1_500, 'pending'],
      [3, 'renewal', 'paid', 999, 'succeeded'],
    ]);
    expect(charged).toHaveLength(3);
  });
});

describe('payments that were cut short', () => {
  it('and can not be cleared keep nobody else from their turn', async () => {
    const context = testContext(test.db, START);
    const nobody = () => Promise.reject(new TypeError('fetch failed'));
    const cutShort = { ...context, payments: { charge: nobody, find: nobody, confirm: nobody, refund: nobody } };
    const pack = { type: 'buyPack', packId: 'credits-500', count: 1 } as const;
    const buyers: Buyer[] = [];
    for (let index = 0; index < 6; index += 1) {
      context.moveTo(START + index);
      const buyer = await Buyer.make(context, { catalogId: 'artifio' });
      await placeOrder(cutShort, buyer.actor, buyer.accountId, await buyer.preview(pack));
      buyers.push(buyer);
    }
    const last = buyers.at(-1)!;
    const real = builtInProvider(test.db);
    const charge: PaymentProvider['charge'] = (request) =>
      request.accountId === last.accountId ? real.charge(request) : nobody();
    const almostAway = { ...context, payments: { ...real, charge } };
    context.moveTo(START + MINUTE + 10);
    const round = () => recoverAttempts(almostAway, { olderThanMs: 0, limit: 3 });
    // Three that can't be asked are a round; the next one comes to the others.
    expect(await round()).toBe(0);
    expect(await round()).toBe(1);
    expect(await booked(last)).toEqual([['succeeded', 500]]);
    expect(await round()).toBe(0);
    for (const buyer of buyers.slice(0, -1)) expect(await booked(buyer)).toEqual([]);

    context.moveTo(START + 10 * MINUTE);
    expect(await recoverAttempts(context, { olderThanMs: 0 })).toBe(5);
    for (const buyer of buyers) expect(await booked(buyer)).toEqual([['succeeded', 500]]);
  });
});
