import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { theProgram, type Actor } from '@/lib/access/actor';
import type { Id } from '@/lib/ids';
import { addMonthsUtc, DAY_MS, isoText, type Instant } from '@/lib/time';
import type { Context } from '../context';
import { accountRows } from '../testing/account-rows';
import { catalogKey, newSubscriber, signedIn, testContext } from '../testing/context';
import { give, run } from '../testing/credits';
import { reconcile } from '@/services/audit/reconcile';
import { moveClock } from './move-clock';
import { readBalance } from './read-balance';

const NOW = Date.parse('2026-03-10T09:30:00Z');
/** The 31st, before a leap day and two turns of the year. */
const ANCHOR = Date.parse('2023-12-31T22:15:00Z');
const test = useTestDatabase();
const newContext = () => testContext(test.db, NOW);

async function onPlan(context: Context, planId: string): Promise<Id> {
  const { accountId } = await newSubscriber(context, { clockAt: planId === 'free' ? ANCHOR : ANCHOR - DAY_MS });
  if (planId === 'free') return accountId;
  await moveClock(context, theProgram, { accountId, to: ANCHOR });
  await run(context, accountId, { type: 'subscribe', planId, intervalId: 'month', seats: 1 });
  return accountId;
}

const move = (context: Context, accountId: Id, to: Instant, actor: Actor = theProgram) =>
  moveClock(context, actor, { accountId, to });

async function entriesOf(accountId: Id) {
  return test.owner.sql`
    SELECT at, kind, reason, grant_id, from_place, to_place, amount, balance_after, period_start
    FROM entries WHERE account_id = ${accountId} ORDER BY seq`;
}

async function clockOf(accountId: Id): Promise<string> {
  const [row] = await test.owner.sql`SELECT clock_at FROM accounts WHERE account_id = ${accountId}`;
  return isoText(Date.parse(row!.clock_at as string));
}

