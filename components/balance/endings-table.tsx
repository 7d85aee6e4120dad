import { Cell, HeadCell, RowHead } from '@/components/receipt/receipt-parts';
import { amountText, creditsText, dayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Endings } from '@/lib/usage/balance';

interface Props {
  endings: Endings;
  available: number;
  zone: string;
  locale: string;
}

/** What of the balance ends on which day, and what would be left then: a row a day, with a bar beside its numbers. */
export function EndingsTable({ endings, available, zone, locale }: Props) {
  const { days, later, never, waiting } = endings;
  const rows = [
    ...(waiting > 0 ? [{ name: message(locale, 'balance.waiting'), credits: waiting }] : []),
    ...days.map(({ at, days: away, credits, left }) => ({
      name: dayText(locale, zone, at, true),
      below: message(locale, 'meter.days', { days: away }),
      credits,
      left,
    })),
    ...(later > 0 ? [{ name: message(locale, 'balance.later'), credits: later }] : []),
    ...(never > 0 ? [{ name: message(locale, 'balance.never'), credits: never }] : []),
  ];
  return (
    <table className="w-full">
      <caption className="sr-only">{message(locale, 'balance.endingsTable')}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'balance.day')}</HeadCell>
          <HeadCell figures>{message(locale, 'balance.ends')}</HeadCell>
          <th aria-hidden="true" className="hidden w-1/2 sm:table-cell" />
          <HeadCell figures>{message(locale, 'balance.thenLeft')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <RowHead>
              <span className="figures">{row.name}</span>
              {'below' in row && <span className="block text-xs text-soft">{row.below}</span>}
            </RowHead>
            <Cell figures>{amountText(locale, row.credits)}</Cell>
            <td className="hidden border-t ps-6 align-middle sm:table-cell" aria-hidden="true">
              <span className="flex h-3 overflow-hidden rounded-bar border border-edge bg-surface">
                <span className="bg-left" style={{ inlineSize: share('left' in row ? row.left : 0, available) }} />
                <span
                  className={'left' in row ? 'bg-used' : 'bg-left'}
                  style={{ inlineSize: share(row.credits, available) }}
                />
              </span>
            </td>
            <Cell figures>{'left' in row ? amountText(locale, row.left) : ''}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function share(part: number, whole: number): string {
  return `${whole > 0 ? (part / whole) * 100 : 0}%`;
}

/** The same in a sentence. */
export function endingsText(
  { days, later, never, waiting }: Endings,
  available: number,
  zone: string,
  locale: string,
): string {
  const [first] = days;
  const all = creditsText(locale, available);
  if (!first) {
    if (waiting === 0) return message(locale, 'balance.endingsNone');
    return message(locale, 'balance.endingsWaiting', { count: waiting, waiting: creditsText(locale, waiting) });
  }
  const when = {
    date: dayText(locale, zone, first.at, true),
    relative: message(locale, 'meter.days', { days: first.days }),
  };
  if (days.length === 1 && later + never + waiting === 0) {
    return message(locale, 'balance.endingsAll', { ...when, count: available, all });
  }
  return message(locale, 'balance.endingsSummary', {
    ...when,
    all,
    soon: amountText(locale, first.credits),
    soonCount: first.credits,
    never,
    neverText: amountText(locale, never),
  });
}
