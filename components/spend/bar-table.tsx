import Link from 'next/link';
import { amountText, calendarDayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { SpendReport } from '@/lib/usage/spend';
import { entriesHref } from './entries-href';
import { barText } from './spend-words';

interface Props {
  report: SpendReport;
  /** The address of the list of entries. */
  activity: string;
  locale: string;
}

const figure = 'figures py-1.5 ps-3 text-end sm:ps-10';

/** Each bar's numbers, with the way to its entries. */
export function BarTable({ report: { bars, unit, by, before }, activity, locale }: Props) {
  const shown = bars.filter(({ when }) => when !== 'ahead');
  if (shown.length === 0) return null;
  return (
    <details className="border-t pt-3">
      <summary className="min-h-8 text-accent">{message(locale, `spend.bars.${unit}`)}</summary>
      <table className="w-full border-collapse">
        <caption className="sr-only">{message(locale, `spend.bars.${unit}`)}</caption>
        <thead>
          <tr className="border-b text-xs text-soft">
            <th scope="col" className="w-full py-2 text-start font-normal">
              {message(locale, `spend.${unit}`)}
            </th>
            <th scope="col" className={`${figure} font-normal`}>
              {message(locale, 'spend.credits')}
            </th>
            {before && (
              <th scope="col" className={`${figure} font-normal`}>
                {message(locale, 'spend.beforeShort')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((bar) => (
            <tr key={bar.from} className="relative border-b hover:bg-raised">
              <th scope="row" className="py-1.5 text-start font-normal">
                <Link
                  href={entriesHref(activity, by, null, bar)!}
                  prefetch={false}
                  className="figures after:absolute after:inset-0 hover:underline"
                >
                  {unit === 'day' ? calendarDayText(locale, bar.from, true) : barText(bar, unit, locale)}
                  <span className="sr-only"> {message(locale, 'spend.openEntries')}</span>
                </Link>
                {bar.when === 'now' && <span className="text-soft"> · {message(locale, 'spend.today')}</span>}
              </th>
              <td className={figure}>{amountText(locale, bar.total)}</td>
              {before && <td className={`${figure} text-soft`}>{amountText(locale, bar.before ?? 0)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
