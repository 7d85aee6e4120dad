import type { CatalogPolicy } from '@/lib/catalog/policy';
import { amountText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { exactMoneyText, moneyText } from '@/lib/messages/money-text';
import { listText, shortLastingText } from '@/lib/messages/policy-words';
import { Below, Cell, HeadCell, PriceSection, RowHead } from './table-parts';

/** What can be bought once: the price by the credit stands beside each price. */
export function PackTable({ policy: { packs, currency, listPrice } }: { policy: CatalogPolicy }) {
  if (packs.length === 0) return null;
  const perCredits = packs.flatMap(({ unit }) => (unit ? [unit.perCredit] : []));
  const words = [
    message('en', 'prices.packsWords'),
    listPrice &&
      message('en', 'prices.listPrice', {
        one: exactMoneyText('en', currency, listPrice.perCredit, perCredits),
        price: moneyText('en', currency, listPrice.perThousand),
      }),
  ];
  return (
    <PriceSection id="packs" title={message('en', 'prices.packs')} words={words.filter(Boolean).join(' ')}>
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <HeadCell>{message('en', 'prices.pack')}</HeadCell>
            <HeadCell figures>{message('en', 'prices.price')}</HeadCell>
            <HeadCell figures>{message('en', 'prices.perCredit')}</HeadCell>
            <HeadCell figures>{message('en', 'prices.perThousand')}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {packs.map(({ id, name, price, unit, lasting }) => (
            <tr key={id}>
              <RowHead below={shortLastingText('en', lasting)}>{name}</RowHead>
              <Cell figures>{moneyText('en', currency, price)}</Cell>
              <Cell figures>{unit && exactMoneyText('en', currency, unit.perCredit, perCredits)}</Cell>
              <Cell figures>{unit && moneyText('en', currency, unit.perThousand)}</Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </PriceSection>
  );
}

/** More credits beside a plan, by the unit. */
export function AddOnTable({ policy: { addOns, currency } }: { policy: CatalogPolicy }) {
  if (addOns.length === 0) return null;
  const perCredits = addOns.flatMap(({ unit }) => (unit ? [unit.perCredit] : []));
  return (
    <PriceSection id="add-ons" title={message('en', 'prices.addOns')} words={message('en', 'prices.addOnsWords')}>
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <HeadCell>{message('en', 'prices.addOn')}</HeadCell>
            <HeadCell figures>{message('en', 'prices.price')}</HeadCell>
            <HeadCell figures>{message('en', 'prices.credits')}</HeadCell>
            <HeadCell figures>{message('en', 'prices.perThousand')}</HeadCell>
            <HeadCell figures wide>
              {message('en', 'prices.perCredit')}
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {addOns.map((addOn) => (
            <tr key={addOn.id}>
              <RowHead
                below={[
                  message('en', 'prices.withPlan', { plans: listText('en', addOn.plans) }),
                  message('en', addOn.shared ? 'prices.sharedPool' : 'prices.oneUser'),
                ].join(', ')}
              >
                {addOn.name}
              </RowHead>
              <Cell figures>
                {moneyText('en', currency, addOn.price)}
                <Below>
                  {message('en', 'policy.rhythm.by', { period: message('en', 'policy.period', { months: 1 }) })}
                </Below>
              </Cell>
              <Cell figures>
                {amountText('en', addOn.credits)}
                <Below>{message('en', 'policy.rhythm.month')}</Below>
              </Cell>
              <Cell figures>{addOn.unit && moneyText('en', currency, addOn.unit.perThousand)}</Cell>
              <Cell figures wide>
                {addOn.unit && exactMoneyText('en', currency, addOn.unit.perCredit, perCredits)}
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </PriceSection>
  );
}
