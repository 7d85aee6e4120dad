import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertAccount, setAccountClock } from '@/db/ledger/accounts';
import { useTestDatabase } from '@/db/testing/database';
import { nobody, theProgram } from '@/lib/access/actor';
import type { CatalogBook } from '@/lib/catalog/catalogs';
import type { CatalogAt } from '@/lib/catalog/schema';
import { credits, jsonNumber, microFromNumber, type Micro } from '@/lib/credits';
import { ok } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import { periodChange, type Entry } from '@/lib/ledger/entry';
import { always, shipped } from '@/lib/ledger/testing/account';
import { beginning, books, livesOf } from '@/lib/ledger/testing/lives';
import { WatchedLife } from '@/lib/ledger/testing/watched-life';
import type { Instant } from '@/lib/time';
import { periodName } from '@/lib/usage/period-name';
import type { StatementLine } from '@/lib/usage/statement';
import { runInTransaction } from '../ledger/batch-transaction';
import { newSubscriber, signedIn, testContext } from '../testing/context';
import { give, run } from '../testing/credits';
import { exportStatement } from './export-activity';
import { listPeriods, PAGE_PERIODS, type ListedPeriod } from './list-periods';
import { namePeriods } from './name-periods';
import { readStatement } from './read-statement';

const test = useTestDatabase();
const seed = 1_403_221;

async function statement(
  context: ReturnType<typeof testContext>,
  accountId: Id,
  period: string,
  after = null as number | null,
) {
  const read = await readStatement(context, theProgram, { accountId, period, after });
  if (!read.ok) throw new Error(`${period}: ${read.error.code}`);
  return read.value;
}

async function allPeriods(context: ReturnType<typeof testContext>, accountId: Id): Promise<ListedPeriod[]> {
  const all: ListedPeriod[] = [];
  let before: string | null = null;
  do {
    const page = await listPeriods(context, theProgram, { accountId, before });
    if (!page.ok) throw new Error(page.error.code);
    all.push(...page.value.periods);
    before = page.value.before;
  } while (before !== null);
  return all;
}

const micro = (amount: number): Micro => (amount < 0 ? -microFromNumber(-amount)! : microFromNumber(amount)!);
const total = (sums: readonly StatementLine[], ...what: StatementLine['what'][]) =>
  sums.filter((line) => what.includes(line.what)).reduce((sum, line) => sum + micro(line.credits), 0n);

/** Raw entries by the statement that they belong to: their period's, or of none, that of the period before. */
function byStatement(entries: readonly Entry[]): Map<Instant | null, Entry[]> {
  const groups = new Map<Instant | null, Entry[]>();
  let start: Instant | null = null;
  for (const entry of entries) {
    start = entry.periodStart ?? start;
    groups.set(start, [...(groups.get(start) ?? []), entry]);
  }
  return groups;
}

