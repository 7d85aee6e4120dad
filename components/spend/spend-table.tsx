import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { amountText, percentText } from '@/lib/messages/format';
import { message, type MessageKey } from '@/lib/messages/message';
import { OTHERS, type SpendLine, type SpendReport } from '@/lib/usage/spend';
import { sortedBy, spendQuery, type SpendSort, type SpendView } from '@/lib/usage/spend-view';
import { entriesHref } from './entries-href';
import { aboutOf, lineName, whenText } from './spend-words';
import { Swatch } from './swatch';

interface Props {
  report: SpendReport;
  view: SpendView;
  colours: ReadonlyMap<string, string>;
  /** The page's own address, and that of the list of entries. */
  href: string;
  activity: string;
  locale: string;
}

const figure = 'figures py-2 ps-3 text-end sm:ps-6';

/** The chart's numbers: always there, for eyes and for screen readers, in whatever order one likes. */
export function SpendTable({ report, view, colours, href, activity, locale }: Props) {
  const { by, lines, rest, total } = report;
  const share = (credits: number) => percentText(locale, total.credits > 0 ? credits / total.credits : 0);
  const head = { view, href, locale };
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">
        {message(locale, 'spend.table', { ...aboutOf(report), when: whenText(report, locale) })}
      </caption>
      <thead>
        <tr className="border-b text-xs text-soft">
          <Head {...head} sort="name" text={`spend.by.${by}`} />
          <Head {...head} sort="credits" text="spend.credits" />
          <th scope="col" className={`${figure} font-normal max-[23rem]:hidden`}>
            {message(locale, 'spend.share')}
          </th>
          <Head {...head} sort="generations" text="spend.generations" />
        </tr>
      </thead>
      <tbody>
        {inOrder(lines, view, by, locale).map((line) => (
          <tr key={line.id} className="relative border-b hover:bg-raised">
            <th scope="row" className="py-2 text-start font-normal">
              <span className="flex items-baseline gap-2 wrap-anywhere">
                <Swatch colour={line.credits > 0 ? (colours.get(line.id) ?? colours.get(OTHERS)) : undefined} />
                <Name {...{ report, activity, locale }} line={line} />
              </span>
            </th>
            <td className={figure}>{amountText(locale, line.credits)}</td>
            <td className={`${figure} text-soft max-[23rem]:hidden`}>{share(Math.max(line.credits, 0))}</td>
            <td className={figure}>{amountText(locale, line.generations)}</td>
          </tr>
        ))}
        {rest && (
          <tr className="border-b text-soft">
            <th scope="row" className="py-2 text-start font-normal">
              {message(locale, 'spend.rest', { lines: rest.lines })}
            </th>
            <td className={figure}>{amountText(locale, rest.credits)}</td>
            <td className={`${figure} max-[23rem]:hidden`}>{share(Math.max(rest.credits, 0))}</td>
            <td className={figure}>{amountText(locale, rest.generations)}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr className="font-strong">
          <th scope="row" className="py-2 text-start">
            {message(locale, 'spend.total')}
          </th>
          <td className={figure}>{amountText(locale, total.credits)}</td>
          <td className={`${figure} font-normal text-soft max-[23rem]:hidden`}>{share(total.credits)}</td>
          <td className={figure}>{amountText(locale, total.generations)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** A column's head: a link that puts the table in its order, or turns that round. */
function Head(props: { view: SpendView; href: string; locale: string; sort: SpendSort; text: MessageKey }) {
  const { view, href, locale, sort, text } = props;
  const isSorted = view.sort === sort;
  const Arrow = view.isFalling ? ArrowDown : ArrowUp;
  const isName = sort === 'name';
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (view.isFalling ? 'descending' : 'ascending') : undefined}
      className={`font-normal ${isName ? 'w-full py-2 text-start' : figure}`}
    >
      <Link
        href={href + spendQuery(sortedBy(view, sort))}
        prefetch={false}
        scroll={false}
        replace
        className="inline-flex min-h-6 items-center gap-1 underline decoration-dotted underline-offset-3 hover:text-ink"
      >
        {message(locale, text)}
        {isSorted && <Arrow size={12} aria-hidden="true" className="shrink-0" />}
      </Link>
    </th>
  );
}

/** The whole row leads to its entries, where the list can be narrowed to them. */
function Name(props: Pick<Props, 'report' | 'activity' | 'locale'> & { line: SpendLine }) {
  const { report, line, activity, locale } = props;
  const { by, first: from, last: to } = report;
  const name = lineName(line, by, locale);
  const href = entriesHref(activity, by, line.id, { from, to });
  if (href === null) return name;
  return (
    <Link href={href} prefetch={false} className="after:absolute after:inset-0 hover:underline">
      {name}
      <span className="sr-only"> {message(locale, 'spend.openEntries')}</span>
    </Link>
  );
}

function inOrder(
  lines: readonly SpendLine[],
  { sort, isFalling }: SpendView,
  by: SpendReport['by'],
  locale: string,
): SpendLine[] {
  const name = (line: SpendLine) => lineName(line, by, locale);
  const rising = [...lines].sort((a, b) =>
    sort === 'name'
      ? name(a).localeCompare(name(b), locale)
      : a[sort] - b[sort] || name(b).localeCompare(name(a), locale),
  );
  return isFalling ? rising.reverse() : rising;
}
