import { message } from '@/lib/messages/message';
import { exactMoneyText, moneyText } from '@/lib/messages/money-text';
import { shortLastingText } from '@/lib/messages/policy-words';
import type { TermOffer } from '@/lib/usage/term-offers';
import { offerCreditsText, offerPriceText, onceText, pastMonthText } from './offer-words';

interface PartProps {
  offer: TermOffer;
  currency: string;
  locale: string;
}

/** The price, what that is a month, and for how many seats. */
export function OfferPrice({ offer, currency, locale }: PartProps) {
  const { price, interval, seats } = offer;
  const money = (minor: number) => moneyText(locale, currency, minor);
  const perSeat = price?.seat !== null && price?.seat !== undefined && seats;
  return (
    <div className="figures">
      <p className="text-lg font-strong">{offerPriceText(locale, currency, offer)}</p>
      {price && interval.months > 1 && (
        <p className="text-xs text-soft">{message(locale, 'prices.aMonthLong', { price: money(price.month) })}</p>
      )}
      {perSeat && (
        <p className="text-xs text-soft">
          {message(locale, 'plan.seatsPrice', { count: seats.count, price: money(price.seat!) })}
        </p>
      )}
      {offer.isTooSmall && <p className="text-xs text-soft">{message(locale, 'calculator.tooSmall')}</p>}
    </div>
  );
}

/** What comes with it, how long it lasts, and what a credit costs. */
export function OfferCredits({ offer, currency, locale }: PartProps) {
  const { unit, lasting } = offer;
  const once = onceText(locale, offer);
  const lines = [...new Set(lasting.map((each) => shortLastingText(locale, each)))];
  return (
    <div className="figures border-t pt-3">
      <p>{offerCreditsText(locale, offer)}</p>
      {once && <p className="text-xs text-soft">{once}</p>}
      {lines.map((each) => (
        <p key={each} className="text-xs text-soft">
          {message(locale, 'plan.lasts', { lasting: each })}
        </p>
      ))}
      {unit && (
        <p className="text-xs text-soft">
          {message(locale, 'plan.unit', {
            price: moneyText(locale, currency, unit.perThousand),
            each: exactMoneyText(locale, currency, unit.perCredit),
          })}
        </p>
      )}
    </div>
  );
}

/** What the last months would have cost on it, month by month, or what would have been missing. */
export function OfferPast({ offer, currency, locale }: PartProps) {
  const { months, total } = offer.past;
  if (months.length === 0) return <div />;
  return (
    <div className="figures border-t pt-3">
      <p className="text-xs text-soft">
        {message(locale, offer.price !== null && total === null ? 'plan.pastNot' : 'plan.past', {
          count: months.length,
        })}
      </p>
      {offer.price === null && <p>{message(locale, 'plan.pastContract')}</p>}
      {total !== null && <p>{message(locale, 'plan.pastTotal', { price: moneyText(locale, currency, total) })}</p>}
      {offer.price !== null && (
        <ul className="text-xs text-soft">
          {months.map((each) => (
            <li key={each.month}>{pastMonthText(locale, currency, each)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
