import type { AuditGeneration, AuditRows } from '@/db/reads/audit';
import type { Id } from '@/lib/ids';
import type { SealedEntry } from '@/lib/ledger/chain';
import { balanceCheck } from './balance-check';
import { chainCheck } from './chain-check';
import { generationsCheck, type CostedEntry } from './generations-check';
import { grantsCheck } from './grants-check';
import { holdsCheck } from './holds-check';
import { usageCheck } from './usage-check';
import type { Tell } from './violations';

/**
 * Recomputes one account from its entries alone, as they are handed over page by page, and compares what is kept beside
 * them. It remembers a few sums for each grant, day and open hold, and no entries.
 */
export function accountCheck(rows: AuditRows, tell: Tell) {
  const { header } = rows;
  const chain = chainCheck(rows.accountId, tell);
  const balance = header && balanceCheck(header, tell);
  const grants = grantsCheck(rows.grants, tell);
  const holds = holdsCheck(rows.holds, tell);
  const usage = usageCheck(rows.zone, rows.usage, tell);
  const generations = generationsCheck(rows.holds, tell);
  if (!header) tell('has no header');
  if (header && rows.isTest && header.next_due_at !== null) tell('header: a test account falls due by itself');

  return {
    /**
     * @param entries the next ones; those of one step are never parted
     * @param kept the generations that they name
     */
    see(entries: readonly SealedEntry[], kept: ReadonlyMap<Id, AuditGeneration>): void {
      for (const run of runsOf(entries)) {
        const costed = run.map((entry): CostedEntry => {
          chain.see(entry);
          balance?.see(entry);
          holds.see(entry);
          return { entry, cost: grants.see(entry) };
        });
        const id = run[0]!.generationId;
        if (id !== null) generations.see(id, costed, kept.get(id));
      }
      usage.see(entries);
    },
    seeUnmoved: generations.seeUnmoved,
    finish(): void {
      if (header) chain.finish(header);
      balance?.finish();
      grants.finish();
      holds.finish();
      usage.finish();
    },
  };
}

/** Entries that stand together and are of one generation, or of none. */
export function runsOf<T extends Pick<SealedEntry, 'generationId'>>(entries: readonly T[]): T[][] {
  const runs: T[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last && last[0]!.generationId === entry.generationId) last.push(entry);
    else runs.push([entry]);
  }
  return runs;
}
