import Link from 'next/link';
import type { ReactNode } from 'react';
import { message } from '@/lib/messages/message';
import type { SpendReport } from '@/lib/usage/spend';
import { spendBys, spendQuery, spendRanges, type SpendRange, type SpendView } from '@/lib/usage/spend-view';

interface Props {
  report: Pick<SpendReport, 'by' | 'range' | 'first' | 'last' | 'hasPeriod' | 'hasLast'>;
  view: SpendView;
  /** The page's own address. */
  href: string;
  locale: string;
}

/** By what, and over which days. Links and a form, so that they work in a bookmark and without scripts. */
export function SpendControls({ report, view, href, locale }: Props) {
  const isThere = (range: SpendRange) =>
    (range !== 'period' || report.hasPeriod) && (range !== 'last' || report.hasLast);
  return (
    <div className="grid gap-3">
      <Choices label={message(locale, 'spend.range')}>
        {spendRanges.filter(isThere).map((range) => (
          <Choice
            key={range}
            href={href + spendQuery({ ...view, range, own: null })}
            isChosen={report.range === range}
            text={message(locale, `spend.range.${range}`)}
          />
        ))}
        <li>
          <OwnDays {...{ report, view, href, locale }} />
        </li>
      </Choices>
      <Choices label={message(locale, 'spend.by')}>
        {spendBys.map((by) => (
          <Choice
            key={by}
            href={href + spendQuery({ ...view, by, hidden: [] })}
            isChosen={report.by === by}
            text={message(locale, `spend.by.${by}`)}
          />
        ))}
      </Choices>
    </div>
  );
}

const button = 'flex min-h-9 items-center rounded-card border px-3';

function Choices({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-start gap-x-3 gap-y-1">
      <span aria-hidden="true" className="flex min-h-9 w-20 items-center text-soft">
        {label}
      </span>
      <ul className="flex min-w-0 grow basis-60 flex-wrap gap-1.5">{children}</ul>
    </nav>
  );
}

function Choice({ href, isChosen, text }: { href: string; isChosen: boolean; text: string }) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        scroll={false}
        aria-current={isChosen ? 'true' : undefined}
        className={`${button} ${isChosen ? 'border-accent font-strong text-accent' : 'border-edge hover:bg-raised'}`}
      >
        {text}
      </Link>
    </li>
  );
}

function OwnDays({ report, view, href, locale }: Props) {
  const { first, last, range } = report;
  const isChosen = range === 'own';
  const { by, sort, isFalling } = view;
  // A form's fields take the place of its address's: what else the view is comes along hidden.
  const others = [...new URLSearchParams(spendQuery({ ...view, by, sort, isFalling, range: 'period', own: null }))];
  const day = (name: 'from' | 'to', value: string) => (
    <label className="grid gap-1">
      <span className="text-xs text-soft">{message(locale, `spend.range.${name}`)}</span>
      <input
        type="date"
        name={name}
        defaultValue={value}
        max="2999-12-31"
        required
        className="h-10 rounded-card border border-edge bg-surface px-2.5 text-base text-ink lg:text-sm"
      />
    </label>
  );
  return (
    <details className="group" open={isChosen}>
      <summary
        className={`${button} list-none [&::-webkit-details-marker]:hidden ${isChosen ? 'border-accent font-strong text-accent' : 'border-edge hover:bg-raised'}`}
      >
        {message(locale, 'spend.range.own')}
      </summary>
      {/* Another address is another form: what a browser kept of the one before must not stand in it. */}
      <form
        key={`${first} ${last}`}
        method="get"
        action={href}
        autoComplete="off"
        className="flex flex-wrap items-end gap-3 py-3"
      >
        {others.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        {day('from', first)}
        {day('to', last)}
        <button
          type="submit"
          className="h-10 rounded-card border border-accent px-4 font-strong text-accent hover:bg-raised"
        >
          {message(locale, 'spend.range.show')}
        </button>
        <p className="w-full text-xs text-soft">{message(locale, 'spend.range.hint')}</p>
      </form>
    </details>
  );
}
