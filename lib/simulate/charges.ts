import type { Micro } from '../credits';
import type { Id } from '../ids';
import type { KeptCharge } from '../ledger/command';
import { statusAfter, type GenerationBurn, type GenerationStep } from '../ledger/generation';
import type { AccountState, CapScope, CapWindow } from '../ledger/state';
import { dayIn, type Instant } from '../time';

/** A generation as it stands: what later commands need to know of it, and what caps count. */
export interface Charge extends KeptCharge {
  /** What is held now, or charged less what was given back (micro-credits). */
  readonly counted: Micro;
}

/** A generation after something happened to it. */
export function chargeAfter(before: Charge | null, step: GenerationStep): Charge {
  return before ? afterStep(before, step) : begunBy(step);
}

function begunBy(step: GenerationStep): Charge {
  const { generationId, at, periodStart, quote, member, credits } = step;
  if (!quote) throw new Error(`generation ${generationId} begins without a price`);
  return {
    generationId,
    status: statusAfter(step, null),
    at,
    chargedAt: at,
    periodStart,
    countedPeriodStart: periodStart,
    feature: quote.feature,
    model: quote.model,
    member,
    burns: step.kind === 'hold' ? [] : byGrant(step.burns),
    counted: credits,
  };
}

function afterStep(before: Charge, step: GenerationStep): Charge {
  const status = statusAfter(step, before.status);
  switch (step.kind) {
    case 'capture':
      return {
        ...before,
        status,
        chargedAt: step.at,
        periodStart: step.periodStart,
        burns: byGrant(step.burns),
        counted: step.credits,
      };
    case 'refund': {
      const back = new Map(byGrant(step.burns).map(({ grantId, amount }) => [grantId, amount]));
      const burns = before.burns.map((burn) => ({ ...burn, amount: burn.amount - (back.get(burn.grantId) ?? 0n) }));
      return { ...before, burns, counted: before.counted - step.credits };
    }
    case 'void':
    case 'lapse':
      return { ...before, status, counted: 0n };
    default:
      throw new Error(`a ${step.kind} of generation ${before.generationId}, which has begun already`);
  }
}

/** One part a grant: what was held and what was taken besides may have come from the same one. */
function byGrant(burns: readonly GenerationBurn[]): KeptCharge['burns'] {
  const sums = new Map<number, Micro>();
  for (const { grantId, amount } of burns) sums.set(grantId, (sums.get(grantId) ?? 0n) + amount);
  return [...sums].map(([grantId, amount]) => ({ grantId, amount }));
}

/** What the window of a cap that is set now has already used and holds (micro-credits). */
export function countedInWindow(
  charges: ReadonlyMap<Id, Charge>,
  scope: CapScope,
  per: CapWindow,
  { zone, header }: AccountState,
  now: Instant,
): Micro {
  const today = dayIn(zone, now);
  const periodStart = header.period?.start ?? null;
  return [...charges.values()]
    .filter((each) => scope.type !== 'member' || each.member === scope.member)
    .filter((each) => scope.type !== 'feature' || each.feature === scope.feature)
    .filter((each) => (per === 'day' ? dayIn(zone, each.at) === today : each.countedPeriodStart === periodStart))
    .reduce((sum, { counted }) => sum + counted, 0n);
}
