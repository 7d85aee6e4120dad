import { AMOUNT_MAX, jsonNumber } from '../credits';
import { fail, ok, type Result } from '../errors';
import { MONEY_MICRO_PER_MINOR } from '../money';
import type { Instant } from '../time';
import type { Extend, GrantCredits, Revoke } from './command';
import { costBasis } from './cost-basis';
import { issue, move, type Draft } from './draft';
import type { Grant, UpcomingGrant } from './state';

const reasonOfSource = {
  goodwill: 'goodwill',
  promotion: 'promotion',
  import: 'imported',
  contract: 'contract',
} as const;

/**
 * Gives credits that no plan gives, from now or from a later instant on. Fails with `invalid_amount` or `invalid_time`.
 */
export function grantCredits(draft: Draft, command: GrantCredits, at: Instant): Result<null> {
  if (command.amount <= 0n || command.amount > AMOUNT_MAX) {
    return fail('invalid_amount', { detail: 'The amount is more than 0 and at most 999,999,999.999999 credits.' });
  }
  if ((command.paid ?? 0n) < 0n) {
    return fail('invalid_amount', { detail: 'What was paid is 0 or more.' });
  }
  const effectiveAt = Math.max(command.effectiveAt ?? at, at);
  if (command.expiresAt !== null && command.expiresAt <= effectiveAt) {
    return fail('invalid_time', { detail: 'Credits can only be given an end that comes after their beginning.' });
  }
  const { source, amount, expiresAt } = command;
  const grant: UpcomingGrant = {
    source,
    amount,
    effectiveAt,
    expiresAt,
    paid: (command.paid ?? 0n) * MONEY_MICRO_PER_MINOR,
  };
  if (effectiveAt === at) issueGiven(draft, grant, at);
  else draft.upcoming = [...draft.upcoming, grant].sort((a, b) => a.effectiveAt - b.effectiveAt);
  return ok(null);
}

/** When the next promised grant becomes effective; null: none is promised. */
export function nextUpcoming(draft: Pick<Draft, 'upcoming'>): Instant | null {
  return draft.upcoming[0]?.effectiveAt ?? null;
}

/** Issues what was promised for an instant up to `due`. */
export function issueUpcoming(draft: Draft, due: Instant, at: Instant): void {
  const effective = draft.upcoming.filter((each) => each.effectiveAt <= due);
  if (effective.length === 0) return;
  draft.upcoming = draft.upcoming.filter((each) => each.effectiveAt > due);
  for (const each of effective) issueGiven(draft, each, at);
}

function issueGiven(draft: Draft, { source, ...grant }: UpcomingGrant, at: Instant): void {
  const about = { planId: null, ruleId: null, recurring: false, needsSubscription: false, priority: 0 };
  issue(draft, { source, ...about, ...grant }, reasonOfSource[source], at);
}

/**
 * Takes available credits of a grant away; what is held or spent of it stays. Fails with `unknown_grant` (nothing is
 * available of it) or `invalid_amount`.
 */
export function revoke(draft: Draft, command: Revoke, at: Instant): Result<null> {
  const found = availableGrant(draft, command.grantId);
  if (!found.ok) return found;
  const { id, available } = found.value;
  const amount = command.amount ?? available;
  if (amount <= 0n || amount > available) {
    return fail('invalid_amount', {
      detail: `Of this grant ${jsonNumber(available)} credits are available: take more than 0 and at most that.`,
      data: { available: jsonNumber(available) },
    });
  }
  move(draft, id, 'available', 'revoked', amount, { kind: 'revoke', reason: 'revoked', at });
  return ok(null);
}

/**
 * Lets the available credits of a grant end later, or never: they move on into a new grant that is like it in all but
 * its end, with what they had cost. Held credits stay where they are, and end as their own grant does if they come back.
 * Fails with `unknown_grant` (nothing is available of it) or `invalid_time`.
 */
export function extend(draft: Draft, command: Extend, at: Instant): Result<null> {
  const found = availableGrant(draft, command.grantId);
  if (!found.ok) return found;
  const grant = found.value;
  const { expiresAt } = command;
  if (grant.expiresAt === null) return fail('invalid_time', { detail: 'These credits never end as it is.' });
  if (expiresAt !== null && !(expiresAt > grant.expiresAt && expiresAt > at)) {
    return fail('invalid_time', { detail: 'The new end comes after the old one, and after now.' });
  }
  const amount = grant.available;
  const paid = costBasis(grant, amount);
  move(draft, grant.id, 'available', 'reissued', amount, { kind: 'reissue', reason: 'extended', at });
  const { source, planId, ruleId, recurring, needsSubscription, effectiveAt, priority } = grant;
  const same = { source, planId, ruleId, recurring, needsSubscription, effectiveAt, priority };
  issue(draft, { ...same, amount, expiresAt, paid }, 'extended', at);
  return ok(null);
}

function availableGrant(draft: Draft, id: number): Result<Grant> {
  const grant = draft.grants.get(id);
  if (grant && grant.available > 0n) return ok(grant);
  return fail('unknown_grant', { detail: `Nothing is available of a grant ${id}.` });
}
