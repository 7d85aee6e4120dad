import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { newId, type Id } from '@/lib/ids';
import { DAY_MS } from '@/lib/time';
import type { SpendReport } from '@/lib/usage/spend';
import { parseSpendView, spendBys } from '@/lib/usage/spend-view';
import { chargeGeneration } from '../generations/charge-generation';
import { catalogKey, newSubscriber, testContext } from '../testing/context';
import { give, run } from '../testing/credits';
import { readMeter } from './read-meter';
import { readSpend } from './read-spend';
import { readUsage } from './read-usage';

/** The clocks of Berlin go forward on 29 March: that day has 23 hours. */
const START = Date.parse('2026-02-14T10:00:00Z');
const HOUR = 3_600_000;
const test = useTestDatabase();
const server = catalogKey();
type TestContext = ReturnType<typeof testContext>;

async function charge(context: TestContext, accountId: Id, at: number, request: object) {
  context.moveTo(at);
  const charged = await chargeGeneration(context, server, { account: accountId, ...request }, newId());
  expect(charged).toMatchObject({ ok: true });
}

/** An account that is in its third period, and has used something in each. */
async function busyAccount() {
  const context = testContext(test.db, START - DAY_MS);
  const { accountId } = await newSubscriber(context, { zone: 'Europe/Berlin' });
  context.moveTo(START);
  await run(context, accountId, { type: 'subscribe', planId: 'max', intervalId: 'month', seats: 1 });
  await give(context, accountId, 1000);
  await charge(context, accountId, START + DAY_MS, { feature: 'ai-ads', quantity: 9, project: 'a' });
  const second = Date.parse('2026-03-14T10:00:00Z');
  context.moveTo(second);
  await run(context, accountId, { type: 'renew', periodIndex: 1 });
  const [image, edit] = [{ feature: 'genai-image', model: 'photon' }, { feature: 'ai-edit' }];
  for (const [at, request] of [
    [second + HOUR, { ...image, quantity: 2, project: 'a', member: 'ada' }],
    // 23:30 of 28 March, 00:30 and 01:59 before the clocks go forward, 23:30 of the short day, 00:30 of the next.
    [Date.parse('2026-03-28T22:30:00Z'), { ...edit, member: 'ada' }],
    [Date.parse('2026-03-28T23:30:00Z'), { ...edit, member: 'ada' }],
    [Date.parse('2026-03-29T00:59:00Z'), { ...image, quantity: 1, project: 'b' }],
    [Date.parse('2026-03-29T21:30:00Z'), { feature: 'mirage-script', project: 'b' }],
    [Date.parse('2026-03-29T22:30:00Z'), { ...edit, member: 'bo' }],
  ] as const) {
    await charge(context, accountId, at, request);
  }
  const third = Date.parse('2026-04-14T10:00:00Z');
  context.moveTo(third);
  await run(context, accountId, { type: 'renew', periodIndex: 2 });
  // The same day as the end of the second period.
  await charge(context, accountId, third + HOUR, { feature: 'ai-ads', quantity: 7, project: 'b' });
  await charge(context, accountId, third + 3 * DAY_MS, { ...image, quantity: 1, member: 'ada' });
  return { context, accountId };
}

