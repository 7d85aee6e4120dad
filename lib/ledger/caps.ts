import { AMOUNT_MAX, jsonNumber, type Micro } from '../credits';
import { fail, ok, unreachable, type Failure, type Result } from '../errors';
import { addDays, dayIn, isoText, startOfDayIn, type Instant, type Zone } from '../time';
import type { Facts, SetCap } from './command';
import type { Draft } from './draft';
import { askedFor, nothingCharged, type Use } from './shortfall';
import type { AccountState, Cap, CapScope, CapWindow } from './state';

/**
 * Limits of what may be used in a period or in a day of the account's zone: by the account, by one of its members, or for
 * one feature. What is charged and held counts, in the window in which it was asked for; a counter whose window is over
 * begins again at 0 the next time that something counts.
 */

/** The most limits of an account: its state stays small, and a charge compares only so many. */
const CAPS_MAX = 100;

/** The longest name of a member, in UTF-16 code units. */
const MEMBER_LENGTH_MAX = 120;

/**
 * Sets a limit, or takes it away. A new one begins with what its window has used and holds already; a changed one keeps
 * its counter, and voids nothing.
 * Fails with `invalid_amount`, `invalid_request` (a member's name), `unknown_cap` or `too_many_caps`.
 */
export function setCap(draft: Draft, command: SetCap, facts: Facts, at: Instant): Result<null> {
  const { scope, per, limit } = command;
  const key = keyOf({ scope, per });
  const old = draft.caps.find((cap) => keyOf(cap) === key);
  const others = draft.caps.filter((cap) => cap !== old);
  if (limit === null) {
    if (!old) return fail('unknown_cap', { detail: 'There is no such limit to take away.' });
    draft.caps = others;
    return ok(null);
  }
  if (limit < 0n || limit > AMOUNT_MAX) {
    return fail('invalid_amount', { detail: 'A limit is 0 to 999,999,999.999999 credits.' });
  }
  if (scope.type === 'member' && !(scope.member.length >= 1 && scope.member.length <= MEMBER_LENGTH_MAX)) {
    const detail = `A member's name has 1 to ${MEMBER_LENGTH_MAX} characters.`;
    return fail('invalid_request', { pointer: '/scope/member', detail });
  }
  if (!old && others.length >= CAPS_MAX) {
    return fail('too_many_caps', {
      detail: `The account has ${others.length} limits: take one of them away first.`,
      data: { caps: others.length, max: CAPS_MAX },
    });
  }
  const fresh = { scope, per, window: windowAt(per, draft, at), counted: countedSoFar(draft, command, facts, at) };
  // In one order whatever came first, so that two runs always name the same limit: by the code units of what it is for.
  draft.caps = [...others, { ...(old ?? fresh), limit }].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return ok(null);
}

/** What the window of a new limit has been charged and holds. */
function countedSoFar(draft: Draft, { scope, per }: SetCap, { charged = 0n }: Facts, at: Instant): Micro {
  const window = windowAt(per, draft, at);
  let counted = charged;
  for (const hold of draft.holds) {
    if (!applies(scope, hold) || windowName(per, draft.before.zone, hold.at, hold.periodStart) !== window) continue;
    for (const { amount } of hold.parts) counted += amount;
  }
  return counted;
}

/** Why a use would go over a limit: of several, the one that leaves least. null: none forbids it. */
export function capReached(draft: Draft, use: Use, at: Instant): Failure | null {
  // What costs nothing uses nothing up, even where a limit was lowered below what is counted.
  if (use.credits === 0n) return null;
  let least: { cap: Cap; counted: Micro; left: Micro } | null = null;
  for (const cap of draft.caps) {
    if (!applies(cap.scope, use)) continue;
    const counted = countedNow(cap, windowAt(cap.per, draft, at));
    const left = cap.limit - counted;
    if (use.credits > left && (least === null || left < least.left)) least = { cap, counted, left };
  }
  return least && refusal(draft, use, least.cap, least.counted, at);
}

