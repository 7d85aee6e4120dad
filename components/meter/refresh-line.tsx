import { creditsText, fullMomentText, momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Meter } from '@/lib/usage/meter';
import { noRefreshText, refreshText } from './refresh-words';

/** When the plan next gives credits, how many, and how far away that is. */
export function RefreshLine({ meter, locale }: { meter: Meter; locale: string }) {
  const { refresh, plan, zone } = meter;
  if (!plan) return null;
  if (!refresh) {
    return (
      <div>
        <p className="font-strong" suppressHydrationWarning>
          {noRefreshText(meter, locale)}
        </p>
        <p className="text-soft" suppressHydrationWarning>
          {whyText(meter, plan.name, locale)}
        </p>
      </div>
    );
  }
  const days = message(locale, 'meter.days', { days: Math.max(refresh.days, 0) });
  return (
    <div>
      <p className="figures font-strong" title={fullMomentText(locale, zone, refresh.at)} suppressHydrationWarning>
        {refreshText(meter, refresh, locale)}
      </p>
      <p className="figures text-soft">
        {message(locale, 'meter.refreshGives', { credits: `+${creditsText(locale, refresh.credits)}`, days })}
      </p>
    </div>
  );
}

function whyText({ noRefresh, change, period, zone, asOf }: Meter, plan: string, locale: string): string {
  const isDue = noRefresh === 'awaiting_payment' || noRefresh === 'suspended';
  // A contract can be suspended before its period is over.
  if (isDue && period && period.end > asOf) return '';
  if (isDue && period) return message(locale, 'meter.refreshDue', { moment: momentText(locale, zone, period.end) });
  if (change?.plan) return message(locale, 'meter.changesTo', { plan, next: change.plan.name });
  if (change) return message(locale, 'meter.cancelled', { plan });
  return message(locale, noRefresh === 'gives_once' ? 'meter.givesOnce' : 'meter.givesNone', { plan });
}
