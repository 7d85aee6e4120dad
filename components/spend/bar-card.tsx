import { amountText, calendarDayText, creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { SpendBar, SpendReport } from '@/lib/usage/spend';
import { barText } from './spend-words';
import { Swatch } from './swatch';

interface Props {
  bar: SpendBar;
  unit: SpendReport['unit'];
  /** What the chart shows, in its order. */
  shown: readonly { id: string; name: string; colour: string }[];
  locale: string;
}

/** What one bar is made of: shown on hover and on focus alike. */
export function BarCard({ bar, unit, shown, locale }: Props) {
  const { when, total, before, credits } = bar;
  const title = unit === 'day' ? calendarDayText(locale, bar.from, true) : barText(bar, unit, locale);
  const state = when === 'over' ? null : message(locale, when === 'now' ? 'spend.today' : 'spend.future');
  return (
    <div className="max-w-64 min-w-44 rounded-card border border-edge bg-surface p-3 text-xs text-ink">
      <p className="figures font-strong">
        {title}
        {state && <span className="font-normal text-soft"> · {state}</span>}
      </p>
      <p className="figures mb-1">
        {total !== 0 ? creditsText(locale, total) : when !== 'ahead' && message(locale, 'spend.nothingThatDay')}
      </p>
      <ul className="grid gap-0.5">
        {shown
          .filter(({ id }) => credits[id])
          .map(({ id, name, colour }) => (
            <li key={id} className="flex items-baseline gap-2">
              <Swatch colour={colour} />
              <span className="grow wrap-anywhere whitespace-normal">{name}</span>
              <span className="figures">{amountText(locale, credits[id]!)}</span>
            </li>
          ))}
        {before !== null && (
          <li className="flex items-baseline gap-2 text-soft">
            <Swatch />
            <span className="grow">{message(locale, 'spend.beforeShort')}</span>
            <span className="figures">{amountText(locale, before)}</span>
          </li>
        )}
      </ul>
    </div>
  );
}
