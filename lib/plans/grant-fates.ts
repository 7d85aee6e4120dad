import type { AccountState, Grant } from '../ledger/state';
import type { GrantFate } from './change-preview';

/** What becomes of each grant between two moments of an account in which nothing is spent. */
export function grantFates(before: AccountState, after: AccountState): GrantFate[] {
  const then = new Map(after.grants.map((grant) => [grant.id, grant]));
  const known = new Set(before.grants.map(({ id }) => id));
  const fates = before.grants.map((grant) => fateOf(grant, then.get(grant.id)));
  const come = after.grants.filter(({ id }) => !known.has(id)).map(newFate);
  return [...fates, ...come].filter(({ now, after: left }) => now > 0n || left > 0n);
}

function fateOf(grant: Grant, later: Grant | undefined): GrantFate {
  const { available: now, expiresAt } = grant;
  const after = later?.available ?? 0n;
  return {
    ...aboutOf(grant),
    now,
    after,
    endsNow: expiresAt,
    endsAfter: later ? later.expiresAt : expiresAt,
    fate: after === now ? 'stays' : after === 0n ? 'ends' : 'trimmed',
  };
}

function newFate(grant: Grant): GrantFate {
  const ends = { endsNow: grant.expiresAt, endsAfter: grant.expiresAt };
  return { ...aboutOf(grant), now: 0n, after: grant.available, ...ends, fate: 'new' };
}

function aboutOf({ id, source, planId, ruleId }: Grant): Pick<GrantFate, 'id' | 'source' | 'planId' | 'ruleId'> {
  return { id, source, planId, ruleId };
}
