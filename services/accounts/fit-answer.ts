import { policyOf } from '@/lib/catalog/policy';
import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import type { AccountState } from '@/lib/ledger/state';
import type { PlanFit } from '@/lib/usage/plan-fit';
import type { CalculatorFit } from './calculator-answer';

/** How a month's use sits on a plan, as pages show it. */
export function fitAnswer(
  fit: PlanFit,
  catalog: Catalog,
  { subscription }: Pick<AccountState, 'subscription'>,
): CalculatorFit {
  const { plan, interval, cover } = fit;
  const policy = policyOf(catalog).plans.find(({ id }) => id === plan.id)!;
  const money = (minor: bigint | null) => (minor === null ? null : Number(minor));
  return {
    plan: { id: plan.id, name: plan.name },
    interval: { id: interval.id, months: interval.months, isOneOf: plan.intervals.length },
    seats: plan.seats ? fit.seats : null,
    isTooSmall: fit.isTooSmall,
    isCurrent: subscription?.planId === plan.id && subscription.intervalId === interval.id,
    price: money(fit.price),
    monthly: money(fit.monthly),
    credits: jsonNumber(fit.credits),
    once: jsonNumber(fit.once),
    lasting: policy.terms
      .find(({ id }) => id === interval.id)!
      .grants.filter(({ rhythm }) => rhythm !== 'once' && rhythm !== 'start')
      .map(({ lasting }) => lasting),
    fits: fit.fits,
    left: jsonNumber(fit.left),
    missing: jsonNumber(fit.missing),
    cover: cover && { items: cover.items, credits: jsonNumber(cover.credits), price: Number(cover.minor) },
    total: money(fit.total),
    isCheapest: fit.isCheapest,
  };
}
