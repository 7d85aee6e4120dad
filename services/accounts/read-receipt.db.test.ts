import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { nobody, theProgram } from '@/lib/access/actor';
import { quote } from '@/lib/catalog/price';
import { credits } from '@/lib/credits';
import { newId } from '@/lib/ids';
import type { Command } from '@/lib/ledger/command';
import { DAY_MS } from '@/lib/time';
import { createKey } from '../keys/create-key';
import { catalogKey, newSubscriber, signedIn, testContext } from '../testing/context';
import { give, run } from '../testing/credits';
import { chargeGeneration } from '../generations/charge-generation';
import { readReceipt } from './read-receipt';
import { subscribeAccount } from './subscribe-account';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-03-10T09:30:00Z');
const test = useTestDatabase();

async function onPro() {
  const context = testContext(test.db, NOW);
  const subscriber = await newSubscriber(context);
  const { accountId } = subscriber;
  const plan = { accountId, planId: 'pro', intervalId: 'month', seats: 1 };
  expect(await subscribeAccount(context, theProgram, plan)).toMatchObject({ ok: true });
  return { context, ...subscriber };
}

async function charge(context: ReturnType<typeof testContext>, actor: ReturnType<typeof catalogKey>, input: object) {
  const charged = await chargeGeneration(context, actor, input, newId());
  if (!charged.ok) throw new Error(charged.error.code);
  return JSON.parse(charged.value.text) as { id: string; receipt: Record<string, unknown> };
}

it('says what was charged, from which credits, what they had cost, and who asked', async () => {
  const { context, accountId, personId } = await onPro();
  await give(context, accountId, 10, NOW + DAY_MS);
  const owner = { kind: 'catalog', catalogId: 'captions' } as const;
  const { id: keyId } = await createKey(context, { owner, scopes: ['generations:write'], name: 'Studio server' });
  const made = await charge(
    context,
    { ...catalogKey(), keyId },
    {
      account: accountId,
      feature: 'ai-ads',
      quantity: 250,
      project: 'Frühling',
    },
  );

  const read = await readReceipt(context, await signedIn(context, personId), { accountId, generationId: made.id });
  if (!read.ok) throw new Error(read.error.code);
  expect(read.value).toMatchObject({
    id: made.id,
    at: expect.stringMatching(/^2026-03-10T09:30:00/) as string,
    status: 'debited',
    feature: { id: 'ai-ads', name: 'AI Ads' },
    model: null,
    project: 'Frühling',
    askedBy: 'Studio server',
    entries: { first: 4, last: 6 },
    credits: 250,
    catalog: { id: 'captions', name: 'Captions', version: 1 },
    lines: [{ name: 'AI Ads', quantity: 250, credits: 250 }],
    balanceBefore: 410,
    balanceAfter: 160,
  });
  const { burns, cost } = read.value;
  expect(burns.map(({ grant, credits }) => [grant.id, grant.source, credits])).toEqual([
    [3, 'goodwill', 10],
    [2, 'plan', 200],
    [1, 'once', 40],
  ]);
  expect(burns[0]!.grant.endsAt).toBe('2026-03-11T09:30:00.000Z');
  expect(burns[1]!.grant.plan).toBe('Pro');
  // Goodwill and the welcome were given; the 200 of the plan had cost its $9.99, all of it.
  expect(burns.map(({ costMinor }) => costMinor)).toEqual([0, 999, 0]);
  expect(cost).toEqual({ minor: 999, currency: 'USD' });
  // The API's answer says the same.
  expect(made.receipt).toMatchObject({
    cost,
    burns: burns.map(({ grant, ...rest }) => ({ grant: grant.id, ...rest })),
  });
});

it('counts each credit of a grant once: the costs of all its debits are its price', async () => {
  const { context, accountId } = await onPro();
  let total = 0;
  for (const quantity of [7, 93, 51, 49]) {
    const made = await charge(context, catalogKey(), { account: accountId, feature: 'ai-ads', quantity });
    total += (made.receipt as { cost: { minor: number } }).cost.minor;
  }
  expect(total).toBeCloseTo(999, 6);
});

