import type { ReactNode } from 'react';
import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { SpendReport } from '@/lib/usage/spend';
import type { SpendView } from '@/lib/usage/spend-view';
import { BarTable } from './bar-table';
import { coloursOf } from './feature-colours';
import type { SpendChartProps } from './spend-chart';
import { SpendControls } from './spend-controls';
import { spendChange, spendFinding, spendSummary } from './spend-finding';
import { SpendLegend } from './spend-legend';
import { SpendTable } from './spend-table';
import { aboutOf, shownNames } from './spend-words';

interface Props {
  report: SpendReport;
  view: SpendView;
  zone: string;
  locale: string;
  /** The page's own address, and that of the list of entries. */
  href: string;
  activity: string;
  /** Makes the chart: handed in, so that whoever mounts this decides when its code is loaded. */
  chart: (props: Omit<SpendChartProps, 'onOpen'>) => ReactNode;
}

/** What a time was spent on: the finding, the chart, and its tables. */
export function SpendCard({ report, view, zone, locale, href, activity, chart }: Props) {
  const { bars, unit, lines, total, range } = report;
  const summary = spendSummary(report, locale);
  const change = spendChange(report, locale);
  const colours = coloursOf(report.shown);
  const shown = [...shownNames(report, locale)].map(([id, name]) => ({ id, name, colour: colours.get(id)! }));
  const drawn = shown.filter(({ id }) => !view.hidden.includes(id));
  return (
    <section aria-labelledby="spend" className="grid gap-5 rounded-card border bg-surface p-4 sm:p-6">
      <div>
        <h2 id="spend" className="figures text-base wrap-anywhere">
          {spendFinding(report, locale)}
        </h2>
        <p className="text-soft">
          {summary
            ? message(locale, 'spend.perDay', { ...aboutOf(report), zone })
            : message(locale, range === 'period' ? 'spend.noneWords' : 'spend.nothingThen', { zone })}
        </p>
      </div>
      <SpendControls {...{ report, view, href, locale }} />
      {(lines.length > 0 || change) && (
        <p className="figures max-w-[75ch]">
          <strong>
            {message(locale, 'spend.used', {
              credits: creditsText(locale, total.credits),
              generations: total.generations,
            })}
          </strong>{' '}
          {change}
          {total.refundedEarlier > 0 &&
            ` ${message(locale, 'spend.refundedEarlier', { credits: creditsText(locale, total.refundedEarlier) })}`}
        </p>
      )}
      {lines.length > 0 && (
        <div className="grid gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          {summary && (
            <div className="grid content-start gap-2">
              <figure className="grid">
                <figcaption className="sr-only" suppressHydrationWarning>
                  {summary} {message(locale, 'spend.chartKeys')}
                </figcaption>
                <div className="h-56 sm:h-72 noscript:hidden">
                  {chart({ bars, unit, shown: drawn, locale, label: message(locale, 'spend.title') })}
                </div>
              </figure>
              <SpendLegend {...{ report, view, shown, href, locale }} />
            </div>
          )}
          <div className={`min-w-0 overflow-x-auto ${summary ? '' : 'col-span-full'}`}>
            <SpendTable {...{ report, view, colours, href, activity, locale }} />
          </div>
        </div>
      )}
      {summary && <BarTable {...{ report, activity, locale }} />}
    </section>
  );
}
