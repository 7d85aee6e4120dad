import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/db/client';
import { useTestDatabase } from '@/db/testing/database';
import { catalogKey, signedIn, testContext } from '../testing/context';
import { reconcile } from '@/services/audit/reconcile';
import type { Context } from '../context';
import { readMeter } from '../accounts/read-meter';
import { actorOfKey } from '../keys/actor-of-key';
import { openSession } from '../people/open-session';
import { findAccounts } from '../support/find-accounts';
import { DEMO_MONTHS, demoSubscribers, demoSupport } from './cast';
import { demoIsWhole, makeDemo, type Demo } from './make-demo';

/** The day on which the story ends; the real time is another. */
const END = Date.parse('2026-03-15T10:00:00Z');
const NOW = Date.parse('2026-03-15T10:00:07Z');
const whole = useTestDatabase();
const again = useTestDatabase();
const cut = useTestDatabase();
let demo: Demo;

const quiet = () => undefined;
const make = (db: Database) => makeDemo(testContext(db, NOW), END, quiet);

beforeAll(async () => {
  expect(await demoIsWhole(whole.db)).toBe(false);
  demo = await make(whole.db);
});

/** Everything that the stories come to: all but ids, which are new each time, and the hashes that contain them. */
async function story({ sql }: Database) {
  return sql`
    SELECT p.email, a.clock_at, e.seq, e.at, e.kind, e.reason, e.grant_id, e.from_place, e.to_place, e.amount,
      e.balance_after, e.period_start, e.feature, e.model, g.project
    FROM people p JOIN memberships m ON m.person_id = p.id JOIN accounts a ON a.account_id = m.account_id
    JOIN entries e ON e.account_id = a.account_id
    LEFT JOIN generations g ON g.account_id = e.account_id AND g.id = e.generation_id ORDER BY p.email, e.seq`;
}

function accountOf(name: string): string {
  return demo.people.find(({ email }) => email.startsWith(`${name}@`))!.account!;
}

async function meterOf(name: string) {
  const read = await readMeter(testContext(whole.db, NOW), catalogKey(), accountOf(name));
  if (!read.ok) throw new Error(read.error.code);
  return read.value.meter;
}

it('is whole, and its books agree', async () => {
  expect(await demoIsWhole(whole.db)).toBe(true);
  expect(demo.people).toHaveLength(demoSubscribers.length + 1);
  expect(await reconcile(whole.owner.sql)).toEqual([]);
});

it('has paid for all its credits, by invoices that say so', async () => {
  const rows = await whole.owner.sql`
    SELECT a.name,
      (SELECT coalesce(sum(g.paid), 0) FROM grants g
       WHERE g.account_id = a.account_id AND g.source IN ('plan', 'pack', 'add_on')) AS cost,
      (SELECT coalesce(sum(i.total), 0) FROM invoices i WHERE i.account_id = a.account_id AND i.status = 'paid') AS paid,
      (SELECT count(*)::int FROM invoices i WHERE i.account_id = a.account_id) AS invoices
    FROM accounts a ORDER BY a.name`;
  for (const { name, cost, paid } of rows) expect([name, cost]).toEqual([name, (paid as bigint) * 1_000_000n]);
  expect(Math.max(...rows.map(({ invoices }) => invoices as number))).toBeGreaterThan(DEMO_MONTHS);
});

it('everybody in it can sign in, the key works, and support finds the accounts', async () => {
  const context = testContext(whole.db, NOW);
  for (const [index, { email, password }] of demo.people.entries()) {
    expect(await openSession(context, { email, password }, `address ${index}`)).toMatchObject({ ok: true });
  }
  expect(await actorOfKey(context, `Bearer ${demo.apiKey}`)).toMatchObject({
    owner: { kind: 'catalog', catalogId: 'captions' },
  });
  const [support] = await whole.owner.sql`SELECT id FROM people WHERE email = ${demoSupport.email}`;
  const actor = await signedIn(context, support!.id as string);
  const found = await findAccounts(context, actor, { email: 'low@demo.meterbook.example' });
  expect(found).toMatchObject({ ok: true, value: [{ id: accountOf('low'), planName: 'Pro' }] });
});

it('lives on test clocks that stand at its last day', async () => {
  const rows = await whole.owner.sql`SELECT clock_at, next_due_at FROM accounts JOIN headers USING (account_id)`;
  expect(rows).toHaveLength(demoSubscribers.length);
  for (const row of rows) expect([Date.parse(row.clock_at as string), row.next_due_at]).toEqual([END, null]);
});