describe('statements of random lives', () => {
  it(
    'add up from balance to balance, to what the raw entries say and to the header',
    { timeout: 120_000 },
    async () => {
      const drawn = fc
        .sample(books, { seed, numRuns: 5 })
        .map(({ catalogAt }, index) => [`random-${index}`, catalogAt]);
      const sold = (['captions', 'ai-studios', 'artifio'] as const).map((name) => [name, always(shipped(name))]);
      const catalogs = new Map([...sold, ...drawn] as [string, CatalogAt][]);
      const book: Pick<CatalogBook, 'at'> = { at: (id) => catalogs.get(id) ?? null };
      const context = { ...testContext(test.db, beginning), catalogs: book as CatalogBook };
      const seen = { statements: 0, held: 0, goesOn: 0, beginning: 0, running: 0, kinds: new Set<string>() };
      for (const [index, steps] of fc.sample(livesOf(90), { seed, numRuns: 32 }).entries()) {
        const [catalogId, catalogAt] = [...catalogs][index % catalogs.size]!;
        const zone = ['Europe/Berlin', 'Asia/Kolkata', 'Pacific/Pago_Pago'][index % 3]!;
        const accountId = newId();
        const life = new WatchedLife(catalogAt, new Map(), accountId, zone);
        const about = { accountId, catalogId, name: 'Lived', zone, locale: 'en', currency: 'USD' };
        await insertAccount(test.owner.sql, { ...about, clockAt: beginning }, beginning);
        for (const step of steps) {
          life.moveOn(step);
          const command = life.drawn(step);
          life.do(command);
          await runInTransaction(context, [{ accountId, clockAt: life.now, command: () => ok(command) }]);
        }
        // Reading settles; its twin has to as well.
        life.do({ type: 'settle' });
        await setAccountClock(test.owner.sql, accountId, Math.max(life.now, beginning));
        const raw = byStatement(life.entries);
        const listed = await allPeriods(context, accountId);
        const { period, balance, held } = life.state.header;
        const names = [...raw.keys()].map(periodName).reverse();
        const running = period && periodName(period.start);
        expect(listed.map(({ name }) => name)).toEqual(running && names[0] !== running ? [running, ...names] : names);
        expect(await namePeriods(context, theProgram, accountId)).toEqual(
          ok(listed.slice(0, PAGE_PERIODS).map(({ name, start, end, isRunning }) => ({ name, start, end, isRunning }))),
        );

        let opening = 0n;
        for (const [start, entries] of raw) {
          const made = await statement(context, accountId, periodName(start));
          const closing = entries.at(-1)!.balanceAfter;
          expect([made.opening, made.closing]).toEqual([opening, closing].map(jsonNumber));
          expect(listed.find(({ name }) => name === periodName(start))).toMatchObject({
            ...made.period,
            opening: made.opening,
            closing: made.closing,
            entries: entries.length,
          });
          expect(micro(made.opening) + made.sums.reduce((sum, line) => sum + micro(line.credits), 0n)).toBe(closing);
          const moved = entries.map(periodChange).reduce((sum, each) => ({
            granted: sum.granted + each.granted,
            used: sum.used + each.used,
            ended: sum.ended + each.ended,
          }));
          const shown = {
            granted: total(made.sums, 'granted', 'givenBack'),
            used: -total(made.sums, 'used'),
            ended: -total(made.sums, 'ended'),
          };
          expect(shown).toEqual(moved);
          const heldMore = entries.reduce(
            (sum, { from, to, amount }) => sum + (to === 'held' ? amount : 0n) - (from === 'held' ? amount : 0n),
            0n,
          );
          expect(total(made.sums, 'held')).toBe(-heldMore);
          expect(made.entries).toEqual({ first: entries[0]!.seq, last: entries.at(-1)!.seq });
          expect(made.goesOn).toBe(start !== null && entries.at(-1)!.periodStart === null);
          if (period && start === period.start) {
            const { granted, used, ended } = period;
            expect(shown).toEqual({ granted, used, ended });
            expect([closing, micro(made.held!)]).toEqual([balance, held]);
            seen.running += 1;
          }
          opening = closing;
          seen.statements += 1;
          if (heldMore !== 0n) seen.held += 1;
          if (made.goesOn) seen.goesOn += 1;
          if (start === null) seen.beginning += 1;
          for (const line of made.sums) seen.kinds.add(line.what);
        }
      }
      expect(seen.statements).toBeGreaterThan(100);
      for (const often of [seen.held, seen.goesOn, seen.beginning, seen.running]) expect(often).toBeGreaterThan(2);
      expect([...seen.kinds].sort()).toEqual(['ended', 'givenBack', 'granted', 'held', 'used']);
    },
  );
});

