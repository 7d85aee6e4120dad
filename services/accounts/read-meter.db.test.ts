import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import type { Actor } from '@/lib/access/actor';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import type { Context } from '../context';
import { accountRows } from '../testing/account-rows';
import { catalogKey, newSubscriber, signedIn, testContext } from '../testing/context';
import { give, run } from '../testing/credits';
import { reconcile } from '@/services/audit/reconcile';
import { chargeGeneration } from '../generations/charge-generation';
import { listActivity } from './list-activity';
import { readBalance } from './read-balance';
import { readMeter } from './read-meter';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();
const newContext = () => testContext(test.db, NOW);
const server = catalogKey();

async function meterOf(context: Context, accountId: Id, actor: Actor = server) {
  const read = await readMeter(context, actor, accountId);
  if (!read.ok) throw new Error(read.error.code);
  return read.value.meter;
}

async function balance(context: Context, accountId: Id, actor: Actor = server) {
  const read = await readBalance(context, actor, accountId);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

async function newestLine(context: Context, accountId: Id) {
  const read = await listActivity(context, server, { accountId, limit: 1 });
  if (!read.ok) throw new Error(read.error.code);
  return read.value.lines[0]!;
}

async function charge(context: Context, accountId: Id, request: object) {
  const charged = await chargeGeneration(context, server, { account: accountId, ...request }, newId());
  expect(charged).toMatchObject({ ok: true });
}

describe('rule 4: reading settles', () => {
  it('a Free account whose month has passed: the period moves on, and the credits stay', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    await charge(context, accountId, { feature: 'ai-ads', quantity: 30 });
    context.moveTo(Date.parse('2026-05-10T09:29:59.999Z'));
    expect(await balance(context, accountId)).toMatchObject({
      asOf: '2026-05-10T09:29:59.999Z',
      available: 170,
      plan: { id: 'free', status: 'active' },
      period: {
        start: '2026-04-10T09:30:00.000Z',
        end: '2026-05-10T09:30:00.000Z',
        carriedIn: 170,
        granted: 0,
        used: 0,
        ended: 0,
      },
      refreshesAt: null,
    });
    context.moveTo(Date.parse('2026-05-10T09:30:00.000Z'));
    expect((await balance(context, accountId)).period).toMatchObject({ start: '2026-05-10T09:30:00.000Z' });
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('goodwill that has ended: gone from the balance, on record at the instant it ended', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    await give(context, accountId, 50, NOW + DAY_MS);
    expect((await meterOf(context, accountId)).nextToEnd).toMatchObject({ credits: 50, days: 1 });
    context.moveTo(NOW + 3 * DAY_MS);
    expect(await meterOf(context, accountId)).toMatchObject({
      available: 200,
      granted: 250,
      ended: 50,
      nextToEnd: null,
    });
    expect(await newestLine(context, accountId)).toMatchObject({
      at: new Date(NOW + DAY_MS).toISOString(),
      kind: 'expire',
      change: -50,
      balanceAfter: 200,
    });
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('once: a second read writes nothing', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    context.moveTo(NOW + 40 * DAY_MS);
    await balance(context, accountId);
    const rows = await accountRows(test.owner.sql, [accountId]);
    await balance(context, accountId);
    await meterOf(context, accountId);
    await listActivity(context, server, { accountId });
    expect(await accountRows(test.owner.sql, [accountId])).toBe(rows);
  });

  it('once, though twenty read at the same time', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    await give(context, accountId, 50, NOW + DAY_MS);
    context.moveTo(NOW + 70 * DAY_MS);
    const meters = await Promise.all(Array.from({ length: 20 }, () => meterOf(context, accountId)));
    for (const meter of meters) expect(meter).toEqual(meters[0]);
    const entries = await test.owner.sql`SELECT kind FROM entries WHERE account_id = ${accountId} ORDER BY seq`;
    expect(entries.map(({ kind }) => kind)).toEqual(['grant', 'grant', 'expire']);
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });

  it('a paid month that is over waits for its payment, and what it gave stays spendable', async () => {
    const context = newContext();
    context.moveTo(NOW - DAY_MS);
    const { accountId } = await newSubscriber(context);
    context.moveTo(NOW);
    await run(context, accountId, { type: 'subscribe', planId: 'pro', intervalId: 'month', seats: 1 });
    context.moveTo(Date.parse('2026-04-11T00:00:00Z'));
    const meter = await meterOf(context, accountId);
    expect(meter).toMatchObject({ plan: { id: 'pro', status: 'awaiting_payment' }, available: 400 });
    await run(context, accountId, { type: 'renew', periodIndex: 1 });
    expect(await meterOf(context, accountId)).toMatchObject({
      plan: { status: 'active' },
      period: { start: '2026-04-10T09:30:00.000Z', end: '2026-05-10T09:30:00.000Z' },
      carriedIn: 400,
      granted: 200,
      available: 600,
      refresh: { at: '2026-05-10T09:30:00.000Z', credits: 200, days: 29 },
    });
    expect(await reconcile(test.owner.sql, [accountId])).toEqual([]);
  });
});

it('meter, balance and the last line of the activity say the same after every charge', async () => {
  const context = newContext();
  const { accountId } = await newSubscriber(context, { zone: 'Asia/Kolkata' });
  await give(context, accountId, 17, NOW + 2 * DAY_MS);
  for (const [day, request] of [
    [0, { feature: 'ai-ads', quantity: 20 }],
    [1, { feature: 'genai-image', model: 'photon', quantity: 2 }],
    [1, { feature: 'mirage-script' }],
    [3, { feature: 'chat-based-editing', quantity: { message: 2, action: 1 } }],
  ] as const) {
    context.moveTo(NOW + day * DAY_MS);
    await charge(context, accountId, request);
    const [meter, read, line] = [
      await meterOf(context, accountId),
      await balance(context, accountId),
      await newestLine(context, accountId),
    ];
    expect([read.available, line.balanceAfter]).toEqual([meter.available, meter.available]);
    expect(meter.carriedIn + meter.granted).toBe(meter.used + meter.ended + meter.available + meter.held);
    const byFeature = meter.spend.byFeature.reduce((sum, each) => sum + each.credits, 0);
    const byDay = meter.spend.byDay.flatMap((each) => Object.values(each.credits)).reduce((sum, each) => sum + each, 0);
    expect([byFeature, byDay]).toEqual([meter.used, meter.used]);
  }
  const meter = await meterOf(context, accountId);
  expect(meter).toMatchObject({ used: 27, ended: 0, available: 190 });
  expect(meter.spend.byFeature).toEqual([
    { feature: 'ai-ads', name: 'AI Ads', credits: 20, generations: 1 },
    { feature: 'chat-based-editing', name: 'Chat-Based Editing', credits: 5, generations: 1 },
    { feature: 'genai-image', name: 'GenAI Image', credits: 2, generations: 1 },
    { feature: 'mirage-script', name: 'Mirage Script', credits: 0, generations: 1 },
  ]);
});

it("files a day's spend under the account's own day, not the server's", async () => {
  const context = newContext();
  context.moveTo(Date.parse('2026-03-10T20:00:00Z'));
  const { accountId } = await newSubscriber(context, { zone: 'Asia/Kolkata' });
  await charge(context, accountId, { feature: 'ai-ads', quantity: 3 });
  const days = (await meterOf(context, accountId)).spend.byDay;
  expect(days[0]).toEqual({ day: '2026-03-11', credits: { 'ai-ads': 3 }, isToday: true, isFuture: false });
});

describe('who may read', () => {
  async function refusals(context: Context, actor: Actor, accountId: Id) {
    const reads = [
      await readMeter(context, actor, accountId),
      await readBalance(context, actor, accountId),
      await listActivity(context, actor, { accountId }),
    ];
    return [...new Set(reads.map((read) => (read.ok ? 'ok' : JSON.stringify(read.error))))];
  }

  it('members, support, and keys of the account or its catalog', async () => {
    const context = newContext();
    const { accountId, personId } = await newSubscriber(context);
    const owner = await signedIn(context, personId);
    for (const role of ['owner', 'member', 'viewer'] as const) {
      const member: Actor = { ...owner, memberships: [{ accountId, role }] };
      expect(await refusals(context, member, accountId)).toEqual(['ok']);
    }
    expect(await refusals(context, { ...owner, memberships: [], staff: 'support' }, accountId)).toEqual(['ok']);
    expect(await refusals(context, catalogKey('captions', ['accounts:read']), accountId)).toEqual(['ok']);
    const own: Actor = { ...server, owner: { kind: 'account', accountId } };
    expect(await refusals(context, own, accountId)).toEqual(['ok']);
  });

  it('nobody else; they are not told whether it exists, and nothing is settled for them', async () => {
    const context = newContext();
    const { accountId } = await newSubscriber(context);
    const stranger = await newSubscriber(context);
    const person = await signedIn(context, stranger.personId);
    context.moveTo(NOW + 40 * DAY_MS);
    const before = await accountRows(test.owner.sql, [accountId]);
    const others: Actor[] = [
      person,
      catalogKey('ai-studios'),
      { ...server, owner: { kind: 'account', accountId: stranger.accountId } },
    ];
    for (const actor of others) {
      const refused = await refusals(context, actor, accountId);
      expect(refused).toEqual(['{"code":"not_found","detail":"There is no such account."}']);
      for (const none of [newId(), 'x', '', '../1', '\u0000']) {
        expect(await refusals(context, actor, none)).toEqual(refused);
      }
    }
    const unscoped = catalogKey('captions', ['generations:write']);
    expect((await refusals(context, unscoped, accountId)).join()).toContain('forbidden');
    for (const id of [accountId, newId()]) {
      expect((await refusals(context, { kind: 'nobody' }, id)).join()).toContain('unauthenticated');
    }
    expect(await accountRows(test.owner.sql, [accountId])).toBe(before);
  });
});
