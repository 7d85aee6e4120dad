import { amountText, calendarDayText, creditsText, percentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Spend } from '@/lib/usage/meter';

/** The title of the chart: what it shows, not what its axes are. */
export function spendFinding({ byFeature }: Spend, used: number, locale: string): string {
  const most = byFeature[0];
  if (!most) return message(locale, 'spend.none');
  if (most.credits === 0) {
    const generations = byFeature.reduce((sum, each) => sum + each.generations, 0);
    return message(locale, 'spend.allFree', { generations });
  }
  const credits = creditsText(locale, used);
  if (most.credits >= used) return message(locale, 'spend.all', { feature: most.name, credits });
  return message(locale, 'spend.most', {
    feature: most.name,
    percent: percentText(locale, most.credits / used),
    amount: amountText(locale, most.credits),
    credits,
  });
}

/** The chart in words, for those who hear it; null where there is nothing to draw. */
export function spendSummary({ byDay }: Spend, locale: string): string | null {
  const days = byDay.map(({ day, credits }) => ({ day, sum: dayTotal(credits) }));
  const most = days.reduce((top, each) => (each.sum > top.sum ? each : top), { day: '', sum: 0 });
  if (most.sum === 0) return null;
  return message(locale, 'spend.summary', {
    start: calendarDayText(locale, days[0]!.day),
    end: calendarDayText(locale, days.at(-1)!.day),
    day: calendarDayText(locale, most.day),
    credits: creditsText(locale, most.sum),
  });
}

export function dayTotal(credits: Record<string, number>): number {
  return Math.round(Object.values(credits).reduce((sum, each) => sum + each, 0) * 1e6) / 1e6;
}
