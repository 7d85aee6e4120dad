import type { Micro } from '../credits';
import { DAY_MS } from '../time';
import { costBasis, costGivenBack } from './cost-basis';
import { issue, move, type Draft, type Story } from './draft';
import type { GenerationBurn } from './generation';
import type { Grant } from './state';

/** How long credits can be used that come back after their own grant's end. */
const REISSUED_MS = 7 * DAY_MS;

/** How credits come back: of a charge (`spent`), or of a hold. */
export interface GivingBack {
  readonly from: 'spent' | 'held';
  readonly story: Story;
  /** What the new grant's entry says, where the credits' own grant has ended. */
  readonly reissued: 'reissued' | 'reissued_earlier';
  readonly hasEnded: (grant: Grant) => boolean;
}

/**
 * Gives credits of one grant back. Into a grant that has not ended they become available again, locked or not. Of one
 * that has ended they move on into a new grant of source `refund`, with what they had cost, which ends 7 days later;
 * once only: what comes back to such a grant after its end expires.
 * @returns what came back and, of spent credits, its cost
 */
export function giveBack(draft: Draft, grantId: number, amount: Micro, how: GivingBack): GenerationBurn {
  const { from, story } = how;
  const grant = draft.grants.get(grantId);
  if (!grant) throw new Error(`credits of grant ${grantId} can't be given back without it`);
  const cost = from === 'spent' ? costGivenBack(grant, amount) : 0n;

  if (!how.hasEnded(grant)) {
    move(draft, grantId, from, 'available', amount, story);
    return { grantId, amount, cost };
  }
  if (grant.source === 'refund') {
    // A refund keeps its reason here too: the period's sums must know whether the charge was of an earlier one.
    const ended = from === 'held' ? ({ ...story, reason: 'lifetime_over' } as const) : story;
    move(draft, grantId, from, 'expired', amount, ended);
    return { grantId, amount, cost };
  }
  const paid = from === 'spent' ? cost : costBasis(grant, amount);
  move(draft, grantId, from, 'reissued', amount, { ...story, kind: 'reissue' });
  return { grantId, amount, cost, reissuedAs: reissue(draft, grant, amount, paid, how).id };
}

function reissue(draft: Draft, old: Grant, amount: Micro, paid: Grant['paid'], { story, reissued }: GivingBack): Grant {
  const { at, kind, generationId, feature, model } = story;
  const grant = {
    source: 'refund',
    planId: null,
    ruleId: null,
    recurring: false,
    needsSubscription: old.needsSubscription,
    amount,
    effectiveAt: at,
    expiresAt: at + REISSUED_MS,
    priority: old.priority,
    paid,
  } as const;
  return issue(draft, grant, reissued, at, { kind, generationId, feature, model });
}
