import { policyOf, type TermPolicy } from '@/lib/catalog/policy';
import type { CatalogAt, Plan, PlanInterval } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import { noFacts, type ChangePlan } from '@/lib/ledger/command';
import { decide } from '@/lib/ledger/decide';
import type { AccountState } from '@/lib/ledger/state';
import { isSetByContract } from '@/lib/plans/contract';
import { periodCredits } from '@/lib/plans/plan';
import type { Instant } from '@/lib/time';
import type { IntervalOffer, PlanOffer } from './plan-answers';

/** Every plan of the catalog in each way of paying for it, and what choosing it would do to this account. */
export function planOffers(state: AccountState, at: Instant, catalogAt: CatalogAt): PlanOffer[] {
  const catalog = catalogAt(at);
  const { subscription } = state;
  const policies = policyOf(catalog).plans;
  return [...catalog.plans]
    .sort((a, b) => a.rank - b.rank)
    .map((plan) => ({
      ...{ id: plan.id, name: plan.name, billing: plan.billing },
      isCurrent: subscription?.planId === plan.id,
      seats: plan.seats ? { min: plan.seats.min, max: plan.seats.max ?? null } : null,
      intervals: plan.intervals.map((interval) => ({
        ...aboutOf(plan, interval, policies.find(({ id }) => id === plan.id)!.terms),
        ...standingOf(state, plan, interval, at, catalogAt),
      })),
    }));
}

function aboutOf(plan: Plan, interval: PlanInterval, terms: readonly TermPolicy[]) {
  const policy = terms.find(({ id }) => id === interval.id)!;
  const once = interval.grants.filter(({ when }) => when === 'once' || when === 'start');
  const again = interval.grants.filter((grant) => !once.includes(grant));
  return {
    id: interval.id,
    months: interval.months,
    price: policy.price,
    pricePerSeat: policy.pricePerSeat,
    credits: jsonNumber(periodCredits({ plan, interval }, 1)),
    creditsPerSeat: again.some(({ perSeat }) => perSeat),
    once: jsonNumber(once.reduce((sum, { credits }) => sum + credits, 0n)),
    lasting: policy.grants.filter((_, index) => again.includes(interval.grants[index]!)).map(({ lasting }) => lasting),
    perThousand: policy.unit?.perThousand ?? null,
  };
}

type Standing = Pick<IntervalOffer, 'isCurrent' | 'isNext' | 'step' | 'choices'>;

function standingOf(
  state: AccountState,
  plan: Plan,
  interval: PlanInterval,
  at: Instant,
  catalogAt: CatalogAt,
): Standing {
  const { subscription } = state;
  const isOf = (terms: { planId: string; intervalId: string } | null | undefined) =>
    terms?.planId === plan.id && terms.intervalId === interval.id;
  const next = subscription?.next;
  const isCurrent = isOf(subscription);
  const isNext = next?.type === 'plan' && isOf(next);
  const change: ChangePlan = { type: 'changePlan', planId: plan.id, intervalId: interval.id };
  const choices = catalogAt(at)
    .changes.upgradeChoices.filter(
      ({ id }) => !isCurrent && decide(state, { ...change, choice: id }, noFacts, at, catalogAt).ok,
    )
    .map(({ id, name }) => ({ id, name }));
  if (isCurrent) return { isCurrent, isNext, step: 'current', choices: [] };
  if (isSetByContract(change, subscription, catalogAt(at))) return { isCurrent, isNext, step: 'contract', choices: [] };
  return { isCurrent, isNext, step: stepOf(state, change, at, catalogAt), choices };
}

function stepOf(state: AccountState, change: ChangePlan, at: Instant, catalogAt: CatalogAt): IntervalOffer['step'] {
  const decided = decide(state, change, noFacts, at, catalogAt);
  if (!decided.ok) return 'not_possible';
  const next = decided.value.state.subscription?.next;
  if (!next) return 'now';
  return next.type === 'cancel' ? 'cancel' : 'period_end';
}
