import type { ComponentType } from 'react';
import { message } from '@/lib/messages/message';
import type { Meter, Spend } from '@/lib/usage/meter';
import { spendFinding, spendSummary } from './spend-finding';
import { SpendTable } from './spend-table';

interface Props {
  meter: Meter;
  locale: string;
  /** Handed in, so that whoever mounts this decides when the chart's code is loaded. */
  Chart: ComponentType<{ spend: Spend; locale: string; label: string }>;
}

/** What the period was spent on: the finding, the chart, and its table. */
export function SpendCard({ meter, locale, Chart }: Props) {
  const { spend, used, zone } = meter;
  const summary = spendSummary(spend, locale);
  return (
    <section aria-labelledby="spend" className="grid gap-4 rounded-card border bg-surface p-4 sm:p-6">
      <div>
        <h2 id="spend" className="figures text-base">
          {spendFinding(spend, used, locale)}
        </h2>
        <p className="text-soft">{message(locale, summary ? 'spend.perDay' : 'spend.noneWords', { zone })}</p>
      </div>
      {summary && (
        <figure className="grid">
          <figcaption className="sr-only" suppressHydrationWarning>
            {summary} {message(locale, 'spend.chartKeys')}
          </figcaption>
          <div className="h-56 sm:h-64 noscript:hidden">
            <Chart spend={spend} locale={locale} label={message(locale, 'spend.title')} />
          </div>
        </figure>
      )}
      {spend.byFeature.length > 0 && <SpendTable spend={spend.byFeature} used={used} locale={locale} />}
    </section>
  );
}
