import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { nobody, theProgram } from '@/lib/access/actor';
import { newId, type Id } from '@/lib/ids';
import { chargeGeneration } from '../generations/charge-generation';
import { accountRows } from '../testing/account-rows';
import { catalogKey, newSubscriber, signedIn, testContext } from '../testing/context';
import { give } from '../testing/credits';
import { comparePlans, type PlanComparison } from './compare-plans';

const START = Date.parse('2026-01-10T12:00:00Z');
const test = useTestDatabase();
type TestContext = ReturnType<typeof testContext>;

async function compare(context: TestContext, accountId: Id, seats?: unknown): Promise<PlanComparison> {
  const answer = await comparePlans(context, theProgram, { accountId, seats });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

async function charge(context: TestContext, accountId: Id, at: string, quantity: number) {
  context.moveTo(Date.parse(at));
  // 8 credits a second.
  const work = { account: accountId, feature: 'prompt-to-video', quantity };
  expect(await chargeGeneration(context, catalogKey(), work, newId())).toMatchObject({ ok: true });
}

const on = ({ offers }: PlanComparison, id: string) => offers.find(({ plan }) => plan.id === id)!;

describe('plans beside each other', () => {
  it('price the last three whole months of the account’s zone, by what was used in them', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context, { zone: 'America/New_York' });
    await give(context, accountId, 2000);
    await charge(context, accountId, '2026-01-11T12:00:00Z', 20);
    // The last hour of January in New York, the first of February in UTC.
    await charge(context, accountId, '2026-02-01T04:30:00Z', 5);
    await charge(context, accountId, '2026-03-20T12:00:00Z', 30);
    // Not over yet.
    await charge(context, accountId, '2026-04-02T12:00:00Z', 10);
    const found = await compare(context, accountId);
    expect(found.past).toEqual([
      { month: '2026-01-01', used: 200 },
      { month: '2026-02-01', used: 0 },
      { month: '2026-03-01', used: 240 },
    ]);
    expect(on(found, 'max').past.total).toBe(3 * 2499);
    expect(on(found, 'pro').past).toEqual({
      months: [
        { month: '2026-01-01', cost: 999, missing: 0 },
        { month: '2026-02-01', cost: 999, missing: 0 },
        { month: '2026-03-01', cost: null, missing: 40 },
      ],
      total: null,
    });
  });

  it('leave out months before there was any use, and say nothing where there was none', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context);
    expect((await compare(context, accountId)).past).toEqual([]);
    await charge(context, accountId, '2026-02-15T12:00:00Z', 1);
    context.moveTo(Date.parse('2026-03-02T12:00:00Z'));
    expect((await compare(context, accountId)).past).toEqual([{ month: '2026-02-01', used: 8 }]);
  });

  it('go by the seats that are asked for, and by the account’s own where none can be had', async () => {
    const context = testContext(test.db, START);
    const { accountId } = await newSubscriber(context, { catalogId: 'ai-studios' });
    const asked = await compare(context, accountId, '12');
    expect(on(asked, 'team')).toMatchObject({
      seats: { count: 12, min: 1, max: null },
      price: { period: 12 * 3900, month: 12 * 3900, seat: 3900 },
      credits: 1800,
      unit: { perThousand: 26_000 },
      isTooSmall: false,
    });
    expect(on(asked, 'personal')).toMatchObject({ seats: null, isTooSmall: true });
    for (const wrong of ['0', '-1', 'x', '1000000', ['2', '3'], undefined]) {
      expect((await compare(context, accountId, wrong)).seats).toBe(1);
    }
  });

  it('are for those who may see the account, and change nothing', async () => {
    const context = testContext(test.db, START);
    const { accountId, personId } = await newSubscriber(context);
    const other = await newSubscriber(context);
    const before = await accountRows(test.owner.sql, [accountId]);
    expect((await comparePlans(context, await signedIn(context, personId), { accountId })).ok).toBe(true);
    const stranger = await signedIn(context, other.personId);
    expect(await comparePlans(context, stranger, { accountId })).toMatchObject({ error: { code: 'not_found' } });
    expect(await comparePlans(context, nobody, { accountId })).toMatchObject({ error: { code: 'unauthenticated' } });
    expect(await accountRows(test.owner.sql, [accountId])).toEqual(before);
  });
});
