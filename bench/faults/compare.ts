import type { Database } from '@/db/client';
import type { Known } from './journal';

/** What the journal and the database do not agree on. */
export interface Compared {
  /** Answered debits that are not there as they were answered. */
  lost: string[];
  /** Accounts that were charged more often, or more, than was asked. */
  doubled: string[];
}

/** Holds every debit of the journal against the database: each key has one generation, and each account its sum. */
export async function compare({ sql }: Database, owner: string, known: readonly Known[]): Promise<Compared> {
  const rows = await sql`
    SELECT a.key, g.id, g.credits FROM idempotent_answers a
    LEFT JOIN generations g ON g.account_id = (a.answer::jsonb->>'account')::uuid AND g.id = (a.answer::jsonb->>'id')::uuid
    WHERE a.owner = ${owner}`;
  const kept = new Map(rows.map((row) => [row.key as string, row]));
  const lost = known.flatMap(({ key, quantity, generations }) => {
    const row = kept.get(key);
    const told = new Set(generations);
    if (told.size === 0) return [];
    if (told.size > 1) return [`${key} was answered with several generations: ${[...told].join(', ')}`];
    if (!row || row.id !== generations[0]) return [`${key} was answered with ${generations[0]}, which is not there`];
    return row.credits === BigInt(quantity) * 1_000_000n ? [] : [`${key} was charged ${String(row.credits)}`];
  });

  const asked = new Map<string, { count: bigint; credits: bigint }>();
  // What nobody has an answer to may be there or not: by its own key, once.
  for (const { account, quantity } of known.filter(({ key }) => kept.get(key)?.id)) {
    const { count, credits } = asked.get(account) ?? { count: 0n, credits: 0n };
    asked.set(account, { count: count + 1n, credits: credits + BigInt(quantity) * 1_000_000n });
  }
  const charged = await sql`
    SELECT account_id, count(*) AS count, sum(credits) AS credits FROM generations GROUP BY account_id`;
  const doubled = charged.flatMap(({ account_id: account, count, credits }) => {
    const wanted = asked.get(account as string) ?? { count: 0n, credits: 0n };
    const same = wanted.count === count && wanted.credits === credits;
    return same ? [] : [`account ${account} has ${count} generations for ${credits}, and ${wanted.count} keys`];
  });
  return { lost, doubled };
}
