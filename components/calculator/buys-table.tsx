import type { ReactNode } from 'react';
import { Cell, HeadCell, RowHead } from '@/components/receipt/receipt-parts';
import { amountText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { boughtText, figureText, firstFreeText, perText } from '@/lib/messages/price-words';
import type { BalanceBuys, FeatureBuys } from '@/lib/usage/balance-buys';
import { figureName } from './way-words';

/** What a balance buys of each feature: one row for each price, under the feature's name where it has several. */
export function BuysTable({ features, locale }: { features: readonly FeatureBuys[]; locale: string }) {
  return (
    <table className="w-full">
      <caption className="sr-only">{message(locale, 'calculator.buysTable')}</caption>
      <thead>
        <tr>
          <HeadCell>{message(locale, 'calculator.feature')}</HeadCell>
          <HeadCell figures>{message(locale, 'calculator.price')}</HeadCell>
          <HeadCell wide>
            <span className="ps-3">{message(locale, 'prices.unit')}</span>
          </HeadCell>
          <HeadCell figures>{message(locale, 'calculator.buysHead')}</HeadCell>
        </tr>
      </thead>
      {features.map((each) => (
        <tbody key={each.feature.id}>
          <FeatureRows {...each} locale={locale} />
        </tbody>
      ))}
    </table>
  );
}

function FeatureRows({ feature, isCheapestOnly, rows, locale }: FeatureBuys & { locale: string }) {
  const notes = [firstFreeText(locale, feature), isCheapestOnly && message(locale, 'calculator.cheapestOnly')];
  const name = (
    <>
      <span className="font-strong">{feature.name}</span>
      {notes.filter(Boolean).map((note) => (
        <span key={String(note)} className="block text-xs text-soft">
          {note}
        </span>
      ))}
    </>
  );
  const [only] = rows;
  const isNamed = only !== undefined && figureName(locale, only.figure) !== '';
  if (rows.length === 1 && only && !isNamed) return <BuysRow name={name} row={only} locale={locale} />;
  return (
    <>
      <tr>
        <th scope="rowgroup" colSpan={4} className="border-t py-2.5 text-start font-normal">
          {name}
        </th>
      </tr>
      {rows.map((row, index) => (
        <BuysRow
          key={index}
          name={<span className="block ps-4">{figureName(locale, row.figure) || perText(locale, row.figure.per)}</span>}
          row={row}
          locale={locale}
        />
      ))}
    </>
  );
}

function BuysRow({ name, row: { figure, buys }, locale }: { name: ReactNode; row: BalanceBuys; locale: string }) {
  const per = perText(locale, figure.per);
  return (
    <tr>
      <RowHead>{name}</RowHead>
      <Cell figures>
        {figureText(locale, figure)}
        <span className="ms-auto block max-w-28 text-xs whitespace-normal text-soft sm:hidden">{per}</span>
      </Cell>
      <Cell wide>
        <span className="ps-3 text-soft">{per}</span>
      </Cell>
      <Cell figures>
        <span className="ms-auto block max-w-32 whitespace-normal sm:max-w-none">{boughtText(locale, buys)}</span>
        {buys !== null && buys.free > 0 && (
          <span className="block text-xs text-soft">
            {message(locale, 'calculator.freeOfThem', { amount: amountText(locale, buys.free) })}
          </span>
        )}
      </Cell>
    </tr>
  );
}
