import fc from 'fast-check';
import { insertAccount, setAccountClock } from '@/db/ledger/accounts';
import type { TestDatabase } from '@/db/testing/database';
import type { CatalogBook } from '@/lib/catalog/catalogs';
import type { CatalogAt } from '@/lib/catalog/schema';
import { credits } from '@/lib/credits';
import { ok } from '@/lib/errors';
import { newId, type Id } from '@/lib/ids';
import type { Command } from '@/lib/ledger/command';
import { always, generationId, quoteOf, shipped } from '@/lib/ledger/testing/account';
import { beginning, books, livesOf, type Step } from '@/lib/ledger/testing/lives';
import { WatchedLife } from '@/lib/ledger/testing/watched-life';
import { addDays, startOfDayIn, type Day, type Instant, type Zone } from '@/lib/time';
import type { Context } from '@/services/context';
import { runInTransaction } from '@/services/ledger/batch-transaction';
import { testContext } from '@/services/testing/context';

/** Zones with the days of 2028 on which their clocks are changed: Lord Howe's by half an hour. */
export const shiftedDays: Readonly<Record<Zone, readonly Day[]>> = {
  'America/New_York': ['2028-03-12', '2028-11-05'],
  'Europe/Berlin': ['2028-03-26', '2028-10-29'],
  'Australia/Lord_Howe': ['2028-04-02', '2028-10-01'],
};

/** A name that a spreadsheet could take for a formula, one with a comma, and none. */
const projects = ['=1+1', 'Spring, "and" sons', null] as const;

export interface Lived {
  accountId: Id;
  catalogId: string;
  zone: Zone;
}

/**
 * Accounts that have lived random lives through the durable shell, after some debits around the days on which their
 * clocks were changed. They are test accounts, each with its clock where its life has come to.
 * @param steps how many a life has at most
 */
export async function livedAccounts(
  test: TestDatabase,
  { seed, count, steps }: { seed: number; count: number; steps: number },
): Promise<{ context: Context; accounts: Lived[] }> {
  const drawn = fc.sample(books, { seed, numRuns: 5 }).map(({ catalogAt }, at) => [`random-${at}`, catalogAt] as const);
  const sold = (['captions', 'ai-studios', 'artifio'] as const).map((name) => [name, always(shipped(name))] as const);
  const catalogs = new Map<string, CatalogAt>([...sold, ...drawn]);
  const book: Pick<CatalogBook, 'at'> = { at: (id) => catalogs.get(id) ?? null };
  const context = { ...testContext(test.db, beginning), catalogs: book as CatalogBook };

  const accounts: Lived[] = [];
  for (const [index, drawnSteps] of fc.sample(livesOf(steps), { seed, numRuns: count }).entries()) {
    const [catalogId, catalogAt] = [...catalogs][index % catalogs.size]!;
    const zone = Object.keys(shiftedDays)[index % 3]!;
    const accountId = newId();
    const about = { accountId, catalogId, name: 'Lived', zone, locale: 'en', currency: 'USD' };
    await insertAccount(test.owner.sql, { ...about, clockAt: beginning }, beginning);
    const life = new WatchedLife(catalogAt, new Map(), accountId, zone);
    await live(context, life, drawnSteps);
    await setAccountClock(test.owner.sql, accountId, Math.max(life.now, life.state.header.at));
    accounts.push({ accountId, catalogId, zone });
  }
  return { context, accounts };
}

async function live(context: Context, life: WatchedLife, steps: readonly Step[]): Promise<void> {
  const { accountId, zone } = life.state;
  let number = 0;
  const doNow = async (command: Command) => {
    life.do(command);
    number += 1;
    const project = projects[number % projects.length]!;
    await runInTransaction(context, [{ accountId, clockAt: life.now, project, command: () => ok(command) }]);
  };
  const [first, ...rest] = steps;
  life.moveOn(first!);
  await doNow(life.drawn(first!));
  await doNow({ type: 'grant', source: 'goodwill', amount: credits(100), expiresAt: null });
  for (const at of momentsAround(zone)) {
    if (at < life.now) continue;
    life.now = at;
    const about = { feature: ['work', 'other'][number % 2]!, model: ['=model', null, 'b'][number % 3]! };
    const quote = quoteOf(BigInt(1_000_001 * (number + 1)), about);
    await doNow({
      type: 'debit',
      generationId: generationId(500_000 + number),
      quote,
      member: ['ann', null][number % 2]!,
    });
  }
  for (const step of rest) {
    life.moveOn(step);
    await doNow(life.drawn(step));
  }
}

/** The last and first moments of those days, and between them the hours at which clocks are changed. */
function momentsAround(zone: Zone): Instant[] {
  return shiftedDays[zone]!.flatMap((day) => {
    const [start, end] = [startOfDayIn(zone, day), startOfDayIn(zone, addDays(day, 1))];
    return [start - 1, start, ...[90, 135, 165, 195].map((minutes) => start + minutes * 60_000), end - 1, end];
  });
}
