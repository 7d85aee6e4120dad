'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { entriesHref } from '@/components/spend/entries-href';
import type { SpendChartProps } from '@/components/spend/spend-chart';
import type { SpendReport } from '@/lib/usage/spend';

/** Recharts is larger than all the rest: it comes after the page, into a place that has its size already. */
const SpendChart = dynamic(() => import('@/components/spend/spend-chart'), { ssr: false });

interface Props extends Omit<SpendChartProps, 'onOpen'> {
  by: SpendReport['by'];
  /** Where the entries behind the bars are listed. */
  activity: string;
}

export function SpendChartSlot({ by, activity, ...chart }: Props) {
  const router = useRouter();
  return (
    <SpendChart
      {...chart}
      // What the list cannot be narrowed to is among the entries of its days.
      onOpen={(bar, id) => router.push(entriesHref(activity, by, id, bar) ?? entriesHref(activity, by, null, bar)!)}
    />
  );
}
