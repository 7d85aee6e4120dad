import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { theProgram } from '@/lib/access/actor';
import { livePreviews } from '@/lib/plans/testing/previewed-life';
import { addMonthsUtc, DAY_MS } from '@/lib/time';
import { moveClock } from '../accounts/move-clock';
import { reconcile } from '../audit/reconcile';
import { testContext } from '../testing/context';
import { liveMoney } from '../testing/money-life';
import { Buyer, must } from '../testing/orders';

const test = useTestDatabase();

describe('many lives', () => {
  it.each(['captions', 'ai-studios', 'artifio', null] as const)('of previews: %s', { timeout: 900_000 }, (catalog) => {
    expect(livePreviews(catalog, 3_000)).toBeGreaterThan(10_000);
  });

  it.each(['captions', 'ai-studios', 'artifio'])('of money: %s', { timeout: 900_000 }, async (catalogId) => {
    expect(await liveMoney(test, catalogId, 60)).toContain('done');
  });
});

/** So many move their clocks at once: more only wait for each other. */
const AT_ONCE = 4;
const ACCOUNTS = 1_000;

it('a year of a thousand accounts renews, is paid and adds up', { timeout: 1_800_000 }, async () => {
  const start = Date.parse('2025-01-31T08:00:00Z');
  const context = testContext(test.db, start);
  const ways = [
    { catalogId: 'captions', planId: 'pro', intervalId: 'month', renewals: 12 },
    { catalogId: 'captions', planId: 'scale', intervalId: 'month', renewals: 12 },
    { catalogId: 'ai-studios', planId: 'team', intervalId: 'month', renewals: 12 },
    { catalogId: 'ai-studios', planId: 'personal', intervalId: 'year', renewals: 1 },
  ] as const;
  const renewals = new Map<string, number>();
  const live = async (index: number) => {
    const { catalogId, planId, intervalId, renewals: expected } = ways[index % ways.length]!;
    const buyer = await Buyer.make(context, { catalogId, clockAt: start - DAY_MS });
    const move = (to: number) => moveClock(context, theProgram, { accountId: buyer.accountId, to });
    must(await move(start));
    await buyer.order({ type: 'changePlan', planId, intervalId });
    must(await move(addMonthsUtc(start, 12)));
    renewals.set(buyer.accountId, expected);
  };
  let next = 0;
  const worker = async () => {
    while (next < ACCOUNTS) await live(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  const rows = await test.owner.sql`
    SELECT account_id, count(*)::int AS count FROM invoices
    WHERE reason = 'renewal' AND status = 'paid' AND account_id = ANY(${[...renewals.keys()]}::uuid[]) GROUP BY 1`;
  expect(rows).toHaveLength(ACCOUNTS);
  for (const row of rows) expect(row.count).toBe(renewals.get(row.account_id as string));
  const [open] = await test.owner.sql`
    SELECT count(*)::int AS count FROM invoices
    WHERE status = 'open' AND account_id = ANY(${[...renewals.keys()]}::uuid[])`;
  expect(open!.count).toBe(0);
  expect(await reconcile(test.owner.sql)).toEqual([]);
});
