import Link from 'next/link';
import { Cell, HeadCell } from '@/components/receipt/receipt-parts';
import { amountText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { ListedPeriod } from '@/services/accounts/list-periods';
import { periodText } from './statement-words';

interface Props {
  periods: readonly ListedPeriod[];
  /** The address that a period's name is added to. */
  href: string;
  zone: string;
  locale: string;
}

/** An account's periods, newest first: each row leads to its statement. */
export function PeriodTable({ periods, href, zone, locale }: Props) {
  return (
    <table className="w-full">
      <caption className="sr-only">{message(locale, 'statement.list')}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'statement.period')}</HeadCell>
          <HeadCell figures wide>
            {message(locale, 'statement.opening')}
          </HeadCell>
          <HeadCell figures>{message(locale, 'statement.closing')}</HeadCell>
          <HeadCell figures wide>
            {message(locale, 'statement.entries')}
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {periods.map((period) => (
          <tr key={period.name} className="relative hover:bg-raised">
            <th scope="row" className="border-t py-2.5 pe-3 text-start align-baseline font-normal">
              <Link
                href={`${href}/${period.name}`}
                prefetch={false}
                className="figures text-accent after:absolute after:inset-0 hover:underline"
              >
                {periodText(period, locale, zone)}
              </Link>
              {period.isRunning && <span className="text-soft"> · {message(locale, 'statement.running')}</span>}
            </th>
            <Cell figures wide>
              {amountText(locale, period.opening)}
            </Cell>
            <Cell figures>{amountText(locale, period.closing)}</Cell>
            <Cell figures wide>
              {amountText(locale, period.entries)}
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