describe('each account is what it says:', () => {
  it('new and empty', async () => {
    expect(await meterOf('new')).toMatchObject({ plan: { id: 'free' }, available: 200, used: 0, granted: 200 });
    const [row] = await whole.owner.sql`SELECT seq FROM headers WHERE account_id = ${accountOf('new')}`;
    expect(row!.seq).toBe(1n);
  });

  it('nearly used up: under 5 % of the plan is left, a week before it refreshes', async () => {
    const meter = await meterOf('low');
    expect(meter.plan).toMatchObject({ id: 'pro', status: 'active' });
    expect(meter.available).toBeGreaterThan(0);
    expect(meter.available).toBeLessThan(200 * 0.05);
    expect(meter.refresh!.days).toBeGreaterThan(3);
  });

  it('rolled over to the cap: twice the month was carried in, and more than that had to end', async () => {
    const meter = await meterOf('cap');
    expect(meter).toMatchObject({ plan: { id: 'max' }, carryOverCap: 1000 });
    // All that moved recurring plan credits before this period began is what it carried in.
    const [carried] = await whole.owner.sql`
      SELECT sum(CASE 'available' WHEN e.to_place THEN e.amount WHEN e.from_place THEN -e.amount ELSE 0 END)::bigint AS sum
      FROM entries e JOIN grants g ON g.account_id = e.account_id AND g.id = e.grant_id
      WHERE e.account_id = ${accountOf('cap')} AND g.recurring AND e.period_start < ${meter.period!.start}`;
    expect(carried!.sum).toBe(1_000_000_000n);
    const [ended] = await whole.owner.sql`
      SELECT count(*)::int AS count FROM entries WHERE account_id = ${accountOf('cap')} AND kind = 'expire'`;
    expect(ended!.count).toBeGreaterThan(0);
  });

  it('steady: spends most of every month', async () => {
    expect(await meterOf('steady')).toMatchObject({ plan: { id: 'max', status: 'active' } });
    const months = await whole.owner.sql`
      SELECT sum(used)::bigint AS used, sum(generations)::int AS generations FROM usage_rollups
      WHERE account_id = ${accountOf('steady')} GROUP BY period_start ORDER BY period_start`;
    expect(months).toHaveLength(DEMO_MONTHS);
    for (const month of months.slice(0, -1)) expect(month.used).toBeGreaterThan(300_000_000n);
  });

  it('steady: one hold is open, and one of each other end has been', async () => {
    const held = await whole.owner.sql`
      SELECT status, held, credits, refunded FROM generations
      WHERE account_id = ${accountOf('steady')} AND held > 0 ORDER BY first_seq`;
    const inCredits = (micro: unknown) => Number(micro as bigint) / 1e6;
    expect(
      held.map((row) => [row.status, inCredits(row.held), inCredits(row.credits), inCredits(row.refunded)]),
    ).toEqual([
      ['captured', 64, 48, 16],
      ['voided', 32, 0, 0],
      ['lapsed', 16, 0, 0],
      ['captured', 24, 32, 0],
      ['held', 40, 0, 0],
    ]);
    expect((await meterOf('steady')).held).toBe(40);
  });
});

it('never has more than three months of recurring plan credits available in Captions', async () => {
  const grants = await whole.owner.sql`
    SELECT account_id, id, amount FROM grants JOIN accounts USING (account_id)
    WHERE recurring AND catalog_id = 'captions' ORDER BY account_id, id`;
  const entries = await whole.owner
    .sql`SELECT account_id, grant_id, from_place, to_place, amount FROM entries ORDER BY account_id, seq`;
  const months = new Map(grants.map((grant) => [`${grant.account_id} ${grant.id}`, grant.amount as bigint]));
  const available = new Map<string, bigint>();
  for (const entry of entries) {
    const month = months.get(`${entry.account_id} ${entry.grant_id}`);
    if (month === undefined) continue;
    const change =
      entry.to_place === 'available' ? entry.amount : entry.from_place === 'available' ? -entry.amount : 0n;
    const now = (available.get(entry.account_id as string) ?? 0n) + (change as bigint);
    expect(now <= 3n * month).toBe(true);
    available.set(entry.account_id as string, now);
  }
  expect(available.size).toBe(3);
});

it('is the same story in another database', async () => {
  await make(again.db);
  expect(await story(again.owner)).toEqual(await story(whole.owner));
});

it('made twice adds nothing but a key', async () => {
  const before = await story(again.owner);
  const second = await make(again.db);
  expect(await story(again.owner)).toEqual(before);
  const [count] = await again.owner.sql`
    SELECT (SELECT count(*)::int FROM people) AS people, (SELECT count(*)::int FROM api_keys) AS keys`;
  expect(count).toEqual({ people: demoSubscribers.length + 1, keys: 2 * Object.keys(second.apiKeys).length });
  expect(second.people.filter(({ account }) => account === null)).toMatchObject([{ role: 'support' }]);
});

it('killed again and again on the way, it is finished as the same story', async () => {
  const context = testContext(cut.db, NOW);
  const { catalogs } = context;
  let kills = 0;
  for (let steps = 3; ; steps = Math.ceil(steps * 1.7)) {
    let left = steps;
    const mortal: Context = {
      ...context,
      catalogs: {
        ...catalogs,
        at: (id) => {
          if ((left -= 1) < 0) throw new Error('killed');
          return catalogs.at(id);
        },
      },
    };
    try {
      await makeDemo(mortal, END, quiet);
      break;
    } catch (error) {
      expect(error).toMatchObject({ message: 'killed' });
      kills += 1;
      expect(await demoIsWhole(cut.db)).toBe(false);
    }
  }
  expect(kills).toBeGreaterThan(5);
  expect(await story(cut.owner)).toEqual(await story(whole.owner));
  expect(await reconcile(cut.owner.sql)).toEqual([]);
});
