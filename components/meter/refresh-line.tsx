import { creditsText, momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Meter } from '@/lib/usage/meter';
import { fullMomentText } from '@/lib/messages/format';

/** When the plan next gives credits, how many, and how far away that is. */
export function RefreshLine({ meter, locale }: { meter: Meter; locale: string }) {
  const { refresh, plan, zone } = meter;
  if (!plan) return null;
  if (!refresh) {
    return (
      <div>
        <p className="font-strong">{message(locale, 'meter.noRefresh')}</p>
        <p className="text-soft">{message(locale, 'meter.noRefreshWords', { plan: plan.name })}</p>
      </div>
    );
  }
  const moment = momentText(locale, zone, refresh.at);
  const isDue = plan.status === 'awaiting_payment';
  const days = message(locale, 'meter.days', { days: Math.max(refresh.days, 0) });
  return (
    <div>
      <p className="figures font-strong" title={fullMomentText(locale, zone, refresh.at)} suppressHydrationWarning>
        {message(locale, isDue && refresh.days <= 0 ? 'meter.refreshDue' : 'meter.refreshes', { moment })}
      </p>
      <p className="figures text-soft">
        {isDue
          ? message(locale, 'meter.plan', { plan: plan.name })
          : message(locale, 'meter.refreshGives', { credits: `+${creditsText(locale, refresh.credits)}`, days })}
      </p>
    </div>
  );
}
