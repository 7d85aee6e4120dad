import type { Micro } from '../credits';
import { periodChange, type Entry, type EntryKind } from '../ledger/entry';
import { dayIn, type Day, type Instant, type Zone } from '../time';

/** What entries add to one row of the rollup: (period, day of the account's zone, feature, model). */
export interface UsageDelta {
  periodStart: Instant;
  day: Day;
  feature: string;
  /** '' where the feature has no models. */
  model: string;
  /** Charged, less what was given back of the same period's charges; below 0 on a day that gave more back. */
  used: Micro;
  /** Given back of earlier periods' charges: it came in anew, and no less was used for it. */
  refundedEarlier: Micro;
  generations: number;
}

/** What charges a generation, or says that it was free. */
const CHARGES: ReadonlySet<EntryKind> = new Set(['debit', 'free', 'capture']);

/** The period that usage outside any period is filed under. */
const NO_PERIOD: Instant = 0;

/**
 * Sums entries into the rollup's rows. The same sum, over all entries of an account, is what its rollup must equal.
 * A generation counts once, on the first entry of its charge, however many grants paid for it; one that is only held, or
 * whose hold came to nothing, does not count.
 * @param entries all of a charge, or none
 */
export function usageDeltas(entries: readonly Entry[], zone: Zone): UsageDelta[] {
  const rows = new Map<string, UsageDelta>();
  const counted = new Set<string>();
  for (const entry of entries) {
    if (entry.feature === null || entry.generationId === null) continue;
    const charged = CHARGES.has(entry.kind);
    // What is held and comes back was never used.
    if (!charged && entry.from !== 'spent') continue;
    const periodStart = entry.periodStart ?? NO_PERIOD;
    const day = dayIn(zone, entry.at);
    const model = entry.model ?? '';
    const key = `${periodStart} ${day} ${entry.feature} ${model}`;
    const row = rows.get(key) ?? {
      periodStart,
      day,
      feature: entry.feature,
      model,
      used: 0n,
      refundedEarlier: 0n,
      generations: 0,
    };
    const { used } = periodChange(entry);
    row.used += used;
    // What leaves `spent` and makes no less used was an earlier period's.
    if (entry.from === 'spent') row.refundedEarlier += entry.amount + used;
    if (charged && !counted.has(entry.generationId)) {
      counted.add(entry.generationId);
      row.generations += 1;
    }
    rows.set(key, row);
  }
  return [...rows.values()];
}
