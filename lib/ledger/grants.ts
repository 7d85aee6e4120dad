import { AMOUNT_MAX } from '../credits';
import { fail, ok, type Result } from '../errors';
import { MONEY_MICRO_PER_MINOR } from '../money';
import type { Instant } from '../time';
import type { Extend, GrantCredits, Revoke } from './command';
import { issue, type Draft } from './draft';
import type { UpcomingGrant } from './state';

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
export function nextUpcoming(draft: Draft): Instant | null {
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

export function revoke(_draft: Draft, _command: Revoke, _at: Instant): Result<null> {
  throw new Error('not built yet');
}

export function extend(_draft: Draft, _command: Extend, _at: Instant): Result<null> {
  throw new Error('not built yet');
}
