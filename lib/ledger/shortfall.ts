import type { CatalogAt } from '../catalog/schema';
import { jsonNumber, type Micro } from '../credits';
import { fail, type Failure } from '../errors';
import { nextPlan, periodCredits, periodPrice } from '../plans/plan';
import { nextRefresh } from '../plans/refresh';
import { isoText, type Instant } from '../time';
import { closeDraft, type Draft } from './draft';

/** What a charge would use. */
export interface Use {
  readonly feature: string;
  readonly member: string | null;
  readonly credits: Micro;
  /** The work took so much more than was held for it: a refusal leaves the hold as it is. */
  readonly beyondHold?: boolean;
}

/** The first words of a refusal: what was asked for. */
export function askedFor({ credits, beyondHold }: Use): string {
  const amount = jsonNumber(credits);
  return beyondHold ? `This took ${amount} credits more than were held` : `This needs ${amount} credits`;
}

/** The last words of a refusal: what has become of it. */
export function nothingCharged({ beyondHold }: Use): string {
  return beyondHold ? 'Nothing was charged, and the hold stands.' : 'Nothing was charged.';
}

/**
 * Why grants that can be spent don't suffice. `credits_locked` where the balance would: that is not a matter of buying
 * more. Otherwise `insufficient_credits`: how much is missing, when more comes by itself, and which plan would have more.
 */
export function tooFew(draft: Draft, use: Use, shortfall: Micro, at: Instant, catalogAt: CatalogAt): Failure {
  const needed = use.credits;
  const spendable = needed - shortfall;
  const locked = draft.header.balance - spendable;
  if (locked >= shortfall) return lockedAway(draft, use, { spendable, locked, shortfall });

  const catalog = catalogAt(at);
  const refresh = nextRefresh(closeDraft(draft), catalog);
  const step = draft.subscription && nextPlan(catalog, draft.subscription);
  const seats = draft.subscription?.seats ?? 1;
  return fail('insufficient_credits', {
    detail: `${askedFor(use)} and ${jsonNumber(spendable)} are available. ${nothingCharged(use)}`,
    data: {
      needed: jsonNumber(needed),
      available: jsonNumber(spendable),
      shortfall: jsonNumber(shortfall),
      refreshesAt: refresh && isoText(refresh.at),
      refreshCredits: refresh && jsonNumber(refresh.credits),
      nextPlan: step && {
        id: step.plan.id,
        name: step.plan.name,
        interval: step.interval.id,
        creditsPerPeriod: jsonNumber(periodCredits(step, seats)),
        priceMinor: Number(periodPrice(step, seats)),
        currency: catalog.currency,
      },
    },
  }).error;
}

function lockedAway(draft: Draft, use: Use, amounts: { spendable: Micro; locked: Micro; shortfall: Micro }): Failure {
  const { spendable, locked, shortfall } = amounts;
  const unpaid = draft.subscription?.status === 'suspended';
  const until = unpaid ? 'the payment that is awaited has come in' : 'the account is on a plan that is paid for';
  return fail('credits_locked', {
    detail:
      `${askedFor(use)} and ${jsonNumber(spendable)} can be spent; ` +
      `${jsonNumber(locked)} more are locked until ${until}. ${nothingCharged(use)}`,
    data: {
      needed: jsonNumber(use.credits),
      spendable: jsonNumber(spendable),
      locked: jsonNumber(locked),
      shortfall: jsonNumber(shortfall),
      why: unpaid ? 'payment_awaited' : 'needs_plan',
    },
  }).error;
}