describe('a statement', () => {
  const start = Date.parse('2026-01-31T09:00:00Z');

  it('of the running period is there before anything has happened in it, and others are not', async () => {
    const context = testContext(test.db, start);
    const { accountId } = await newSubscriber(context, { clockAt: start });
    const [only] = await allPeriods(context, accountId);
    expect(only).toMatchObject({ name: '20260131T090000.000Z', isRunning: true, opening: 0, closing: 200, entries: 1 });
    for (const name of ['20260131T090000.001Z', '20260228T090000.000Z', 'beginning', 'x', '']) {
      const read = await readStatement(context, theProgram, { accountId, period: name, after: null });
      expect(read).toMatchObject({ error: { code: 'not_found' } });
      const file = await exportStatement(context, theProgram, { accountId, period: name });
      expect(file).toMatchObject({ error: { code: 'not_found' } });
    }
  });

  it('of a period that was idle is left out, and the one before ends where its own plan says', async () => {
    const context = testContext(test.db, start);
    const { accountId } = await newSubscriber(context, { clockAt: start });
    await setAccountClock(test.owner.sql, accountId, Date.parse('2026-05-10T00:00:00Z'));
    expect(await allPeriods(context, accountId)).toMatchObject([
      { start: '2026-04-30T09:00:00.000Z', end: '2026-05-31T09:00:00.000Z', isRunning: true, entries: 0, opening: 200 },
      { start: '2026-01-31T09:00:00.000Z', end: '2026-02-28T09:00:00.000Z', isRunning: false, entries: 1, opening: 0 },
    ]);
  });

  it('shows its entries page by page, oldest first, and the file has all of them', async () => {
    const context = testContext(test.db, start);
    const { accountId } = await newSubscriber(context, { clockAt: start });
    for (let index = 0; index < 70; index += 1) await give(context, accountId, 1);
    const first = await statement(context, accountId, '20260131T090000.000Z');
    expect(first.lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    const second = await statement(context, accountId, '20260131T090000.000Z', first.next);
    expect(second.lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, at) => at + 51));
    expect(second.next).toBeNull();
    expect(second.sums).toEqual([
      { what: 'granted', source: 'once', reason: 'first_time', credits: 200 },
      { what: 'granted', source: 'goodwill', reason: 'goodwill', credits: 70 },
    ]);
    const file = await exportStatement(context, theProgram, { accountId, period: first.period.name });
    if (!file.ok) throw new Error(file.error.code);
    let text = '';
    for await (const piece of file.value.text) text += piece;
    expect(text.trimEnd().split('\r\n')).toHaveLength(72);
    expect(file.value.name).toBe('statement-test-20260131t090000000z.csv');
  });

  it('says nothing of what only moved on into another lot', async () => {
    const context = testContext(test.db, start);
    const { accountId } = await newSubscriber(context, { clockAt: start });
    const { entries } = await run(context, accountId, {
      type: 'grant',
      source: 'goodwill',
      amount: credits(30),
      expiresAt: start + 86_400_000,
    });
    await run(context, accountId, { type: 'extend', grantId: entries[0]!.seq, expiresAt: start + 2 * 86_400_000 });
    const made = await statement(context, accountId, '20260131T090000.000Z');
    expect(made).toMatchObject({ opening: 0, closing: 230, entries: { first: 1, last: 4 } });
    expect(made.sums.map((line) => line.credits)).toEqual([200, 30]);
  });

  it('is for those who may see the account', async () => {
    const context = testContext(test.db, start);
    const { accountId } = await newSubscriber(context);
    const stranger = await signedIn(context, (await newSubscriber(context)).personId);
    const period = '20260131T090000.000Z';
    for (const [actor, code] of [
      [stranger, 'not_found'],
      [nobody, 'unauthenticated'],
    ] as const) {
      const answers = await Promise.all([
        readStatement(context, actor, { accountId, period, after: null }),
        exportStatement(context, actor, { accountId, period }),
        listPeriods(context, actor, { accountId, before: null }),
      ]);
      for (const answer of answers) expect(answer).toMatchObject({ error: { code } });
    }
  });
});
