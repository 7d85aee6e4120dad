import { dayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { StatementLine, StatementPeriod } from '@/lib/usage/statement';

/** "7 Feb 2026 – 7 Mar 2026": the days on which a period began and was over. */
export function periodText({ start, end }: StatementPeriod, locale: string, zone: string): string {
  if (start === null) return message(locale, 'statement.beginning');
  const day = (at: string) => dayText(locale, zone, at, true);
  if (end === null) return message(locale, 'statement.since', { start: day(start) });
  return message(locale, 'statement.span', { start: day(start), end: day(end) });
}

/** What a line of a statement adds up, in words. */
export function lineText(line: StatementLine, locale: string): string {
  switch (line.what) {
    case 'granted':
      return message(locale, 'statement.granted', {
        source: message(locale, `source.${line.source}`),
        reason: message(locale, `activity.reason.${line.reason}`),
      });
    case 'givenBack':
      return message(locale, 'statement.givenBack');
    case 'used':
      return message(locale, 'statement.used', { feature: line.feature.name });
    case 'ended':
      return message(locale, 'statement.ended', { reason: message(locale, `activity.reason.${line.reason}`) });
    case 'held':
      return message(locale, line.credits < 0 ? 'statement.heldMore' : 'statement.heldLess');
  }
}
