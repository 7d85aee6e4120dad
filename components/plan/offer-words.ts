import { amountText, creditsText, monthText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { moneyText } from '@/lib/messages/money-text';
import { periodText } from '@/lib/messages/policy-words';
import type { TermOffer } from '@/lib/usage/term-offers';

/** What the account is on: enough to say of an offer whether it is that. */
export interface OnPlan {
  planId: string;
  intervalId: string;
}

/** "by the month": what one pays every so many months. */
export function byPeriodText(locale: string, months: number): string {
  return message(locale, 'policy.rhythm.by', { period: periodText(locale, months) });
}

/** "$24.99 a month", "free", "by contract" */
export function offerPriceText(locale: string, currency: string, { price, interval }: TermOffer): string {
  if (price === null) return message(locale, 'price.byContract');
  if (price.period === 0) return message(locale, 'plan.free');
  return message(locale, 'prices.aPeriod', {
    price: moneyText(locale, currency, price.period),
    period: periodText(locale, interval.months),
  });
}

/** "500 credits a month", "200 credits once", "none of its own" */
export function offerCreditsText(locale: string, { credits, once, price, interval }: TermOffer): string {
  const rhythm = byPeriodText(locale, interval.months);
  if (credits > 0) return message(locale, 'plan.creditsPer', { credits: creditsText(locale, credits), rhythm });
  if (once > 0) {
    const atOnce = message(locale, 'policy.rhythm.once');
    return message(locale, 'plan.creditsPer', { credits: creditsText(locale, once), rhythm: atOnce });
  }
  return message(locale, price === null ? 'plan.creditsContract' : 'prices.noCredits');
}

/** "and 200 once", where credits come once beside those that come again. */
export function onceText(locale: string, { credits, once }: TermOffer): string | null {
  return credits > 0 && once > 0 ? message(locale, 'calculator.once', { amount: amountText(locale, once) }) : null;
}

/** "Dec: $24.99", or what would have been missing. */
export function pastMonthText(locale: string, currency: string, past: TermOffer['past']['months'][number]): string {
  const month = monthText(locale, past.month);
  if (past.cost === null)
    return message(locale, 'plan.pastMissing', { month, credits: creditsText(locale, past.missing) });
  return message(locale, 'plan.pastMonth', { month, price: moneyText(locale, currency, past.cost) });
}

/** What the link to the preview says: it names where it leads. */
export function seeText(locale: string, offer: TermOffer, offers: readonly TermOffer[], on: OnPlan | null): string {
  const plan = offer.plan.name;
  const current = offers.find(({ plan: { id } }) => id === on?.planId);
  const period = periodText(locale, offer.interval.months);
  if (!current || current.billing === 'free') return message(locale, 'plan.see.start', { plan });
  if (offer.plan.id === current.plan.id) return message(locale, 'plan.see.interval', { plan, period });
  if (offer.billing === 'free') return message(locale, 'plan.see.cancel', { plan: current.plan.name });
  const isHigher = offers.indexOf(offer) > offers.indexOf(current);
  return message(locale, isHigher ? 'plan.see.upgrade' : 'plan.see.downgrade', { plan });
}
