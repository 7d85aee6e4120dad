import { beforeAll, expect, it } from 'vitest';
import type { Transaction } from '@/db/client';
import {
  readBalancesAfter,
  readPeriodRange,
  readRangeEndingAt,
  readRefreshEnded,
  readUsedPeriods,
  sumEnded,
  sumIssued,
  sumUsed,
} from '@/db/reads/statement';
import { useTestDatabase } from '@/db/testing/database';
import type { Id } from '@/lib/ids';
import { testContext } from '../testing/context';
import { accountWithHistory } from '../testing/long-history';
import { rowsFetched } from '../testing/rows-fetched';

/** What a statement's sums read, counted by PostgreSQL, on an account with forty thousand entries in one period. */

const START = Date.parse('2026-01-01T00:00:00Z');
const ENTRIES = 40_000;
const test = useTestDatabase();
let accountId: Id;
let last: number;

beforeAll(async () => {
  ({ accountId } = await accountWithHistory(testContext(test.db, START), { entries: ENTRIES, start: START }));
  const [header] = await test.db.sql`SELECT seq FROM headers WHERE account_id = ${accountId}`;
  last = Number(header!.seq);
  await test.owner.sql`ANALYZE`;
});

const fetchedBy = (work: (tx: Transaction) => Promise<unknown>) => rowsFetched(test.db, work);

it('where a period begins and ends is found by looking at a few entries', async () => {
  const few = 2 * Math.ceil(Math.log2(ENTRIES)) + 3;
  expect(await fetchedBy((tx) => readPeriodRange(tx, accountId, START, last))).toBeLessThanOrEqual(few);
  expect(await fetchedBy((tx) => readRangeEndingAt(tx, accountId, last))).toBeLessThanOrEqual(few);
  expect(await fetchedBy((tx) => readBalancesAfter(tx, accountId, [0, last]))).toBeLessThanOrEqual(2);
});

it('the periods in which anything was used are found by two rows each', async () => {
  const made = { entries: 420, start: START, apartMs: 86_400_000 };
  const { accountId: monthly } = await accountWithHistory(testContext(test.db, START), made);
  await test.owner.sql`ANALYZE`;
  const rows = await test.db.sql`
    SELECT DISTINCT period_start AS start FROM usage_rollups WHERE account_id = ${monthly} ORDER BY 1 DESC`;
  const starts = rows.map(({ start }) => Date.parse(start));
  expect(starts.length).toBeGreaterThan(12);
  let found: number[] = [];
  const read = (limit: number) => fetchedBy(async (tx) => (found = await readUsedPeriods(tx, monthly, limit)));
  expect(await read(100)).toBeLessThanOrEqual(starts.length * 2);
  expect(found).toEqual(starts);
  expect(await read(6)).toBeLessThanOrEqual(12);
  expect(found).toEqual(starts.slice(0, 6));
});

it('its sums read the lots that came and ended, and the rollup, but no entry of work', async () => {
  const range = await readPeriodRange(test.db.sql, accountId, START, last);
  expect(range).toEqual({ start: START, first: 1, lastOwn: last, last, next: null });
  const [lots] = await test.db.sql`
    SELECT (SELECT count(*) FROM grants WHERE account_id = ${accountId})::int AS came,
           (SELECT count(*) FROM entries WHERE account_id = ${accountId} AND to_place = 'expired')::int AS ended,
           (SELECT count(*) FROM usage_rollups WHERE account_id = ${accountId})::int AS rolled`;
  expect(lots!.came).toBeGreaterThan(500);
  // A lot, and the entry that says why it came.
  expect(await fetchedBy((tx) => sumIssued(tx, accountId, range))).toBe(lots!.came * 2);
  expect(await fetchedBy((tx) => sumEnded(tx, accountId, range))).toBe(lots!.ended);
  expect(await fetchedBy((tx) => sumUsed(tx, accountId, range))).toBe(lots!.rolled);
  expect(await fetchedBy((tx) => readRefreshEnded(tx, accountId, START))).toBeLessThanOrEqual(200);
});
