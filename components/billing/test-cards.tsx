import { Cell, HeadCell } from '@/components/receipt/receipt-parts';
import { message } from '@/lib/messages/message';
import type { testCards } from '@/services/payments/test-cards';

/** The numbers that can be entered where nothing real is charged. */
export function TestCards({ cards, locale }: { cards: typeof testCards; locale: string }) {
  return (
    <div>
      <h3 className="font-strong">{message(locale, 'billing.testCards')}</h3>
      <p className="text-soft">{message(locale, 'billing.testCardsWords')}</p>
      <table className="w-full max-w-md">
        <caption className="sr-only">{message(locale, 'billing.testCards')}</caption>
        <thead>
          <tr>
            <HeadCell>{message(locale, 'billing.testCard')}</HeadCell>
            <HeadCell>{message(locale, 'billing.testCardDoes')}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {cards.map(({ number, brand, behaviour }) => (
            <tr key={number}>
              <th scope="row" className="border-t py-2.5 pe-3 text-start font-mono font-normal whitespace-nowrap">
                {number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}
                <span className="block font-sans text-soft sm:ms-3 sm:inline">{brand}</span>
              </th>
              <Cell>{message(locale, `billing.testCard.${behaviour}`)}</Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
