import { creditsText, fullMomentText, momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Meter } from '@/lib/usage/meter';

/** When the plan next gives credits, how many, and how far away that is. */
export function RefreshLine({ meter, locale }: { meter: Meter; locale: string }) {
  const { refresh, plan, period, zone } = meter;
  if (!plan) return null;
  if (!refresh) {
    const due = meter.noRefresh === 'awaiting_payment' ? period : null;
    const words = meter.noRefresh === 'gives_once' ? 'meter.givesOnce' : 'meter.givesNone';
    return (
      <div>
        <p className="font-strong" suppressHydrationWarning>
          {due
            ? message(locale, 'meter.refreshDue', { moment: momentText(locale, zone, due.end) })
            : message(locale, 'meter.noRefresh')}
        </p>
        <p className="text-soft">{message(locale, due ? 'meter.plan' : words, { plan: plan.name })}</p>
      </div>
    );
  }
  const moment = momentText(locale, zone, refresh.at);
  const days = message(locale, 'meter.days', { days: Math.max(refresh.days, 0) });
  return (
    <div>
      <p className="figures font-strong" title={fullMomentText(locale, zone, refresh.at)} suppressHydrationWarning>
        {message(locale, 'meter.refreshes', { moment })}
      </p>
      <p className="figures text-soft">
        {message(locale, 'meter.refreshGives', { credits: `+${creditsText(locale, refresh.credits)}`, days })}
      </p>
    </div>
  );
}
