import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { DAY_MS } from '@/lib/time';
import { testContext } from '../testing/context';
import { advanceAccount } from './advance-account';
import { builtInProvider } from './built-in-provider';
import type { PaymentProvider } from './provider';
import { recoverAttempts } from './recover-attempts';
import { placeOrder } from '../plans/place-order';
import type { Context } from '../context';
import { Buyer } from '../testing/orders';
import { START, toMax, payingIn } from '../testing/paying';

const test = useTestDatabase();
const { onPro, invoices, booked, topics, balance, audited, advance, planOf } = payingIn(test);

describe('a crash', () => {
  /**
   * A context that breaks at the so-manieth step: as a process that is killed does where it reads its clock or tells of a
   * step, and as a provider does whose call is lost on the way there or back.
   */
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
    return { context: { ...context, payments, clock, onStep: tick }, broke: () => calls >= at };
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
      context.moveTo(context.clock.now() + 2 * 60_000);
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
        return placeOrder(context, buyer.actor, buyer.accountId, previews.get(buyer)!);
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

  it.each([
    ['a closed port', () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))],
    ['no answer from fetch', () => Promise.reject(new TypeError('fetch failed'))],
    ["the provider's own error", () => Promise.reject(Object.assign(new Error('no'), { type: 'api_error' }))],
    [
      'a call that fails at once',
      () => {
        throw new RangeError('no such URL');
      },
    ],
  ])(
    'of the provider is waited out: nothing is known, and then it is done once: %s',
    async (_, nobody: () => Promise<never>) => {
      const { buyer, context } = await onPro('pays');
      const payments = { charge: nobody, find: nobody, confirm: nobody, refund: nobody };
      const preview = await buyer.preview(toMax);
      const answer = await placeOrder({ ...context, payments }, buyer.actor, buyer.accountId, preview);
      expect(answer).toEqual({ ok: true, value: { status: 'waiting', invoice: 2 } });
      context.moveTo(START + 5 * DAY_MS + 60_000);
      expect(await recoverAttempts({ ...context, payments }, { olderThanMs: 0 })).toBe(0);
      context.moveTo(START + 5 * DAY_MS + 5 * 60_000);
      expect(await recoverAttempts(context, { olderThanMs: 0 })).toBeGreaterThanOrEqual(1);
      expect(await buyer.confirm(preview)).toEqual({ ok: true, value: { status: 'done', invoice: 2 } });
      expect(await booked(buyer)).toHaveLength(2);
    },
  );

  it('of the provider is made good by the next look at the account, too', async () => {
    const { buyer, context } = await onPro('pays');
    const nobody = () => Promise.reject(Object.assign(new Error('away'), { code: 'ETIMEDOUT' }));
    const away = { ...context, payments: { charge: nobody, find: nobody, confirm: nobody, refund: nobody } };
    await placeOrder(away, buyer.actor, buyer.accountId, await buyer.preview(toMax));
    const { nextAt } = await advance(buyer, away);
    expect([await planOf(buyer), nextAt]).toEqual([['pro', 'active', 0], START + 5 * DAY_MS + 60_000]);
    context.moveTo(nextAt!);
    await advance(buyer, context);
    expect(await planOf(buyer)).toEqual(['max', 'active', 0]);
    expect(await booked(buyer)).toHaveLength(2);
  });
});