/** Counts what was charged or held against every limit that it falls under. */
export function countUse(draft: Draft, use: Use, at: Instant): void {
  if (use.credits === 0n || draft.caps.length === 0) return;
  draft.caps = draft.caps.map((cap) => {
    if (!applies(cap.scope, use)) return cap;
    const window = windowAt(cap.per, draft, at);
    return { ...cap, window, counted: countedNow(cap, window) + use.credits };
  });
}

/**
 * Takes what is given back off the limits that it was counted against, where their window is still the same.
 * @param counted when it was counted, and the start of the period that it was counted in
 */
export function uncountUse(draft: Draft, use: Use, counted: { at: Instant; periodStart: Instant | null }): void {
  if (use.credits === 0n || draft.caps.length === 0) return;
  draft.caps = draft.caps.map((cap) => {
    if (!applies(cap.scope, use)) return cap;
    if (cap.window !== windowName(cap.per, draft.before.zone, counted.at, counted.periodStart)) return cap;
    return { ...cap, counted: cap.counted > use.credits ? cap.counted - use.credits : 0n };
  });
}

/**
 * What a limit of this account counts at an instant, for whoever shows it.
 * @param state settled to `at`
 */
export function usedOf(cap: Cap, { zone, header }: Pick<AccountState, 'zone' | 'header'>, at: Instant): Micro {
  return countedNow(cap, windowName(cap.per, zone, at, header.period?.start ?? null));
}

/** The window that holds an instant: a day of the zone, or a period's start ("" outside any period). */
export function windowName(per: CapWindow, zone: Zone, at: Instant, periodStart: Instant | null): string {
  if (per === 'day') return dayIn(zone, at);
  return periodStart === null ? '' : isoText(periodStart);
}

function windowAt(per: CapWindow, { before, header }: Draft, at: Instant): string {
  return windowName(per, before.zone, at, header.period?.start ?? null);
}

function countedNow(cap: Cap, window: string): Micro {
  return cap.window === window ? cap.counted : 0n;
}

function applies(scope: CapScope, use: Pick<Use, 'feature' | 'member'>): boolean {
  switch (scope.type) {
    case 'account':
      return true;
    case 'member':
      return scope.member === use.member;
    case 'feature':
      return scope.feature === use.feature;
    default:
      return unreachable(scope);
  }
}

function keyOf({ scope, per }: Pick<Cap, 'scope' | 'per'>): string {
  const of = scope.type === 'member' ? scope.member : scope.type === 'feature' ? scope.feature : '';
  return `${scope.type} ${per} ${of}`;
}

const whose = { account: 'the account', member: 'this member', feature: 'this feature' } as const;

function refusal(draft: Draft, use: Use, cap: Cap, counted: Micro, at: Instant): Failure {
  const { scope, per, limit } = cap;
  const left = counted < limit ? limit - counted : 0n;
  const resetsAt = endOfWindow(per, draft, at);
  return fail('cap_reached', {
    detail:
      `${askedFor(use)}, and of the ${jsonNumber(limit)} that ${whose[scope.type]} may use in a ${per} ` +
      `${jsonNumber(left)} are left. ${nothingCharged(use)}`,
    data: {
      scope,
      per,
      limit: jsonNumber(limit),
      counted: jsonNumber(counted),
      needed: jsonNumber(use.credits),
      resetsAt: resetsAt === null ? null : isoText(resetsAt),
    },
  }).error;
}

/** When a limit begins again; null where nobody knows: there is no period, or its end waits for a payment. */
function endOfWindow(per: CapWindow, { before, header }: Draft, at: Instant): Instant | null {
  if (per === 'day') return startOfDayIn(before.zone, addDays(dayIn(before.zone, at), 1));
  const { period } = header;
  return period && period.end > at ? period.end : null;
}
