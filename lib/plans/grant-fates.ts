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
  // Nothing is spent meanwhile: what is no longer held came back.
  const back = later ? grant.held - later.held : 0n;
  const lost = now + back - after;
  return {
    ...aboutOf(grant),
    ...{ now, after, back, lost },
    endsNow: expiresAt,
    endsAfter: later ? later.expiresAt : expiresAt,
    fate: lost === 0n ? 'stays' : after === 0n ? 'ends' : 'trimmed',
  };
}

function newFate(grant: Grant): GrantFate {
  const ends = { endsNow: grant.expiresAt, endsAfter: grant.expiresAt };
  return { ...aboutOf(grant), now: 0n, after: grant.available, back: 0n, lost: 0n, ...ends, fate: 'new' };
}

function aboutOf({ id, source, planId, ruleId }: Grant): Pick<GrantFate, 'id' | 'source' | 'planId' | 'ruleId'> {
  return { id, source, planId, ruleId };
}
