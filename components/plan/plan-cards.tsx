import Link from 'next/link';
import { message } from '@/lib/messages/message';
import { exactMoneyText, moneyText } from '@/lib/messages/money-text';
import { periodText, shortLastingText } from '@/lib/messages/policy-words';
import type { TermOffer } from '@/lib/usage/plan-offers';
import type { IntervalOffer, PlanOffer } from '@/services/plans/plan-answers';
import { offerCreditsText, offerPriceText, onceText, pastMonthText, seeText, type OnPlan } from './offer-words';

interface Props {
  /** In the catalog's order, each plan in each way of paying for it. */
  offers: readonly TermOffer[];
  currency: string;
  /** The way of paying that is shown, where a plan has it. */
  months: number;
  on: OnPlan | null;
  /** What can be said of each before a preview. */
  terms: readonly PlanOffer[];
  /** The day, in words, from which another plan holds that waits for it; null: none waits. */
  next: string | null;
  /** Where a preview begins; null: whoever looks does not change the plan. */
  change: string | null;
  locale: string;
}

/** The plans beside each other: each with its price, its credits, and what one's own past would have cost. */
export function PlanCards({ offers, months, ...shared }: Props) {
  const shown = [...new Set(offers.map(({ plan }) => plan.id))].map((id) => {
    const own = offers.filter(({ plan }) => plan.id === id);
    return own.find(({ interval }) => interval.months === months) ?? own[0]!;
  });
  return (
    <ul className={`grid gap-3 sm:grid-cols-2 ${shown.length === 4 ? 'lg:grid-cols-4' : 'lg:grid-cols-3'}`}>
      {shown.map((offer) => (
        <PlanCard key={offer.plan.id} {...{ offer, offers }} {...shared} />
      ))}
    </ul>
  );
}

type CardProps = Omit<Props, 'months'> & { offer: TermOffer };

function PlanCard({ offer, offers, on, terms, next, change, currency, locale }: CardProps) {
  const term = terms.find(({ id }) => id === offer.plan.id)?.intervals.find(({ id }) => id === offer.interval.id);
  const isCurrent = on?.planId === offer.plan.id;
  const isOwnTerm = isCurrent && on.intervalId === offer.interval.id;
  const waits = term?.isNext ?? false;
  return (
    <li
      data-plan={offer.plan.id}
      className={`row-span-5 grid grid-rows-subgrid content-start gap-3 rounded-card border bg-surface p-4 sm:p-5 ${isCurrent ? 'border-ink' : ''}`}
    >
      <div>
        <h3 className="text-base font-strong">{offer.plan.name}</h3>
        {isCurrent && <p className="text-soft">{currentText(locale, offers, on, isOwnTerm)}</p>}
        {waits && next !== null && <p className="text-soon">{message(locale, 'plan.waiting', { day: next })}</p>}
      </div>
      <Price {...{ offer, currency, locale }} />
      <Credits {...{ offer, currency, locale }} />
      <Past {...{ offer, currency, locale }} />
      <div className="self-end">
        {term?.step === 'contract' && <p className="text-soft">{message(locale, 'plan.byContract')}</p>}
        {change !== null && canAsk(term) && (
          <Link
            href={`${change}?${orderQuery(offer)}`}
            prefetch={false}
            className="flex min-h-11 items-center justify-center rounded-card border border-accent px-3 py-1 text-center font-strong text-accent hover:bg-raised"
          >
            {seeText(locale, offer, offers, on)}
          </Link>
        )}
      </div>
    </li>
  );
}

function canAsk(term: IntervalOffer | undefined): boolean {
  return term !== undefined && !term.isNext && ['now', 'period_end', 'cancel'].includes(term.step);
}

/** The order that a card stands for. */
function orderQuery({ plan, interval, seats }: TermOffer): string {
  const query = new URLSearchParams({ type: 'changePlan', planId: plan.id, intervalId: interval.id });
  if (seats) query.set('seats', String(seats.count));
  return query.toString();
}

function currentText(locale: string, offers: readonly TermOffer[], on: OnPlan, isOwnTerm: boolean): string {
  const own = offers.find(({ plan, interval }) => plan.id === on.planId && interval.id === on.intervalId);
  if (isOwnTerm || !own) return message(locale, 'plan.current');
  return message(locale, 'plan.currentOther', { period: periodText(locale, own.interval.months) });
}

interface PartProps {
  offer: TermOffer;
  currency: string;
  locale: string;
}

function Price({ offer, currency, locale }: PartProps) {
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

function Credits({ offer, currency, locale }: PartProps) {
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

function Past({ offer, currency, locale }: PartProps) {
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
