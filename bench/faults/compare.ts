import type { Database } from '@/db/client';
import { MICRO_PER_CREDIT } from '@/lib/credits';
import { doneOf } from './client';
import type { Change, Known } from './journal';

/** What the journal and the database do not agree on. */
export interface Compared {
  /** Answered changes that are not there as they were answered. */
  lost: string[];
  /** Accounts that have more generations than keys, or other credits than the changes that were done leave. */
  doubled: string[];
}

/** Available and held, in micro-credits. */
export type Balances = ReadonlyMap<string, { available: bigint; held: bigint }>;

export async function readBalances({ sql }: Database, accounts: readonly string[]): Promise<Balances> {
  const rows = await sql`SELECT account_id, balance, held FROM headers WHERE account_id = ANY(${accounts}::uuid[])`;
  return new Map(
    rows.map((row) => [row.account_id as string, { available: BigInt(row.balance), held: BigInt(row.held) }]),
  );
}

/** Holds every change of the journal against the database: each key has one answer, and each account its sums. */
export async function compare(
  database: Database,
  owner: string,
  known: readonly Known[],
  before: Balances,
): Promise<Compared> {
  const kept = await readKept(database, owner);
  const lost = known.flatMap(({ key, answers }) => {
    const told = [...new Set(answers)];
    if (told.length === 0) return [];
    if (told.length > 1) return [`${key} was answered with several texts`];
    return kept.get(key) === told[0] ? [] : [`${key} was answered with what is not there`];
  });

  // What nobody has an answer to may be there or not: by its own key, once.
  const done = known.filter(({ key }) => kept.has(key));
  const balances = await readBalances(database, [...before.keys()]);
  const rows = await database.sql`SELECT account_id, count(*) AS count FROM generations GROUP BY account_id`;
  const generations = new Map(rows.map((row) => [row.account_id as string, Number(row.count)]));
  const doubled = [...before].flatMap(([account, { available, held }]) => {
    const own = done.filter((change) => change.account === account);
    const wanted = {
      generations: own.filter(({ of }) => !of).length,
      available: available + sumOf(own, ({ available: moved }) => moved),
      held: held + sumOf(own, ({ held: moved }) => moved),
    };
    const found = { generations: generations.get(account) ?? 0, ...balances.get(account)! };
    const differs = (['generations', 'available', 'held'] as const).filter((what) => found[what] !== wanted[what]);
    return differs.map((what) => `account ${account}: ${what} is ${found[what]}, and ${wanted[what]} by its keys`);
  });
  return { lost, doubled };
}

/** The digest of each stored answer whose generation is there. */
async function readKept({ sql }: Database, owner: string): Promise<Map<string, string>> {
  const kept = new Map<string, string>();
  const pages = sql`
    SELECT a.key, a.answer FROM idempotent_answers a
    JOIN generations g ON g.account_id = (a.answer::jsonb->>'account')::uuid AND g.id = (a.answer::jsonb->>'id')::uuid
    WHERE a.owner = ${owner}`.cursor(1_000);
  for await (const rows of pages) {
    for (const { key, answer } of rows) kept.set(key as string, doneOf(JSON.parse(answer as string)).digest);
  }
  return kept;
}

/** What a change that was done moves, in whole credits. */
function moved({ kind, quantity, of }: Change): { available: number; held: number } {
  const was = of?.quantity ?? 0;
  switch (kind) {
    case 'debit':
      return { available: -quantity, held: 0 };
    case 'hold':
      return { available: -quantity, held: quantity };
    case 'capture':
      return { available: was - quantity, held: -was };
    case 'void':
      return { available: was, held: -was };
    case 'refund':
      return { available: quantity, held: 0 };
  }
}

function sumOf(changes: readonly Change[], part: (moved: { available: number; held: number }) => number): bigint {
  return BigInt(changes.reduce((sum, change) => sum + part(moved(change)), 0)) * MICRO_PER_CREDIT;
}
