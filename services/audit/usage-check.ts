import type { Row } from '@/db/client';
import { instantFromText } from '@/db/schema/columns';
import { decimalText } from '@/lib/credits';
import type { Entry } from '@/lib/ledger/entry';
import { isoText, type Zone } from '@/lib/time';
import { usageDeltas, type UsageDelta } from '@/lib/usage/rollup';
import { differ, type Tell } from './violations';

type Line = Pick<UsageDelta, 'used' | 'refundedEarlier' | 'generations'>;

/** The rollup is what the entries sum up to. Memory: a line for each day, feature and model. */
export function usageCheck(zone: Zone, rows: readonly Row[], tell: Tell) {
  const made = new Map<string, Line>();
  return {
    /** @param entries whole steps: a charge's entries are never parted */
    see(entries: readonly Entry[]): void {
      for (const delta of usageDeltas(entries, zone)) {
        const key = keyOf(delta);
        const sum = made.get(key) ?? { used: 0n, refundedEarlier: 0n, generations: 0 };
        made.set(key, {
          used: sum.used + delta.used,
          refundedEarlier: sum.refundedEarlier + delta.refundedEarlier,
          generations: sum.generations + delta.generations,
        });
      }
    },
    finish(): void {
      for (const row of rows) {
        const { day, feature, model, used, generations } = row;
        const key = keyOf({ periodStart: instantFromText(row.period_start), day, feature, model });
        const wanted = made.get(key);
        const kept = { used, refundedEarlier: row.refunded_earlier, generations };
        differ(tell, key, inWords(kept), wanted ? inWords(wanted) : 'nothing');
        made.delete(key);
      }
      for (const [key, wanted] of made) differ(tell, key, 'nothing', inWords(wanted));
    },
  };
}

function keyOf({ periodStart, day, feature, model }: Pick<UsageDelta, 'periodStart' | 'day' | 'feature' | 'model'>) {
  return `rollup of ${isoText(periodStart)}, ${day}, ${feature}, ${model || 'no model'}`;
}

function inWords({ used, refundedEarlier, generations }: Line): string {
  const earlier = refundedEarlier === 0n ? '' : ` (and ${decimalText(refundedEarlier)} given back of earlier periods)`;
  return `${decimalText(used)} in ${generations}${earlier}`;
}
