import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import type { AccountState, Subscription } from '@/lib/ledger/state';
import { periodCredits, periodPrice, termsOf } from '@/lib/plans/plan';
import { isoText } from '@/lib/time';
import type { CurrentPlan } from './plan-answers';
import { termsAnswer } from './preview-answer';

/** What an account is on; null: on nothing. */
export function currentPlan({ subscription, header }: AccountState, catalog: Catalog): CurrentPlan | null {
  if (!subscription) return null;
  const terms = termsOf(catalog, subscription);
  const price = periodPrice(terms, subscription.seats);
  const { period } = header;
  return {
    ...termsAnswer(subscription, catalog),
    billing: terms.plan.billing,
    status: subscription.status,
    bySeat: terms.plan.seats !== undefined,
    price: price === null ? null : Number(price),
    credits: jsonNumber(periodCredits(terms, subscription.seats)),
    period: period && { start: isoText(period.start), end: isoText(period.end) },
    next: nextOf(subscription, catalog),
    seatsNext: subscription.seatsNext,
    addOns: subscription.addOns.flatMap(({ addOnId, units, unitsNext }) => {
      const addOn = catalog.addOns.find(({ id }) => id === addOnId);
      if (!addOn) return [];
      const { id, name, credits, price: each } = addOn;
      return [{ id, name, units, unitsNext, credits: jsonNumber(credits), price: Number(each) }];
    }),
  };
}

function nextOf({ next }: Subscription, catalog: Catalog): CurrentPlan['next'] {
  if (!next) return null;
  return next.type === 'cancel' ? { type: 'cancel' } : { type: 'plan', ...termsAnswer(next, catalog) };
}