it('has a receipt for free work too', async () => {
  const { context, accountId } = await onPro();
  const made = await charge(context, catalogKey(), { account: accountId, feature: 'mirage-script' });
  const read = await readReceipt(context, theProgram, { accountId, generationId: made.id });
  expect(read).toMatchObject({
    value: { status: 'free', credits: 0, burns: [], cost: { minor: 0 }, balanceBefore: 400, balanceAfter: 400 },
  });
});

describe('the story of work that was held', () => {
  /** Holds 64 credits until an hour from now: 4 of goodwill that end tomorrow, 60 of the plan's 200. */
  async function held() {
    const { context, accountId } = await onPro();
    await give(context, accountId, 4, NOW + DAY_MS);
    const generationId = newId();
    const about = { feature: 'prompt-to-video', quantity: 8 };
    const priced = quote(context.catalogs.latest('captions')!, about);
    if (!priced.ok) throw new Error(priced.error.detail);
    const step = async (at: number, command: Command) => {
      context.moveTo(at);
      await run(context, accountId, command);
    };
    await step(NOW, { type: 'hold', generationId, quote: priced.value, lapsesAt: NOW + HOUR_MS });
    const read = async () => {
      const found = await readReceipt(context, theProgram, { accountId, generationId });
      if (!found.ok) throw new Error(found.error.code);
      return found.value;
    };
    return { context, accountId, generationId, step, read };
  }

  it('is open until it lapses', async () => {
    const { read } = await held();
    const lapsesAt = '2026-03-10T10:30:00.000Z';
    expect(await read()).toMatchObject({
      status: 'held',
      credits: 64,
      held: 64,
      lapsesAt,
      net: { credits: 0, minor: 0 },
      cost: { minor: 0 },
      burns: [
        { grant: { id: 3, source: 'goodwill' }, credits: 4 },
        { grant: { id: 2, source: 'plan', plan: 'Pro' }, credits: 60 },
      ],
      steps: [
        {
          kind: 'hold',
          lapsesAt,
          entries: { first: 4, last: 5 },
          returned: [],
          balanceBefore: 404,
          balanceAfter: 340,
        },
      ],
    });
  });

  it('captured with less, and refunded in part: what is left is what it has cost', async () => {
    const { generationId, step, read } = await held();
    await step(NOW + 1000, { type: 'capture', generationId, credits: credits(54) });
    await step(NOW + 2000, { type: 'refund', generationId, credits: credits(20) });
    const receipt = await read();
    expect(receipt).toMatchObject({
      status: 'captured',
      held: 64,
      lapsesAt: null,
      credits: 54,
      priced: 64,
      refunded: 20,
      // 200 credits had cost $9.99: 50 of them $2.4975, the 30 that stay charged $1.4985.
      cost: { minor: 249.75, currency: 'USD' },
      net: { credits: 34, minor: 149.85 },
    });
    expect(receipt.steps.map(({ kind, credits: moved, costMinor }) => [kind, moved, costMinor])).toEqual([
      ['hold', 64, 0],
      ['capture', 54, 249.75],
      ['refund', 20, 99.9],
    ]);
    const plain = receipt.steps.map(({ burns, returned, balanceBefore, balanceAfter }) => ({
      burns: burns.map(({ grant, credits: moved }) => [grant.id, moved]),
      returned: returned.map(({ grant, credits: moved, reissuedAs, ended }) => [grant.id, moved, reissuedAs, ended]),
      balance: [balanceBefore, balanceAfter],
    }));
    expect(plain.slice(1)).toEqual([
      {
        burns: [
          [3, 4],
          [2, 50],
        ],
        returned: [[2, 10, null, false]],
        balance: [340, 350],
      },
      { burns: [], returned: [[2, 20, null, false]], balance: [350, 370] },
    ]);
  });

  it('captured with more: the rest was taken besides, and its price is the new one', async () => {
    const { context, generationId, step, read } = await held();
    const priced = quote(context.catalogs.latest('captions')!, { feature: 'prompt-to-video', quantity: 10 });
    if (!priced.ok) throw new Error(priced.error.detail);
    const { value } = priced;
    await step(NOW + 1000, { type: 'capture', generationId, credits: value.credits, quote: value });
    expect(await read()).toMatchObject({
      credits: 80,
      priced: 80,
      lines: [{ quantity: 10 }],
      steps: [{ kind: 'hold' }, { kind: 'capture', credits: 80, returned: [], balanceBefore: 340, balanceAfter: 324 }],
    });
  });

  it('called off, or over by itself: everything is back, and nothing was charged', async () => {
    const [one, other] = [await held(), await held()];
    await one.step(NOW + 1000, { type: 'void', generationId: one.generationId });
    other.context.moveTo(NOW + 2 * HOUR_MS);
    for (const [story, kind] of [
      [one, 'void'],
      [other, 'lapse'],
    ] as const) {
      expect(await story.read()).toMatchObject({
        status: kind === 'void' ? 'voided' : 'lapsed',
        lapsesAt: null,
        net: { credits: 0, minor: 0 },
        steps: [
          { kind: 'hold', lapsesAt: '2026-03-10T10:30:00.000Z' },
          {
            kind,
            credits: 64,
            costMinor: 0,
            burns: [],
            returned: [
              { grant: { id: 3 }, credits: 4, reissuedAs: null },
              { grant: { id: 2 }, credits: 60, reissuedAs: null },
            ],
            balanceBefore: 340,
            balanceAfter: 404,
          },
        ],
      });
    }
  });

  it('given back after a grant’s end: as a new grant once, and then not again', async () => {
    const { context, accountId, generationId, step, read } = await held();
    await step(NOW + 1000, { type: 'capture', generationId, credits: credits(64) });
    await step(NOW + 2 * DAY_MS, { type: 'refund', generationId, credits: null });
    const { steps, net } = await read();
    expect(net).toEqual({ credits: 0, minor: 0 });
    const [back, anew] = steps[2]!.returned;
    expect(back).toMatchObject({ grant: { id: 2 }, credits: 60, reissuedAs: null, ended: false });
    expect(anew).toMatchObject({ grant: { id: 3, source: 'goodwill' }, credits: 4, ended: false });
    expect(anew!.reissuedAs).toMatchObject({ source: 'refund', endsAt: '2026-03-19T09:30:00.000Z' });

    // The new 4 pay first, end a week later, and are then given back again.
    const made = await charge(context, catalogKey(), { account: accountId, feature: 'ai-ads', quantity: 4 });
    await step(NOW + 10 * DAY_MS, { type: 'refund', generationId: made.id, credits: null });
    const again = await readReceipt(context, theProgram, { accountId, generationId: made.id });
    expect(again).toMatchObject({
      value: {
        steps: [
          { kind: 'debit' },
          {
            kind: 'refund',
            returned: [{ grant: { id: anew!.reissuedAs!.id }, credits: 4, reissuedAs: null, ended: true }],
          },
        ],
      },
    });
  });
});

it('does not exist for anybody else, under another account, or under a name that is none', async () => {
  const [one, other] = [await onPro(), await onPro()];
  const { context } = one;
  const made = await charge(context, catalogKey(), { account: one.accountId, feature: 'ai-ads', quantity: 1 });
  const [owner, stranger] = [await signedIn(context, one.personId), await signedIn(context, other.personId)];
  const code = async (actor: Parameters<typeof readReceipt>[1], accountId: string, generationId: string) => {
    const read = await readReceipt(context, actor, { accountId, generationId });
    return read.ok ? 'ok' : read.error.code;
  };
  expect(await code(owner, one.accountId, made.id)).toBe('ok');
  expect(await code(stranger, one.accountId, made.id)).toBe('not_found');
  expect(await code(stranger, other.accountId, made.id)).toBe('not_found');
  expect(await code(owner, one.accountId, newId())).toBe('not_found');
  expect(await code(owner, one.accountId, 'x')).toBe('not_found');
  expect(await code(owner, 'x', made.id)).toBe('not_found');
  expect(await code(nobody, one.accountId, made.id)).toBe('unauthenticated');
});
