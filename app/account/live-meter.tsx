'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { PageHead } from '@/components/frame/page-head';
import { useLiveAccount } from '@/components/meter/live-account';
import { MeterCard } from '@/components/meter/meter-card';
import { message } from '@/lib/messages/message';

/** However busy an account is, its charts are asked for anew no oftener than this. */
const REFRESH_MS = 2000;

interface Props {
  heading: 'meter.title' | 'meter.titleOf';
  /** Where the entries behind the numbers are listed. */
  activity: string;
}

/** The meter: rendered on the server first, then following the account, and the rest of the page with it. */
export function LiveMeter({ heading, activity }: Props) {
  const { account, meter, isStale } = useLiveAccount();
  useRefreshAfter(JSON.stringify(meter.spend.byFeature));
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
    </>
  );
}

/** Asks the server for the page again when what was spent is something else. */
function useRefreshAfter(spent: string) {
  const router = useRouter();
  const shown = useRef(spent);
  const refreshedAt = useRef(0);
  useEffect(() => {
    if (shown.current === spent) return;
    const timer = setTimeout(
      () => {
        shown.current = spent;
        refreshedAt.current = Date.now();
        router.refresh();
      },
      Math.max(refreshedAt.current + REFRESH_MS - Date.now(), 0),
    );
    return () => clearTimeout(timer);
  }, [spent, router]);
}
