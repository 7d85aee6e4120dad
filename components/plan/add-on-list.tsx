import { ReceiptSection } from '@/components/receipt/receipt-parts';
import type { AddOnPolicy } from '@/lib/catalog/policy';
import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { exactMoneyText, moneyText } from '@/lib/messages/money-text';
import { byPeriodText } from './offer-words';
import { CountForm } from './count-form';

/** How many of an add-on an account has, and from the next month on. */
export interface OwnAddOn {
  id: string;
  now: number;
  next: number;
}

interface Props {
  /** Those that the account's plan sells, or that it has. */
  addOns: readonly AddOnPolicy[];
  own: readonly OwnAddOn[];
  currency: string;
  /** Where a preview begins; null: whoever looks changes nothing. */
  change: string | null;
  locale: string;
}

/** More credits each month beside the plan: what one has of them, and fields for more or fewer. */
export function AddOnList({ addOns, own, currency, change, locale }: Props) {
  const ownOf = (id: string) => own.find((each) => each.id === id) ?? { id, now: 0, next: 0 };
  return (
    <ReceiptSection
      id="add-ons"
      title={message(locale, 'plan.addOns')}
      words={[
        message(locale, 'plan.addOnsWords'),
        ...(addOns.some(({ refundable }) => !refundable) ? [message(locale, 'policy.notRefundable')] : []),
      ].join(' ')}
    >
      <ul>
        {addOns.map((addOn, index) => (
          <li key={addOn.id} className={`grid gap-3 py-4 ${index > 0 ? 'border-t' : ''}`}>
            <Figures {...{ addOn, currency, locale }} own={ownOf(addOn.id)} />
            {change !== null && (
              <div className="flex flex-wrap gap-x-8 gap-y-3">
                <CountForm
                  action={change}
                  order={{ type: 'addUnits', addOnId: addOn.id }}
                  name="units"
                  label={message(locale, 'plan.addOnMore', { name: addOn.name })}
                  min={1}
                  max={10_000}
                  value={1}
                  button={message(locale, 'plan.addMore')}
                />
                {ownOf(addOn.id).next > 0 && (
                  <CountForm
                    action={change}
                    order={{ type: 'removeUnits', addOnId: addOn.id }}
                    name="units"
                    label={message(locale, 'plan.addOnFewer', { name: addOn.name })}
                    min={1}
                    max={ownOf(addOn.id).next}
                    value={1}
                    button={message(locale, 'plan.giveUp')}
                  />
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </ReceiptSection>
  );
}

function Figures(props: { addOn: AddOnPolicy; own: OwnAddOn; currency: string; locale: string }) {
  const { addOn, own, currency, locale } = props;
  const { unit } = addOn;
  return (
    <div className="figures">
      <p className="font-strong">{addOn.name}</p>
      <p>
        {message(locale, 'plan.creditsPer', {
          credits: creditsText(locale, addOn.credits),
          rhythm: message(locale, 'plan.forPrice', {
            price: moneyText(locale, currency, addOn.price),
            rhythm: byPeriodText(locale, 1),
          }),
        })}
      </p>
      {unit && (
        <p className="text-xs text-soft">
          {message(locale, 'plan.unit', {
            price: moneyText(locale, currency, unit.perThousand),
            each: exactMoneyText(locale, currency, unit.perCredit),
          })}
        </p>
      )}
      <p className="text-soft">
        {message(locale, 'plan.addOnHave', { count: own.now })}
        {own.next !== own.now && `, ${message(locale, 'plan.addOnNext', { count: own.next })}`}
      </p>
    </div>
  );
}
