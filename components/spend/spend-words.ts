import { calendarDayText, monthText } from '@/lib/messages/format';
import { message, type MessageValues } from '@/lib/messages/message';
import { OTHERS, type SpendBar, type SpendLine, type SpendReport } from '@/lib/usage/spend';

/** "in this period", "from 3 Mar to 12 Mar": the time that a report is about. */
export function whenText(
  { range, first, last }: Pick<SpendReport, 'range' | 'first' | 'last'>,
  locale: string,
): string {
  if (range === 'period' || range === 'last') return message(locale, `spend.when.${range}`);
  const days = { start: dayOf(locale, first, last), end: dayOf(locale, last, first) };
  return message(locale, first === last ? 'spend.when.day' : 'spend.when.days', days);
}

/** The day, with its year where the other one is in another. */
export function dayOf(locale: string, day: string, other: string): string {
  const text = calendarDayText(locale, day);
  return day.slice(0, 4) === other.slice(0, 4) ? text : `${text} ${day.slice(0, 4)}`;
}

export function lineName({ name }: Pick<SpendLine, 'name'>, by: SpendReport['by'], locale: string): string {
  return name ?? message(locale, `spend.without.${by}`);
}

/** The names of what the bars show, by id. */
export function shownNames({ by, lines, shown }: SpendReport, locale: string): Map<string, string> {
  const named = new Map(lines.map((line) => [line.id, lineName(line, by, locale)]));
  return new Map(shown.map((id) => [id, id === OTHERS ? message(locale, 'spend.others') : (named.get(id) ?? id)]));
}

/** "14 Mar" or "Mar 2026". */
export function barText({ from }: Pick<SpendBar, 'from'>, unit: SpendReport['unit'], locale: string): string {
  return unit === 'day' ? calendarDayText(locale, from) : monthText(locale, from);
}

/** What messages choose their words by. */
export function aboutOf({ by, unit }: Pick<SpendReport, 'by' | 'unit'>): MessageValues {
  return { by, unit };
}
