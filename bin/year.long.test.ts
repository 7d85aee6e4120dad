import { expect, it } from 'vitest';
import { openDatabase } from '@/db/client';
import { readAccounts } from '@/db/ledger/accounts';
import { loadStates } from '@/db/ledger/load';
import { roles } from '@/db/roles';
import { useTestDatabase } from '@/db/testing/database';
import { inTransaction } from '@/db/transaction';
import { theProgram } from '@/lib/access/actor';
import { quote } from '@/lib/catalog/price';
import { newId, type Id } from '@/lib/ids';
import { addMonthsUtc, DAY_MS, type Instant } from '@/lib/time';
import { moveClock } from '@/services/accounts/move-clock';
import { audit } from '@/services/audit/reconcile';
import { seeded } from '@/services/demo/seeded';
import { always, runCommands } from '@/services/ledger/run-commands';
import { payInvoice } from '@/services/payments/pay-invoice';
import { testContext } from '@/services/testing/context';
import { Buyer, must } from '@/services/testing/orders';
import { startWorker } from '@/services/worker/start-worker';

/**
 * A year of a thousand accounts on test clocks: they use credits, are renewed, their cards are declined now and then,
 * some pay late and some never. Then every book has to agree, and every mail is made once.
 */

const ACCOUNTS = 1_000;
const AT_ONCE = 8;
const START = Date.parse('2026-01-31T10:00:00Z');
const END = addMonthsUtc(START, 12) + DAY_MS;

/** Each with the weight that it has among the accounts. */
const sorts = [
  { weight: 4, catalogId: 'captions', terms: { planId: 'pro', intervalId: 'month', seats: 1 }, feature: 'ai-creator' },
  { weight: 2, catalogId: 'captions', terms: { planId: 'max', intervalId: 'month', seats: 1 }, feature: 'ai-creator' },
  { weight: 1, catalogId: 'captions', terms: null, feature: 'ai-creator' },
  {
    weight: 1,
    catalogId: 'ai-studios',
    terms: { planId: 'personal', intervalId: 'month', seats: 1 },
    feature: 'ai-image-generator',
  },
  {
    weight: 2,
    catalogId: 'ai-studios',
    terms: { planId: 'team', intervalId: 'month', seats: 3 },
    feature: 'ai-image-generator',
  },
  {
    weight: 1,
    catalogId: 'ai-studios',
    terms: { planId: 'team', intervalId: 'year', seats: 2 },
    feature: 'ai-image-generator',
  },
] as const;

const test = useTestDatabase();

it('renews, is paid and adds up, to the last credit and the last cent', { timeout: 25 * 60_000 }, async () => {
  const context = testContext(test.db, START);
  const { sql } = test.owner;
  const begun = Date.now();
  let done = 0;
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < ACCOUNTS; index = next++) {
      await liveAYear(context, index);
      done += 1;
      if (done % 50 === 0) say(`${done} of ${ACCOUNTS} accounts have lived their year`, begun);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));

  const { accounts, entries, violations } = await audit(test.db, () => undefined);
  say(`${accounts} accounts and ${entries} entries audited`, begun);
  expect(violations).toEqual([]);
  expect(accounts).toBe(ACCOUNTS);

  const [money] = await sql`
    SELECT (SELECT sum(total) FROM invoices WHERE status = 'paid') AS invoiced,
      (SELECT sum(amount) FROM built_in_payments WHERE status = 'succeeded') AS collected,
      (SELECT count(*) FROM payment_attempts WHERE status = 'declined')::int AS declined,
      (SELECT count(*) FROM invoices WHERE status = 'paid' AND reason = 'renewal')::int AS renewals,
      (SELECT count(*) FROM invoices WHERE status = 'paid')::int AS paid,
      (SELECT count(*) FROM outbox WHERE topic = 'mail.invoice_paid')::int AS told`;
  expect(money!.collected).toBe(money!.invoiced);
  expect(money!.told).toBe(money!.paid);
  expect(money!.declined).toBeGreaterThan(ACCOUNTS / 10);
  const unequal = await sql`
    SELECT s.account_id FROM subscriptions s LEFT JOIN invoices i ON i.account_id = s.account_id AND i.status = 'paid'
      AND i.reason = 'renewal'
    WHERE s.plan_id <> 'free' GROUP BY s.account_id, s.period_index HAVING count(i) <> s.period_index`;
  expect(unequal).toEqual([]);
  const late = await sql`SELECT count(*)::int AS n FROM accounts WHERE clock_at <> ${new Date(END).toISOString()}`;
  expect(late[0]!.n).toBe(0);
  say(`${money!.renewals} renewals paid, ${money!.declined} payments declined`, begun);
  await makeMails(context, begun);
});

