import { Cell, HeadCell, RowHead } from '@/components/receipt/receipt-parts';
import { amountText, dayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { BalancePage } from '@/services/accounts/read-grants-page';

interface Props {
  promised: BalancePage['promised'];
  zone: string;
  locale: string;
}

/** Credits that have been promised from a later day on: not here yet, and in no sum. */
export function PromisedTable({ promised, zone, locale }: Props) {
  const day = (at: string) => dayText(locale, zone, at, true);
  return (
    <table className="w-full">
      <caption className="sr-only">{message(locale, 'balance.promised')}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'balance.lot')}</HeadCell>
          <HeadCell figures>{message(locale, 'receipt.credits')}</HeadCell>
          <HeadCell figures>{message(locale, 'balance.endsHead')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {promised.map(({ source, credits, effectiveAt, expiresAt }, index) => (
          <tr key={index}>
            <RowHead>
              {message(locale, `source.${source}`)}{' '}
              <span className="figures text-soft">{message(locale, 'balance.starts', { day: day(effectiveAt) })}</span>
            </RowHead>
            <Cell figures>{amountText(locale, credits)}</Cell>
            <Cell figures>{expiresAt === null ? message(locale, 'receipt.never') : day(expiresAt)}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
