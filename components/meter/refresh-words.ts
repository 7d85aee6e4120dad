import { momentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Meter } from '@/lib/usage/meter';

/** What stands in the place of the next refresh where there is none: what is awaited, or what ends when. */
export function noRefreshText({ noRefresh, change, zone }: Meter, locale: string): string {
  const moment = change && momentText(locale, zone, change.at);
  if (moment && noRefresh === 'cancelled') return message(locale, 'meter.endsOn', { moment });
  if (moment && noRefresh === 'plan_changes') return message(locale, 'meter.changesOn', { moment });
  if (noRefresh === 'awaiting_payment') return message(locale, 'meter.awaiting');
  return message(locale, noRefresh === 'suspended' ? 'meter.suspended' : 'meter.noRefresh');
}

/** Further away than this, a day without its year could be taken for one that is near. */
const NEAR_DAYS = 300;

/** When the plan next gives credits. */
export function refreshText({ zone }: Meter, { at, days }: NonNullable<Meter['refresh']>, locale: string): string {
  return message(locale, 'meter.refreshes', { moment: momentText(locale, zone, at, days > NEAR_DAYS) });
}
