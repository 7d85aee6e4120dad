'use client';

import dynamic from 'next/dynamic';
import { PageHead } from '@/components/frame/page-head';
import { useLiveAccount } from '@/components/meter/live-account';
import { MeterCard } from '@/components/meter/meter-card';
import { SpendCard } from '@/components/spend/spend-card';
import { message } from '@/lib/messages/message';

/** Recharts is larger than all the rest: it comes after the page, into a place that has its size already. */
const SpendChart = dynamic(() => import('@/components/spend/spend-chart'), { ssr: false });

interface Props {
  heading: 'meter.title' | 'meter.titleOf';
  /** Where the entries behind the numbers are listed. */
  activity: string;
}

/** The usage page: rendered on the server first, then following the account. */
export function UsageRoom({ heading, activity }: Props) {
  const { account, meter, isStale } = useLiveAccount();
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <PageHead title={message(account.locale, heading)} />
        {/* Always there, so that it is heard when it speaks, and nothing moves. */}
        <p role="status" className="text-soon">
          {isStale && message(account.locale, 'meter.stale')}
        </p>
      </div>
      <MeterCard meter={meter} locale={account.locale} entries={activity} />
      <SpendCard meter={meter} locale={account.locale} Chart={SpendChart} />
    </>
  );
}
