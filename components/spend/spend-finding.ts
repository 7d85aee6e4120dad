import { amountText, creditsText, percentText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { SpendReport } from '@/lib/usage/spend';
import { aboutOf, barText, dayOf, lineName, whenText } from './spend-words';

/** The title of the chart: what it shows, not what its axes are. */
export function spendFinding(report: SpendReport, locale: string): string {
  const { lines, total, range, by } = report;
  const when = whenText(report, locale);
  const most = lines[0];
  if (!most) return range === 'period' ? message(locale, 'spend.none') : message(locale, 'spend.noneThen', { when });
  if (most.credits <= 0 || total.credits <= 0) {
    return message(locale, 'spend.allFree', { generations: total.generations, when });
  }
  const credits = creditsText(locale, total.credits);
  const name = lineName(most, by, locale);
  if (most.credits >= total.credits) return message(locale, 'spend.all', { name, credits, when });
  const percent = percentText(locale, most.credits / total.credits);
  return message(locale, 'spend.most', { name, percent, amount: amountText(locale, most.credits), credits, when });
}

/** The chart in words, for those who hear it; null where there is nothing to draw. */
export function spendSummary(report: SpendReport, locale: string): string | null {
  const { bars, unit } = report;
  const most = bars.reduce((top, bar) => (bar.total > (top?.total ?? 0) ? bar : top), bars.at(-1));
  if (!most || most.total <= 0) return null;
  return message(locale, 'spend.summary', {
    ...aboutOf(report),
    start: barText(bars[0]!, unit, locale),
    end: barText(bars.at(-1)!, unit, locale),
    most: barText(most, unit, locale),
    credits: creditsText(locale, most.total),
  });
}

/** How much more or less than in the time before, as far as that can be compared; null: there is nothing to compare. */
export function spendChange({ before, total }: SpendReport, locale: string): string | null {
  if (!before) return null;
  const compared = before.soFar ?? before.credits;
  if (before.credits === 0 && total.credits === 0) return null;
  const change = Math.round((total.credits - compared) * 1e6) / 1e6;
  const values = {
    start: dayOf(locale, before.first, before.last),
    end: dayOf(locale, before.last, before.first),
    before: creditsText(locale, compared),
    whole: amountText(locale, before.credits),
    difference: message(locale, 'spend.difference', {
      credits: creditsText(locale, Math.abs(change)),
      way: change > 0 ? 'more' : 'less',
      percent: compared > 0 ? percentText(locale, Math.abs(change) / compared) : 'none',
    }),
  };
  if (before.soFar !== null) {
    return message(locale, change === 0 ? 'spend.changeNoneSoFar' : 'spend.changeSoFar', values);
  }
  return message(locale, change === 0 ? 'spend.changeNone' : 'spend.change', values);
}
