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
