import { Cell, HeadCell, RowHead } from '@/components/receipt/receipt-parts';
import { amountText, changeText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { PeriodStatement } from '@/services/accounts/read-statement';
import { lineText } from './statement-words';

/** From the opening balance, line by line, to the closing one. */
export function SumsTable({ statement, locale }: { statement: PeriodStatement; locale: string }) {
  const { opening, closing, sums, period } = statement;
  return (
    <table className="w-full">
      <caption className="sr-only">{message(locale, 'statement.sums')}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'statement.line')}</HeadCell>
          <HeadCell figures>{message(locale, 'statement.credits')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        <tr className="font-strong">
          <RowHead>
            <span className="font-strong">{message(locale, 'statement.opening')}</span>
          </RowHead>
          <Cell figures>{amountText(locale, opening)}</Cell>
        </tr>
        {sums.map((line, index) => (
          <tr key={index}>
            <RowHead>
              {lineText(line, locale)}
              {line.what === 'used' && (
                <span className="block text-xs text-soft">
                  {message(locale, 'statement.generations', { count: line.generations })}
                </span>
              )}
            </RowHead>
            <Cell figures>{changeText(locale, line.credits)}</Cell>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-strong">
          <RowHead>
            <span className="font-strong">
              {message(locale, period.isRunning ? 'statement.closingNow' : 'statement.closing')}
            </span>
          </RowHead>
          <Cell figures>{amountText(locale, closing)}</Cell>
        </tr>
      </tfoot>
    </table>
  );
}
