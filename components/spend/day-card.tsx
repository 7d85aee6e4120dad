import { amountText, calendarDayText, creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { ChartRow } from './chart-rows';
import type { ShownFeature } from './feature-colours';
import { dayTotal } from './spend-finding';

interface Props {
  row: ChartRow;
  features: readonly ShownFeature[];
  names: ReadonlyMap<string, string>;
  locale: string;
}

/** What one day's bar is made of: shown on hover and on focus alike. */
export function DayCard({ row, features, names, locale }: Props) {
  const total = dayTotal(row.credits);
  const state = row.isToday ? message(locale, 'spend.today') : row.isFuture ? message(locale, 'spend.future') : null;
  return (
    <div className="min-w-44 rounded-card border border-edge bg-surface p-3 text-xs text-ink">
      <p className="figures font-strong">
        {calendarDayText(locale, row.day, true)}
        {state && <span className="font-normal text-soft"> · {state}</span>}
      </p>
      <p className="figures mb-1">
        {total > 0 ? creditsText(locale, total) : !row.isFuture && message(locale, 'spend.nothingThatDay')}
      </p>
      <ul className="grid gap-0.5">
        {features
          .filter(({ id }) => row.credits[id])
          .map(({ id, colour }) => (
            <li key={id} className="flex items-baseline gap-2">
              <span aria-hidden="true" className="size-2.5 rounded-[2px]" style={{ background: colour }} />
              <span className="grow">{names.get(id) ?? message(locale, 'spend.others')}</span>
              <span className="figures">{amountText(locale, row.credits[id]!)}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}
