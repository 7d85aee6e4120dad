import { Cell, HeadCell } from '@/components/receipt/receipt-parts';
import { lineText } from '@/lib/messages/line-words';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import type { InvoiceAnswer, LineAnswer } from '@/services/payments/payment-answers';
import { spanText, taxText } from './line-words';

interface Props {
  lines: readonly LineAnswer[];
  tax: InvoiceAnswer['tax'];
  total: number;
  /** What the total is called. */
  totalWords: string;
  caption: string;
  currency: string;
  zone: string;
  locale: string;
}

/** What has to be paid, line by line, with its taxes, and what that makes in all. */
export function LinesTable({ lines, tax, total, totalWords, caption, currency, zone, locale }: Props) {
  const money = (minor: number) => moneyText(locale, currency, minor).replace(/^-/, '−');
  const net = lines.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <table className="w-full">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'invoice.line')}</HeadCell>
          <HeadCell figures>{message(locale, 'invoice.amount')}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={index}>
            <th scope="row" className="border-t py-2.5 pe-3 text-start align-baseline font-normal wrap-anywhere">
              {lineText(locale, line)}
              {line.span && <span className="figures block text-xs text-soft">{spanText(locale, zone, line)}</span>}
            </th>
            <Cell figures>{money(line.amount)}</Cell>
          </tr>
        ))}
        {tax.length > 0 && <SumRow words={message(locale, 'invoice.subtotal')} figure={money(net)} />}
        {tax.map((each, index) => (
          <SumRow key={index} words={taxText(locale, each)} figure={money(each.amount)} />
        ))}
      </tbody>
      <tfoot>
        <SumRow words={totalWords} figure={money(total)} strong />
      </tfoot>
    </table>
  );
}

function SumRow({ words, figure, strong = false }: { words: string; figure: string; strong?: boolean }) {
  return (
    <tr className={strong ? 'font-strong' : ''}>
      <th
        scope="row"
        className={`border-t py-2.5 pe-3 text-start align-baseline wrap-anywhere ${strong ? 'font-strong' : 'font-normal'}`}
      >
        {words}
      </th>
      <Cell figures>{figure}</Cell>
    </tr>
  );
}