type TestContext = ReturnType<typeof testContext>;

/** One account's year, drawn by chance from its number. */
async function liveAYear(context: TestContext, index: number): Promise<void> {
  const chance = seeded(7_000 + index);
  const sort = chance.pick(sorts.flatMap((each) => Array.from({ length: each.weight }, () => each)));
  const buyer = await Buyer.make(context, { catalogId: sort.catalogId, clockAt: START });
  const { accountId } = buyer;
  if (sort.terms) await buyer.order({ type: 'changePlan', ...sort.terms });
  // A card in ten is bad from some month on, for good or until its owner sees to it; others fail for a month.
  const badFrom = chance.below(10) === 0 ? 1 + chance.below(10) : Infinity;
  const seesToIt = chance.below(3) > 0;
  for (let month = 1; month <= 12; month += 1) {
    await use(context, accountId, sort, chance.below(5));
    const isBad = month >= badFrom || chance.below(15) === 0;
    await buyer.paysBy(isBad ? 'declines' : chance.below(20) === 0 ? 'late' : 'pays');
    await move(context, accountId, addMonthsUtc(START, month) + DAY_MS * chance.below(3) + 1);
    if (isBad && seesToIt) {
      await buyer.paysBy('pays');
      await payWhatIsOpen(context, accountId);
    }
  }
  await move(context, accountId, END);
}

/** No further than the year goes, and never back. */
async function move(context: TestContext, accountId: Id, to: Instant): Promise<void> {
  must(await moveClock(context, theProgram, { accountId, to: Math.min(to, END) }));
}

/** Asks for some work; what there are not enough credits for is refused. */
async function use(context: TestContext, accountId: Id, sort: (typeof sorts)[number], quantity: number): Promise<void> {
  if (quantity === 0) return;
  const { clockAt } = (await readAccounts(context.db.sql, [accountId])).get(accountId)!;
  const priced = quote(context.catalogs.at(sort.catalogId)!(clockAt!), { feature: sort.feature, quantity });
  if (!priced.ok) throw new Error(priced.error.detail);
  const debit = always({ type: 'debit', generationId: newId(), quote: priced.value });
  await inTransaction(context.db, (tx) => runCommands(tx, context, [{ accountId, command: debit }]));
}

async function payWhatIsOpen(context: TestContext, accountId: Id): Promise<void> {
  const open = await context.db.sql`SELECT number FROM invoices WHERE account_id = ${accountId} AND status = 'open'`;
  for (const { number } of open) must(await payInvoice(context, theProgram, accountId, { invoice: number }));
  expect((await loadStates(context.db.sql, [accountId])).get(accountId)!.state.subscription?.status).toBe('active');
}

/** Lets a worker make the year's mails: one of each row. */
async function makeMails(context: TestContext, begun: number): Promise<void> {
  const db = openDatabase(test.url, { role: roles.worker, max: 4 });
  const told: unknown[] = [];
  const log = { debug: () => undefined, warn: () => undefined, error: (...args: unknown[]) => void told.push(args) };
  const worker = await startWorker({
    ...{ context, post: { db, mailer: null }, log, databaseUrl: test.url, role: roles.worker },
  });
  const waiting = async () => (await test.owner.sql`SELECT FROM outbox WHERE done_at IS NULL`).length;
  for (let left = await waiting(); left > 0; left = await waiting()) {
    say(`${left} mails to be made`, begun);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  }
  await worker.stop();
  await db.close();
  expect(told).toEqual([]);
  const [row] = await test.owner.sql`
    SELECT (SELECT count(*) FROM mails)::int AS mails, (SELECT count(*) FROM outbox)::int AS rows`;
  expect(row!.mails).toBe(row!.rows);
}

function say(line: string, begun: number): void {
  process.stderr.write(`  ${Math.round((Date.now() - begun) / 1000)} s: ${line}\n`);
}
