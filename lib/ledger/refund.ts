import type { CatalogAt } from '../catalog/schema';
import { jsonNumber, smaller } from '../credits';
import { fail, ok, unreachable, type Result } from '../errors';
import { renewalNeedsPayment } from '../plans/renewal';
import type { Instant } from '../time';
import { uncountUse } from './caps';
import type { Facts, Refund } from './command';
import type { Draft } from './draft';
import { hasEnded } from './expiry';
import type { GenerationBurn, GenerationStatus } from './generation';
import { giveBack } from './give-back';
import { statusOf } from './holds';
import { noteStep } from './note-step';

/**
 * Gives a charge back, wholly or partly, into the grants that it came from, the last that paid first. What is given back
 * of an earlier period's charge comes in, in the period that runs; it does not make less used there.
 * Fails with `not_found`, `invalid_amount` or `nothing_to_refund`.
 */
export function refund(draft: Draft, command: Refund, facts: Facts, at: Instant, catalogAt: CatalogAt): Result<null> {
  const { charge } = facts;
  if (!charge) return fail('not_found', { detail: 'The account has no such generation.' });
  if (command.credits !== null && command.credits <= 0n) {
    return fail('invalid_amount', { detail: 'A refund gives back more than 0 credits.' });
  }
  const status = statusOf(draft, charge);
  const never = whyNeverCharged(status);
  if (never !== null) return fail('nothing_to_refund', { detail: never, data: { generationStatus: status } });
  const left = charge.burns.reduce((sum, { amount }) => sum + amount, 0n);
  const credits = command.credits ?? left;
  if (left === 0n || credits > left) {
    return fail('nothing_to_refund', {
      detail:
        left === 0n
          ? 'Nothing is left of this charge: what it cost was given back already.'
          : `Of this charge ${jsonNumber(left)} credits are left to give back.`,
      data: { generationStatus: status, left: jsonNumber(left) },
    });
  }

  const before = draft.header;
  const { generationId, feature, model, member } = charge;
  const earlier = charge.periodStart !== (draft.header.period?.start ?? null);
  const reason = earlier ? 'refunded_earlier' : 'refunded';
  const needsPayment = renewalNeedsPayment(draft, catalogAt);
  const burns: GenerationBurn[] = [];
  let rest = credits;
  for (const { grantId, amount } of [...charge.burns].reverse()) {
    const part = smaller(amount, rest);
    if (part === 0n) continue;
    rest -= part;
    const back = giveBack(draft, grantId, part, {
      from: 'spent',
      story: { kind: 'refund', reason, at, generationId, feature, model },
      reissued: earlier ? 'reissued_earlier' : 'reissued',
      hasEnded: (grant) => hasEnded(draft, grant, at, needsPayment),
    });
    burns.push(back);
  }
  uncountUse(draft, { feature, member, credits }, { at: charge.at, periodStart: charge.countedPeriodStart });
  noteStep(draft, before, { generationId, kind: 'refund', at, credits, burns, member });
  return ok(null);
}

/** Why there is no charge to give back; null: there was one. */
function whyNeverCharged(status: GenerationStatus): string | null {
  switch (status) {
    case 'debited':
    case 'captured':
      return null;
    case 'held':
      return 'This is held and not charged yet: voiding it gives everything back.';
    case 'free':
      return 'This was free: nothing was charged.';
    case 'voided':
      return 'This was never charged: its hold was voided, and everything has come back.';
    case 'lapsed':
      return 'This was never charged: its hold has lapsed, and everything has come back.';
    default:
      return unreachable(status);
  }
}
