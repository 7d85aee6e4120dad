import { expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { nobody, theProgram } from '@/lib/access/actor';
import { newId } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import { createKey } from '../keys/create-key';
import { catalogKey, newSubscriber, signedIn, testContext } from '../testing/context';
import { give } from '../testing/credits';
import { chargeGeneration } from './charge-generation';
import { readReceipt } from './read-receipt';
import { subscribeAccount } from './subscribe-account';

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
