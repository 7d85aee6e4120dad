import type { Spend } from '@/lib/usage/meter';
import { OTHERS, shownFeatures, type ShownFeature } from './feature-colours';

/** One bar of the chart. */
export interface ChartRow {
  day: string;
  isToday: boolean;
  isFuture: boolean;
  /** Credits by the id of a shown feature. */
  credits: Record<string, number>;
}

/** The days of the period as bars, with what has no colour of its own put together. */
export function chartRows({ byFeature, byDay }: Spend): { features: ShownFeature[]; rows: ChartRow[] } {
  const features = shownFeatures(byFeature);
  const own = new Set(features.map((each) => each.id));
  const rows = byDay.map(({ day, credits, isToday, isFuture }) => {
    const sums: Record<string, number> = {};
    for (const [feature, amount] of Object.entries(credits)) {
      const id = own.has(feature) ? feature : OTHERS;
      sums[id] = (sums[id] ?? 0) + amount;
    }
    return { day, isToday, isFuture, credits: sums };
  });
  return { features, rows };
}
