'use client';

import { Clock } from 'lucide-react';
import { useLiveAccount } from '@/components/meter/live-account';
import { momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';

/** On accounts that carry a clock of their own: where it stands. */
export function TestClockStrip() {
  const { account, meter } = useLiveAccount();
  if (!account.isTest) return null;
  return (
    <p
      className="figures flex items-center gap-2 border-b border-dashed border-edge px-4 py-2 text-soft sm:px-8"
      suppressHydrationWarning
    >
      <Clock size={16} aria-hidden="true" className="shrink-0" />
      {message(account.locale, 'frame.testClock', { moment: momentText(account.locale, meter.zone, meter.asOf, true) })}
    </p>
  );
}
