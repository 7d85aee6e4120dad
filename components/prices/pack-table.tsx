import type { CatalogPolicy, PackPolicy } from '@/lib/catalog/policy';
import { amountText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { exactMoneyText, moneyText } from '@/lib/messages/money-text';
import { listText, packFromText, packOnText, shortLastingText } from '@/lib/messages/policy-words';
import { Below, Cell, HeadCell, PriceSection, RowHead } from './table-parts';

/** What can be bought once: the price by the credit stands beside each price. */
export function PackTable({ policy: { packs, currency, listPrice } }: { policy: CatalogPolicy }) {
  if (packs.length === 0) return null;
  const rows = packs.flatMap(packRows);
  const perCredits = rows.flatMap(({ unit }) => (unit ? [unit.perCredit] : []));
  const words = [
    needsPlanWords(packs),
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
          {rows.map(({ name, below, price, unit }) => (
            <tr key={name}>
              <RowHead below={below}>{name}</RowHead>
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

/** A pack's own price, and what one costs for those who buy several or are on a plan. */
function packRows(pack: PackPolicy) {
  const { name, price, unit, lasting, volume, planPrices } = pack;
  return [
    { name, below: shortLastingText('en', lasting), price, unit },
    ...volume.map(({ from, ...each }) => ({ name: packFromText('en', pack, from), below: '', ...each })),
    ...planPrices.map(({ plan, ...each }) => ({ name: packOnText('en', pack, plan), below: '', ...each })),
  ];
}

function needsPlanWords(packs: readonly PackPolicy[]): string {
  if (packs.every(({ needsSubscription }) => needsSubscription)) return message('en', 'prices.packsWordsPlan');
  if (packs.some(({ needsSubscription }) => needsSubscription)) return message('en', 'prices.packsWordsSome');
  return message('en', 'prices.packsWords');
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
