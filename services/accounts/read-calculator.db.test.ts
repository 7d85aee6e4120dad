import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { nobody, theProgram } from '@/lib/access/actor';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import type { Asked } from '@/lib/usage/activity-filter';
import { chargeGeneration } from '../generations/charge-generation';
import { accountRows } from '../testing/account-rows';
import { catalogKey, newSubscriber, signedIn, testContext } from '../testing/context';
import { give, run } from '../testing/credits';
import type { Calculator } from './calculator-answer';
import { readCalculator } from './read-calculator';

const START = Date.parse('2026-01-01T12:00:00Z');
const test = useTestDatabase();
type TestContext = ReturnType<typeof testContext>;

async function read(context: TestContext, accountId: Id, asked: Asked = {}): Promise<Calculator> {
  const answer = await readCalculator(context, theProgram, accountId, asked);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

async function charge(context: TestContext, accountId: Id, day: number, request: object) {
  context.moveTo(START + day * DAY_MS);
  const charged = await chargeGeneration(context, catalogKey(), { account: accountId, ...request }, newId());
  expect(charged).toMatchObject({ ok: true });
}

const lines = ({ mix }: Calculator) => mix.map(({ key, quantity, credits }) => [key, quantity, credits]);

describe('the calculator', () => {
  it('fills the mix in with the average of 90 whole days, by what was charged', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context);
    await give(context, accountId, 1000);
    // Before the 90 days; on their first and their last; and today, which is not over.
    await charge(context, accountId, 1, { feature: 'ai-edit' });
    await charge(context, accountId, 10, { feature: 'voiceover', quantity: 12 });
    await charge(context, accountId, 40, { feature: 'prompt-to-video', quantity: 10 });
    await charge(context, accountId, 99, { feature: 'voiceover', quantity: 12 });
    await charge(context, accountId, 99, { feature: 'mirage-script' });
    await charge(context, accountId, 100, { feature: 'ai-edit' });
    const found = await read(context, accountId);
    expect(found.source).toEqual({ from: '2026-01-11', to: '2026-04-10', days: 90, unknown: 0 });
    // 10 seconds and 4 started blocks in 90 days: 3⅓ and 1⅓ a month.
    expect(lines(found)).toEqual([
      ['prompt-to-video', 4, 32],
      ['voiceover', 2, 2],
    ]);
    expect(found.need).toBe(34);
    expect(found.fits.find(({ isCheapest }) => isCheapest)).toMatchObject({
      plan: { id: 'pro' },
      left: 166,
      total: 999,
    });
    expect(found.fits.find(({ isCurrent }) => isCurrent)).toMatchObject({
      plan: { id: 'free' },
      credits: 0,
      once: 200,
    });
  });

  it('does not take a few days for a month of them, and says where nothing was used', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context);
    expect(await read(context, accountId)).toMatchObject({ mix: [], need: 0, source: { days: 30 } });
    await charge(context, accountId, 1, { feature: 'ai-edit' });
    context.moveTo(START + 3 * DAY_MS);
    expect(lines(await read(context, accountId))).toEqual([['ai-edit', 1, 14]]);
    context.moveTo(START + 45 * DAY_MS);
    expect((await read(context, accountId)).source).toMatchObject({ from: '2026-01-02', days: 44 });
  });

  it('follows the address, and survives any', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context);
    const asked = await read(context, accountId, { 'q.ai-edit': '20', add: 'genai-video.veo-3', n: '2' });
    expect(asked).toMatchObject({ source: null, ignored: 0, need: 344 });
    expect(lines(asked)).toEqual([
      ['ai-edit', 20, 280],
      ['genai-video.veo-3', 2, 64],
    ]);
    const broken = await read(context, accountId, { 'q.ai-edit': 'x', 'q.\u0000': '1', add: ['a', 'b'], mix: 'own' });
    expect(broken).toMatchObject({ mix: [], ignored: 2, need: 0 });
  });

  it('counts what can be spent, not what is held or locked', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context);
    const buys = async () => {
      const found = await read(context, accountId);
      const edit = found.buys.find(({ feature }) => feature.id === 'ai-edit')!;
      return [found.spendable, found.locked, edit.rows[0]!.buys!.count];
    };
    expect(await buys()).toEqual([200, 0, 14]);
    await charge(context, accountId, 0, { feature: 'prompt-to-video', quantity: 8 });
    expect(await buys()).toEqual([136, 0, 9]);
  });

  it('counts an account’s seats', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context, { catalogId: 'ai-studios' });
    await run(context, accountId, { type: 'subscribe', planId: 'team', intervalId: 'month', seats: 3 });
    const found = await read(context, accountId, { 'q.ai-video-generator': '450' });
    expect(found.fits.find(({ isCheapest }) => isCheapest)).toMatchObject({
      plan: { id: 'team' },
      interval: { id: 'month' },
      seats: 3,
      isCurrent: true,
      total: 11_700,
      left: 0,
    });
  });

  it('is for whoever may see the account, and changes nothing', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context);
    const before = await accountRows(test.db.sql, [accountId]);
    const stranger = await signedIn(context, (await newSubscriber(context)).personId);
    for (const [actor, code] of [
      [stranger, 'not_found'],
      [nobody, 'unauthenticated'],
    ] as const) {
      expect(await readCalculator(context, actor, accountId, {})).toMatchObject({ error: { code } });
    }
    await read(context, accountId);
    expect(await accountRows(test.db.sql, [accountId])).toBe(before);
  });
});
