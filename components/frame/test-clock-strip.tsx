'use client';

import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLiveAccount } from '@/components/meter/live-account';
import { momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';

/** On accounts that carry a clock of their own: where it stands, and for staff the way to move it. */
export function TestClockStrip({ children }: { children?: ReactNode }) {
  const { account, meter } = useLiveAccount();
  if (!account.isTest) return null;
  return (
    <div className="figures flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-dashed border-edge px-4 py-2 text-soft sm:px-8">
      <p className="flex items-center gap-2" suppressHydrationWarning>
        <Clock size={16} aria-hidden="true" className="shrink-0" />
        {message(account.locale, 'frame.testClock', {
          moment: momentText(account.locale, meter.zone, meter.asOf, true),
        })}
      </p>
      {children}
    </div>
  );
}
