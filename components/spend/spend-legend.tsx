import Link from 'next/link';
import { message } from '@/lib/messages/message';
import type { SpendReport } from '@/lib/usage/spend';
import { spendQuery, toggled, type SpendView } from '@/lib/usage/spend-view';
import { dayOf } from './spend-words';
import { Swatch } from './swatch';

interface Props {
  report: SpendReport;
  view: SpendView;
  shown: readonly { id: string; name: string; colour: string }[];
  /** The page's own address. */
  href: string;
  locale: string;
}

/** What the colours are. Each is a link that takes its part out of the chart, or brings it back. */
export function SpendLegend({ report: { before }, view, shown, href, locale }: Props) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {shown.map(({ id, name, colour }) => {
        const isHidden = view.hidden.includes(id);
        return (
          <li key={id} className="min-w-0">
            <Link
              href={href + spendQuery(toggled(view, id))}
              prefetch={false}
              scroll={false}
              replace
              className="flex min-h-8 items-center gap-1.5 hover:underline"
            >
              <Swatch colour={isHidden ? undefined : colour} />
              <span className={`wrap-anywhere ${isHidden ? 'text-soft line-through' : ''}`}>{name}</span>
              <span className="sr-only">{message(locale, isHidden ? 'spend.unhide' : 'spend.hide')}</span>
            </Link>
          </li>
        );
      })}
      {before && before.credits > 0 && (
        <li className="flex min-h-8 items-center gap-1.5 text-soft">
          <Swatch />
          {message(locale, 'spend.before', {
            start: dayOf(locale, before.first, before.last),
            end: dayOf(locale, before.last, before.first),
          })}
        </li>
      )}
    </ul>
  );
}
