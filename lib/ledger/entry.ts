import type { Micro } from '../credits';
import type { Id } from '../ids';
import type { Instant } from '../time';
import type { Place } from './state';

/** What an entry records, in one word. */
export const entryKinds = [
  'grant',
  'debit',
  'free',
  'hold',
  'capture',
  'void',
  'refund',
  'expire',
  'revoke',
  'reissue',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Why it happened, where the kind alone does not say. */
export const entryReasons = [
  'subscribed',
  'renewed',
  'first_time',
  'goodwill',
  'promotion',
  'imported',
  'contract',
  'bought',
  'seats_added',
  'add_on',
  'generation',
  'lifetime_over',
  'carry_over_cap',
  /** A plan's credits for a month, a calendar month or some days within its period. */
  'refreshed',
  /** The first declined payment of a renewal brought a few credits. */
  'payment_failed',
  'upgraded',
  /** Ended because a change of plan gave their money back. */
  'plan_changed',
  'cancelled',
  /** A hold ended by itself. */
  'lapsed',
  /** More was held than the work took. */
  'unused',
  /** Of a charge in the same period. */
  'refunded',
  /** Of a charge in an earlier period: counts as what came in, not as less used. */
  'refunded_earlier',
  /** Given back after its grant's end, as a new grant. */
  'reissued',
  'reissued_earlier',
  /** Moved on into a grant that ends later. */
  'extended',
  /** Taken back by staff. */
  'revoked',
] as const;
export type EntryReason = (typeof entryReasons)[number];

/**
 * One immutable movement of credits of one grant from one place to another. `amount` is positive; direction is in
 * `from` and `to`. Entries of kind `free` move nothing: no grant, no places, amount 0.
 */
export interface Entry {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: EntryKind;
  readonly reason: EntryReason;
  readonly grantId: number | null;
  readonly from: Place | null;
  readonly to: Place | null;
  readonly amount: Micro;
  /** Available credits of the account after this entry. */
  readonly balanceAfter: Micro;
  /** Start of the period it counts in; null while the account has none. */
  readonly periodStart: Instant | null;
  readonly generationId: Id | null;
  readonly feature: string | null;
  readonly model: string | null;
}

/** By how much an entry changes what is available: its sign and size on a statement. */
export function balanceChange(entry: Pick<Entry, 'from' | 'to' | 'amount'>): Micro {
  if (entry.to === 'available') return entry.amount;
  if (entry.from === 'available') return -entry.amount;
  return 0n;
}

/**
 * What an entry changes in the totals of the period that it counts in. The identity of a period,
 * carriedIn + granted = used + ended + balance + held, rests on it: what passes through `reissued` on its way into a new
 * grant counts once, and what is given back of an earlier period's charge comes in, instead of making less used.
 */
export function periodChange({ from, to, amount, reason }: Pick<Entry, 'from' | 'to' | 'amount' | 'reason'>): {
  granted: Micro;
  used: Micro;
  ended: Micro;
} {
  const earlier = reason === 'refunded_earlier' || reason === 'reissued_earlier';
  const passedOn = reason === 'reissued' || reason === 'extended';
  const comesIn = (from === 'issued' && !passedOn) || (from === 'spent' && earlier && to !== 'reissued');
  return {
    granted: comesIn ? amount : 0n,
    used: (to === 'spent' ? amount : 0n) - (from === 'spent' && !earlier ? amount : 0n),
    ended: to === 'expired' || to === 'revoked' ? amount : 0n,
  };
}
