import { amountText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { unitsText } from '@/lib/messages/price-words';
import type { GenerationReceipt } from '@/services/accounts/read-receipt';
import { Cell, HeadCell, RowHead, TotalRow } from './receipt-parts';

/** The lines that the price is made of, each with its own formula. */
export function PriceTable({ receipt, locale }: { receipt: GenerationReceipt; locale: string }) {
  const quantity = ({ unit, quantity: count }: GenerationReceipt['lines'][number]) =>
    unit === null ? amountText(locale, count) : unitsText(locale, count, unit);
  return (
    <table className="w-full">
      <caption className="sr-only">{message(locale, 'receipt.price')}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'receipt.line')}</HeadCell>
          <HeadCell wide>{message(locale, 'receipt.lineQuantity')}</HeadCell>
          <HeadCell wide>{message(locale, 'receipt.lineFormula')}</HeadCell>
          <HeadCell figures>{message(locale, 'receipt.credits')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {receipt.lines.map((line, index) => (
          <tr key={index}>
            <RowHead below={<span className="figures">{line.formula}</span>}>{line.name}</RowHead>
            <Cell wide>{quantity(line)}</Cell>
            <Cell wide>
              <span className="figures text-soft">{line.formula}</span>
            </Cell>
            <Cell figures>{amountText(locale, line.credits)}</Cell>
          </tr>
        ))}
      </tbody>
      {receipt.lines.length > 1 && (
        <tfoot>
          <TotalRow label={message(locale, 'receipt.total')} span={2}>
            <Cell figures>{amountText(locale, receipt.priced)}</Cell>
          </TotalRow>
        </tfoot>
      )}
    </table>
  );
}
