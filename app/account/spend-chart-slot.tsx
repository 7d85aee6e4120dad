'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { entriesHref } from '@/components/spend/entries-href';
import type { SpendChartProps } from '@/components/spend/spend-chart';
import type { SpendReport } from '@/lib/usage/spend';

/**
 * Recharts is larger than all the rest: it comes after the page, when its place is near to being seen, and that place
 * has its size already.
 */
const SpendChart = dynamic(() => import('@/components/spend/spend-chart'), { ssr: false });

interface Props extends Omit<SpendChartProps, 'onOpen'> {
  by: SpendReport['by'];
  /** Where the entries behind the bars are listed. */
  activity: string;
}

export function SpendChartSlot({ by, activity, ...chart }: Props) {
  const router = useRouter();
  const [place, isNear] = useNear();
  return (
    <div ref={place} className="h-full">
      {isNear && (
        <SpendChart
          {...chart}
          // What the list cannot be narrowed to is among the entries of its days.
          onOpen={(bar, id) => router.push(entriesHref(activity, by, id, bar) ?? entriesHref(activity, by, null, bar)!)}
        />
      )}
    </div>
  );
}

/** An element, and whether it has been in the window, or a little below it. */
function useNear() {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (seen!.isIntersecting) setIsNear(true);
      },
      { rootMargin: '0px 0px 10% 0px' },
    );
    watch.observe(place.current!);
    return () => watch.disconnect();
  }, []);
  return [place, isNear] as const;
}