describe('fourteen months in one move', () => {
  it('renew a paid plan at each boundary, counted from the 31st, and pay for it there', async () => {
    const context = newContext();
    const accountId = await onPlan(context, 'pro');
    expect(await move(context, accountId, addMonthsUtc(ANCHOR, 14))).toEqual({ ok: true, value: null });
    const renewals = (await entriesOf(accountId)).filter((entry) => entry.reason === 'renewed');
    expect(renewals.map((entry) => isoText(Date.parse(entry.at as string)))).toEqual([
      '2024-01-31T22:15:00.000Z',
      '2024-02-29T22:15:00.000Z',
      '2024-03-31T22:15:00.000Z',
      '2024-04-30T22:15:00.000Z',
      '2024-05-31T22:15:00.000Z',
      '2024-06-30T22:15:00.000Z',
      '2024-07-31T22:15:00.000Z',
      '2024-08-31T22:15:00.000Z',
      '2024-09-30T22:15:00.000Z',
      '2024-10-31T22:15:00.000Z',
      '2024-11-30T22:15:00.000Z',
      '2024-12-31T22:15:00.000Z',
      '2025-01-31T22:15:00.000Z',
      '2025-02-28T22:15:00.000Z',
    ]);
    expect(renewals.every((entry) => entry.amount === 200_000_000n)).toBe(true);
    // The 200 that come once, and three months' worth.
    expect(await readBalance(context, catalogKey(), accountId)).toMatchObject({
      value: {
        asOf: '2025-02-28T22:15:00.000Z',
        available: 800,
        plan: { id: 'pro', status: 'active' },
        period: { start: '2025-02-28T22:15:00.000Z', end: '2025-03-31T22:15:00.000Z', carriedIn: 600, granted: 200 },
      },
    });
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('leave on Free what it had, in a period of its own each month', async () => {
    const context = newContext();
    const accountId = await onPlan(context, 'free');
    await give(context, accountId, 40, ANCHOR + 50 * DAY_MS);
    await move(context, accountId, addMonthsUtc(ANCHOR, 14));
    expect((await entriesOf(accountId)).map((entry) => entry.kind)).toEqual(['grant', 'grant', 'expire']);
    expect(await readBalance(context, catalogKey(), accountId)).toMatchObject({
      value: { available: 200, period: { start: '2025-02-28T22:15:00.000Z', carriedIn: 200, granted: 0, ended: 0 } },
    });
  });

  it('are the same as fourteen moves of a month, or many of a few days', async () => {
    const context = newContext();
    const [once, monthly, weekly] = [
      await onPlan(context, 'max'),
      await onPlan(context, 'max'),
      await onPlan(context, 'max'),
    ];
    const end = addMonthsUtc(ANCHOR, 14);
    await move(context, once, end);
    for (let month = 1; month <= 14; month += 1) await move(context, monthly, addMonthsUtc(ANCHOR, month));
    for (let at = ANCHOR; at < end; at += 6.5 * DAY_MS) await move(context, weekly, at);
    await move(context, weekly, end);
    const entries = await entriesOf(once);
    expect(await entriesOf(monthly)).toEqual(entries);
    expect(await entriesOf(weekly)).toEqual(entries);
  });
});

describe('a renewal that is declined', () => {
  const declined = (context: Context, accountId: Id, to: Instant) =>
    moveClock(context, theProgram, { accountId, to, provider: 'declines' });
  const standing = async (context: Context, accountId: Id) => {
    const read = await readBalance(context, catalogKey(), accountId);
    if (!read.ok) throw new Error(read.error.code);
    return [read.value.plan?.status, read.value.available];
  };

  it('rule 15: suspends the subscription when the grace is over, and the clock goes on', async () => {
    const context = newContext();
    const accountId = await onPlan(context, 'pro');
    const boundary = addMonthsUtc(ANCHOR, 1);
    await declined(context, accountId, boundary);
    expect(await standing(context, accountId)).toEqual(['awaiting_payment', 400]);
    await declined(context, accountId, boundary + 7 * DAY_MS - 1);
    expect(await standing(context, accountId)).toEqual(['awaiting_payment', 400]);
    await declined(context, accountId, boundary + 7 * DAY_MS);
    expect(await standing(context, accountId)).toEqual(['suspended', 400]);
    // It stays so, whoever moves the clock how far: a provider that was declined does not pay by itself.
    expect(await move(context, accountId, boundary + 300 * DAY_MS)).toEqual({ ok: true, value: null });
    expect((await standing(context, accountId))[0]).toBe('suspended');
    const renewed = (await entriesOf(accountId)).filter((entry) => entry.reason === 'renewed');
    expect(renewed).toEqual([]);
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('rule 15: is made good by a payment, however late, and from there on is paid for at each boundary', async () => {
    const context = newContext();
    const accountId = await onPlan(context, 'pro');
    const boundary = addMonthsUtc(ANCHOR, 1);
    await declined(context, accountId, boundary + 40 * DAY_MS);
    await run(context, accountId, { type: 'renew', periodIndex: 1 });
    const paidAt = boundary + 40 * DAY_MS;
    expect(await move(context, accountId, paidAt)).toMatchObject({ ok: true });
    // The period that it paid for is over too: the provider, which pays again, has paid for the next.
    const renewals = (await entriesOf(accountId)).filter((entry) => entry.reason === 'renewed');
    expect(renewals.map((entry) => isoText(Date.parse(entry.at as string)))).toEqual([
      isoText(paidAt),
      isoText(paidAt),
    ]);
    await move(context, accountId, addMonthsUtc(ANCHOR, 4));
    expect((await standing(context, accountId))[0]).toBe('active');
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('leaves add-on units of a month unpaid, and the clock goes on', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context, { catalogId: 'ai-studios', clockAt: ANCHOR });
    await run(context, accountId, { type: 'subscribe', planId: 'personal', intervalId: 'year', seats: 1 });
    await run(context, accountId, { type: 'addUnits', addOnId: 'personal-credits', units: 1 });
    expect(await declined(context, accountId, ANCHOR + 100 * DAY_MS)).toEqual({ ok: true, value: null });
    const bought = async () => (await entriesOf(accountId)).filter((entry) => entry.reason === 'add_on').length;
    expect(await bought()).toBe(1);
    // It is tried again after 1, 3 and 5 days, and then each 30: on day 126, all the months that are owed come.
    await move(context, accountId, ANCHOR + 125 * DAY_MS);
    expect(await bought()).toBe(1);
    await move(context, accountId, ANCHOR + 126 * DAY_MS + 1); // it was added a millisecond after the anchor
    expect(await bought()).toBe(5);
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });
});

describe('an automatic top-up', () => {
  async function runningLow(context: Context): Promise<Id> {
    const { accountId } = await newSubscriber(context, { catalogId: 'artifio', clockAt: ANCHOR });
    const rule = { packId: 'credits-500', count: 1, threshold: 100_000_000n, monthlyLimit: 5_000n };
    await run(context, accountId, { type: 'setTopUp', rule });
    return accountId;
  }
  const topUpOf = async (accountId: Id) => {
    const [row] = await test.owner.sql`SELECT rules -> 'topUp' AS rule FROM headers WHERE account_id = ${accountId}`;
    return row!.rule as { enabled: boolean; pending: boolean };
  };

  it('that waits for its payment is paid for when the clock is moved', async () => {
    const context = newContext();
    const accountId = await runningLow(context);
    expect(await topUpOf(accountId)).toMatchObject({ enabled: true, pending: true });
    await move(context, accountId, ANCHOR + DAY_MS);
    expect(await topUpOf(accountId)).toMatchObject({ enabled: true, pending: false });
    expect(await readBalance(context, catalogKey('artifio'), accountId)).toMatchObject({ value: { available: 500 } });
  });

  it('that is declined is off', async () => {
    const context = newContext();
    const accountId = await runningLow(context);
    await moveClock(context, theProgram, { accountId, to: ANCHOR + DAY_MS, provider: 'declines' });
    expect(await topUpOf(accountId)).toMatchObject({ enabled: false, pending: false });
  });
});

describe('a clock', () => {
  it('stands still until it is moved, whatever time it really is', async () => {
    const context = newContext();
    const accountId = await onPlan(context, 'pro');
    context.moveTo(NOW + 1000 * DAY_MS);
    expect(await readBalance(context, catalogKey(), accountId)).toMatchObject({ value: { asOf: isoText(ANCHOR) } });
  });

  it('only moves forward', async () => {
    const context = newContext();
    const accountId = await onPlan(context, 'pro');
    const before = await accountRows(test.owner.sql, [accountId]);
    expect(await move(context, accountId, ANCHOR - 1)).toMatchObject({ error: { code: 'invalid_request' } });
    expect(await move(context, accountId, ANCHOR)).toMatchObject({ ok: true });
    expect(await accountRows(test.owner.sql, [accountId])).toBe(before);
  });

  it.each([NaN, Infinity, 1.5, 9e15, ANCHOR + 3_661 * DAY_MS, -1])('does not move to %d', async (to) => {
    const context = newContext();
    const accountId = await onPlan(context, 'pro');
    expect(await move(context, accountId, to)).toMatchObject({ error: { code: 'invalid_request' } });
    expect(await clockOf(accountId)).toBe(isoText(ANCHOR));
  });

  it('moved by two at once ends where the later wanted it, and nothing happens twice', async () => {
    const context = newContext();
    const accountId = await onPlan(context, 'pro');
    const [far, near] = [addMonthsUtc(ANCHOR, 6) + DAY_MS, addMonthsUtc(ANCHOR, 5) + DAY_MS];
    const moved = await Promise.all([far, near, far].map((to) => move(context, accountId, to)));
    expect(moved).toEqual(moved.map(() => ({ ok: true, value: null })));
    expect(await clockOf(accountId)).toBe(isoText(far));
    const entries = await entriesOf(accountId);
    expect(entries.filter((entry) => entry.reason === 'renewed')).toHaveLength(6);
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('is no part of an account that lives in real time', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    expect(await move(context, accountId, NOW + DAY_MS)).toMatchObject({ error: { code: 'invalid_request' } });
  });

  it('is moved by support, and by nobody else', async () => {
    const context = newContext();
    const { accountId, personId } = await newSubscriber(context, { clockAt: ANCHOR });
    const owner = await signedIn(context, personId);
    const support: Actor = { ...owner, staff: 'support' };
    const codeOf = async (actor: Actor) => {
      const moved = await move(context, accountId, ANCHOR + DAY_MS, actor);
      return moved.ok ? 'ok' : moved.error.code;
    };
    expect(await codeOf(owner)).toBe('forbidden');
    expect(await codeOf({ ...owner, memberships: [] })).toBe('not_found');
    expect(await codeOf(catalogKey())).toBe('forbidden');
    expect(await codeOf({ kind: 'nobody' })).toBe('unauthenticated');
    expect(await clockOf(accountId)).toBe(isoText(ANCHOR));
    expect(await codeOf(support)).toBe('ok');
    expect(await clockOf(accountId)).toBe(isoText(ANCHOR + DAY_MS));
  });
});
