import type { Micro } from '../credits';
import type { Entry } from '../ledger/entry';
import { dayIn, type Day, type Instant, type Zone } from '../time';

/** What entries add to one row of the rollup: (period, day of the account's zone, feature, model). */
export interface UsageDelta {
  periodStart: Instant;
  day: Day;
  feature: string;
  /** '' where the feature has no models. */
  model: string;
  used: Micro;
  generations: number;
}

/** The period that usage outside any period is filed under. */
const NO_PERIOD: Instant = 0;

/**
 * Sums entries into the rollup's rows. The same sum, over all entries of an account, is what its rollup must equal.
 * A generation counts once, on its first entry, however many grants paid for it.
 */
export function usageDeltas(entries: readonly Entry[], zone: Zone): UsageDelta[] {
  const rows = new Map<string, UsageDelta>();
  const counted = new Set<string>();
  for (const entry of entries) {
    if (entry.feature === null || entry.generationId === null) continue;
    const periodStart = entry.periodStart ?? NO_PERIOD;
    const day = dayIn(zone, entry.at);
    const model = entry.model ?? '';
    const key = `${periodStart} ${day} ${entry.feature} ${model}`;
    const row = rows.get(key) ?? { periodStart, day, feature: entry.feature, model, used: 0n, generations: 0 };
    if (entry.to === 'spent') row.used += entry.amount;
    if (entry.from === 'spent') row.used -= entry.amount;
    const charged = entry.kind === 'debit' || entry.kind === 'free';
    if (charged && !counted.has(entry.generationId)) {
      counted.add(entry.generationId);
      row.generations += 1;
    }
    rows.set(key, row);
  }
  return [...rows.values()];
}
