import { ReceiptSection } from '@/components/receipt/receipt-parts';
import type { AddOnPolicy } from '@/lib/catalog/policy';
import { creditsText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { exactMoneyText, moneyText } from '@/lib/messages/money-text';
import { byPeriodText } from './offer-words';
import { numberInput, sideButton } from './terms-form';

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
            <Figures
              {...{ addOn, currency, locale }}
              own={own.find(({ id }) => id === addOn.id) ?? { id: addOn.id, now: 0, next: 0 }}
            />
            {change !== null && (
              <div className="flex flex-wrap gap-x-8 gap-y-3">
                <CountForm {...{ addOn, change, locale }} type="addUnits" max={10_000} />
                {(own.find(({ id }) => id === addOn.id)?.next ?? 0) > 0 && (
                  <CountForm
                    {...{ addOn, change, locale }}
                    type="removeUnits"
                    max={own.find(({ id }) => id === addOn.id)!.next}
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

interface CountProps {
  addOn: AddOnPolicy;
  type: 'addUnits' | 'removeUnits';
  max: number;
  change: string;
  locale: string;
}

function CountForm({ addOn, type, max, change, locale }: CountProps) {
  const id = `${type}-${addOn.id}`;
  return (
    <form method="get" action={change} className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="type" value={type} />
      <input type="hidden" name="addOnId" value={addOn.id} />
      <span className="grid gap-1">
        <label htmlFor={id} className="text-xs text-soft">
          {message(locale, type === 'addUnits' ? 'plan.addOnMore' : 'plan.addOnFewer', { name: addOn.name })}
        </label>
        <input id={id} name="units" {...numberInput} min={1} max={max} defaultValue={1} />
      </span>
      <button type="submit" className={sideButton}>
        {message(locale, type === 'addUnits' ? 'plan.addMore' : 'plan.giveUp')}
      </button>
    </form>
  );
}
