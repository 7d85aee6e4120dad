import { Cell, HeadCell, ReceiptSection } from '@/components/receipt/receipt-parts';
import type { PackPolicy } from '@/lib/catalog/policy';
import { message } from '@/lib/messages/message';
import { exactMoneyText, moneyText } from '@/lib/messages/money-text';
import { packFromText, packOnText, shortLastingText } from '@/lib/messages/policy-words';
import { CountForm } from './count-form';

interface Props {
  packs: readonly PackPolicy[];
  currency: string;
  /** Ids of those that the account can buy now. */
  sold: readonly string[];
  /** Where a preview begins; null: whoever looks does not buy. */
  change: string | null;
  locale: string;
}

/** The packs with all their prices, each with a field for how many; the preview comes first. */
export function PackList({ packs, currency, sold, change, locale }: Props) {
  const perCredits = packs.flatMap((pack) =>
    [pack, ...pack.volume, ...pack.planPrices].flatMap(({ unit }) => (unit ? [unit.perCredit] : [])),
  );
  const barred = packs.some(({ id }) => !sold.includes(id));
  return (
    <ReceiptSection
      id="packs"
      title={message(locale, 'plan.packs')}
      words={message(locale, barred ? 'plan.packsNeedPlan' : 'plan.packsWords')}
    >
      <table className="w-full">
        <caption className="sr-only">{message(locale, 'plan.packs')}</caption>
        <thead>
          <tr>
            <HeadCell>{message(locale, 'prices.pack')}</HeadCell>
            <HeadCell figures>{message(locale, 'prices.price')}</HeadCell>
            <HeadCell figures>{message(locale, 'prices.perCredit')}</HeadCell>
            <HeadCell figures wide>
              {message(locale, 'prices.perThousand')}
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {packs.flatMap((pack) =>
            pricesOf(pack, locale).map(({ name, below, price, unit }) => (
              <tr key={name}>
                <th scope="row" className="border-t py-2.5 pe-3 text-start align-baseline font-normal wrap-anywhere">
                  {name}
                  {below && <span className="block text-xs text-soft">{below}</span>}
                </th>
                <Cell figures>{moneyText(locale, currency, price)}</Cell>
                <Cell figures>{unit && exactMoneyText(locale, currency, unit.perCredit, perCredits)}</Cell>
                <Cell figures wide>
                  {unit && moneyText(locale, currency, unit.perThousand)}
                </Cell>
              </tr>
            )),
          )}
        </tbody>
      </table>
      {change !== null && (
        <ul className="grid gap-3 border-t py-4 sm:grid-cols-2">
          {packs
            .filter(({ id }) => sold.includes(id))
            .map((pack) => (
              <li key={pack.id}>
                <CountForm
                  action={change}
                  order={{ type: 'buyPack', packId: pack.id }}
                  name="count"
                  label={message(locale, 'plan.packCount', { name: pack.name })}
                  min={1}
                  max={100}
                  value={1}
                  button={message(locale, 'plan.buy')}
                />
              </li>
            ))}
        </ul>
      )}
    </ReceiptSection>
  );
}

/** A pack's own price, and what one costs for those who buy several or are on a plan. */
function pricesOf(pack: PackPolicy, locale: string) {
  const { name, price, unit, lasting, volume, planPrices } = pack;
  return [
    { name, below: shortLastingText(locale, lasting), price, unit },
    ...volume.map(({ from, ...each }) => ({ name: packFromText(locale, pack, from), below: '', ...each })),
    ...planPrices.map(({ plan, ...each }) => ({ name: packOnText(locale, pack, plan), below: '', ...each })),
  ];
}
