import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/db/testing/database';
import { theProgram } from '@/lib/access/actor';
import { readMeter } from '@/services/accounts/read-meter';
import { newClient, type Client } from './testing/client';
import { livedAccounts, shiftedDays } from './testing/lived-accounts';
import { readRawSums, totalOf } from './testing/raw-sums';
import { value } from './testing/told';
import { activityAgrees, meterAgrees, spendAgrees } from './testing/told-pages';
import { apiAgrees, statementsAgree } from './testing/told-records';

/*
 * One truth: whoever is asked, page, file, statement or API, says the same of an account, to the micro-credit, as the raw
 * rows of its entries do when PostgreSQL adds them up.
 */

// The log is the one thing here that reads the environment.
vi.mock('@/lib/env', () => ({ env: { LOG_LEVEL: 'silent' } }));

const test = useTestDatabase();
/** Another each time; put in here the one that a failure names, to see it again. */
const seed = Date.now() % 2 ** 31;
const seen = { entries: 0, statements: 0, shiftedDays: new Set<string>(), refundedEarlier: 0, held: 0, noPeriod: 0 };
const clients = new Map<string, Client>();
let lived: Awaited<ReturnType<typeof livedAccounts>>;

beforeAll(async () => {
  lived = await livedAccounts(test, { seed, count: 50, steps: 60 });
  for (const catalogId of new Set(lived.accounts.map((each) => each.catalogId)))
    clients.set(catalogId, await newClient(lived.context, { kind: 'catalog', catalogId }));
});
afterAll(() => console.info(`one truth, seed ${seed}:`, { ...seen, shiftedDays: seen.shiftedDays.size }));

it('is told alike by meter, spend, activity, files, statements, API and raw rows', { timeout: 120_000 }, async () => {
  const { context, accounts } = lived;
  for (const account of accounts) {
    const { accountId, zone } = account;
    // Reading settles what has fallen due: rows are looked at after it.
    const read = value(await readMeter(context, theProgram, accountId));
    const raw = await readRawSums(test.owner.sql, accountId, zone);
    const running = read.meter.period?.start ?? null;
    const told = { ...account, raw, current: raw.filter(({ period }) => period === running) };

    try {
      meterAgrees(read, told);
      await spendAgrees(context, told);
      const lines = await activityAgrees(context, told);
      const entries = await apiAgrees(clients.get(account.catalogId)!, told, read);
      expect(lines.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq));
      seen.statements += await statementsAgree(context, told, entries);
      seen.entries += entries.length;
    } catch (error) {
      throw new Error(`account ${accounts.indexOf(account)} of seed ${seed}, in ${zone}`, { cause: error });
    }
    for (const day of shiftedDays[zone]!)
      if (raw.some((sum) => sum.day === day)) seen.shiftedDays.add(`${zone} ${day}`);
    if (totalOf(raw, 'refundedEarlier') > 0n) seen.refundedEarlier += 1;
    if (read.meter.held > 0) seen.held += 1;
    if (read.meter.period === null) seen.noPeriod += 1;
  }
  expect(accounts).toHaveLength(50);
  expect(seen.shiftedDays.size).toBe(6);
  for (const often of [seen.refundedEarlier, seen.held]) expect(often).toBeGreaterThan(0);
});