async function spend(context: TestContext, accountId: Id, asked: Record<string, string>): Promise<SpendReport> {
  const read = await readSpend(context, server, accountId, parseSpendView(asked));
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

async function usage(context: TestContext, accountId: Id, by: (typeof spendBys)[number] | 'day', days = {}) {
  const read = await readUsage(context, server, accountId, { by, ...days });
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

describe('the page says what the API says', () => {
  it('of the period, by whatever it is added up, line by line and bar by bar', async () => {
    const { context, accountId } = await busyAccount();
    const meter = await readMeter(context, server, accountId);
    for (const by of spendBys) {
      const [page, machine] = [await spend(context, accountId, { by }), await usage(context, accountId, by)];
      expect(page).toMatchObject({ by, range: 'period', first: '2026-04-14', last: '2026-05-14' });
      expect(page.total).toEqual(machine.total);
      expect(page.total.credits).toBe(meter.ok && meter.value.meter.used);
      expect(byKey(page.lines)).toEqual(byKey(machine.items));
      expect(sum(page.bars.map(({ total }) => total))).toBe(page.total.credits);
    }
  });

  it('of any days, those on which the clocks change too', async () => {
    const { context, accountId } = await busyAccount();
    for (const [from, to] of [
      ['2026-02-01', '2026-04-30'],
      ['2026-03-28', '2026-03-30'],
      ['2026-03-29', '2026-03-29'],
      ['2025-01-01', '2025-01-31'],
    ] as const) {
      const daily = await usage(context, accountId, 'day', { from, to });
      for (const by of spendBys) {
        const page = await spend(context, accountId, { by, from, to });
        const machine = await usage(context, accountId, by, { from, to });
        expect([by, page.total]).toEqual([by, machine.total]);
        expect(byKey(page.lines)).toEqual(byKey(machine.items));
        const used = page.bars.filter(({ total }) => total !== 0).map((bar) => [bar.from, bar.total]);
        expect([by, used]).toEqual([
          by,
          daily.items.filter(({ credits }) => credits).map((day) => [day.key, day.credits]),
        ]);
      }
    }
  });
});

describe('periods', () => {
  it('stand behind each other, though one ends on the day on which the next begins', async () => {
    const { context, accountId } = await busyAccount();
    const [current, last] = [await spend(context, accountId, {}), await spend(context, accountId, { range: 'last' })];
    expect(last).toMatchObject({ range: 'last', first: '2026-03-14', last: '2026-04-14', hasLast: true });
    expect(last.bars.at(-1)).toMatchObject({ from: '2026-04-14', total: 0 });
    expect(last.before).toMatchObject({ first: '2026-02-14', last: '2026-03-14', credits: 9, soFar: null });
    expect(last.bars[1]!.before).toBe(9);
    expect(current.bars[0]!.total).toBe(7);
    expect(current.before).toMatchObject({ first: '2026-03-14', last: '2026-04-14', credits: last.total.credits });
    expect(current.before!.soFar).toBe(last.bars[0]!.total);
  });

  it('are those of the subscription alone: there is none before its first', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context);
    context.moveTo(START + DAY_MS);
    await run(context, accountId, { type: 'subscribe', planId: 'pro', intervalId: 'month', seats: 1 });
    expect(await spend(context, accountId, { range: 'last' })).toMatchObject({
      range: 'period',
      hasLast: false,
      before: null,
      lines: [],
    });
  });
});

it('nobody else is told', async () => {
  const context = testContext(test.db, START);
  const { accountId } = await newSubscriber(context);
  const read = await readSpend(context, catalogKey('ai-studios'), accountId, parseSpendView({}));
  expect(read).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

describe('the forecast', () => {
  it('begins when there are five whole days, and counts the days without use', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context, { zone: 'Europe/Berlin' });
    await charge(context, accountId, START, { feature: 'ai-ads', quantity: 20 });
    await charge(context, accountId, START + DAY_MS, { feature: 'ai-ads', quantity: 30 });
    const forecastAt = async (at: string) => {
      context.moveTo(Date.parse(at));
      const read = await readMeter(context, server, accountId);
      return read.ok ? read.value.meter.forecast : read;
    };
    // Midnight in Berlin: the fifth whole day is over.
    expect(await forecastAt('2026-02-18T22:59:59Z')).toBeNull();
    // 50 in five days; the 150 that are left last fifteen more.
    expect(await forecastAt('2026-02-18T23:00:00Z')).toMatchObject({ perDay: 10, days: 5, runsOut: '2026-03-06' });
    expect(await forecastAt('2026-03-14T12:00:00Z')).toMatchObject({ perDay: 1.8, days: 28 });
    expect(await forecastAt('2026-06-14T12:00:00Z')).toBeNull();
  });
});

function byKey(lines: readonly { key: string | null; credits: number; generations: number }[]) {
  return Object.fromEntries(lines.map(({ key, credits, generations }) => [String(key), [credits, generations]]));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
