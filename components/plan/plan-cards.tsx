import Link from 'next/link';
import { message } from '@/lib/messages/message';
import { periodText } from '@/lib/messages/policy-words';
import type { TermOffer } from '@/lib/usage/term-offers';
import type { IntervalOffer, PlanOffer } from '@/services/plans/plan-answers';
import { OfferCredits, OfferPast, OfferPrice } from './offer-figures';
import { seeText, type OnPlan } from './offer-words';

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
      <OfferPrice {...{ offer, currency, locale }} />
      <OfferCredits {...{ offer, currency, locale }} />
      <OfferPast {...{ offer, currency, locale }} />
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
