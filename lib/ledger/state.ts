import type { Micro } from '../credits';
import type { Id } from '../ids';
import type { MoneyMicro } from '../money';
import type { Instant } from '../time';

/**
 * The state of an account: a few rows, whatever the length of its history. Everything a rule may look at is in here,
 * in the command, or in the facts that come with it.
 */
export interface AccountState {
  readonly accountId: Id;
  readonly header: Header;
  readonly subscription: Subscription | null;
  /** Grants with credits still available or held, and those that are not effective yet. By id. */
  readonly grants: readonly Grant[];
  /** Ids of one-time grant rules that this account has had. */
  readonly claimed: readonly string[];
}

/** The account's one summary row. */
export interface Header {
  /** Number of the last entry; 0 before the first. */
  readonly seq: number;
  /** Instant of the last entry; the account's time never runs backwards past it. */
  readonly at: Instant;
  readonly balance: Micro;
  readonly held: Micro;
  readonly period: PeriodTotals | null;
}

/**
 * The current period and what has moved in it, so that the meter needs no history:
 * carriedIn + granted = used + ended + balance + held.
 */
export interface PeriodTotals {
  readonly start: Instant;
  readonly end: Instant;
  readonly carriedIn: Micro;
  readonly granted: Micro;
  readonly used: Micro;
  /** Expired or revoked within the period. */
  readonly ended: Micro;
}

export type SubscriptionStatus = 'active' | 'awaiting_payment';

export interface Subscription {
  readonly planId: string;
  readonly intervalId: string;
  readonly seats: number;
  /** Where all its periods are counted from. */
  readonly anchor: Instant;
  /** 0 for the first period. */
  readonly periodIndex: number;
  readonly status: SubscriptionStatus;
  /** Seats from the next renewal on, where that is to be fewer; null: as many as now. */
  readonly seatsNext: number | null;
  readonly addOns: readonly AddOnUnits[];
}

/** Units of an add-on: further credits each month, beside the plan's. */
export interface AddOnUnits {
  readonly addOnId: string;
  /** Paid for in the month that `paidThrough` names. */
  readonly units: number;
  /** Units that are billed from the next month on. */
  readonly unitsNext: number;
  /** Last month, counted from the subscription's anchor, whose units are paid. */
  readonly paidThrough: number;
}

/** Where a credit of a grant is. `issued` is where it comes from; it never rests there. */
export const places = ['issued', 'available', 'held', 'spent', 'expired', 'revoked', 'reissued'] as const;
export type Place = (typeof places)[number];
export type RestingPlace = Exclude<Place, 'issued'>;

export const grantSources = [
  'plan',
  'once',
  'goodwill',
  'promotion',
  'pack',
  'add_on',
  'contract',
  'import',
  'refund',
] as const;
export type GrantSource = (typeof grantSources)[number];

/** A lot of credits. `amount` is always the sum over the places it rests in. */
export interface Grant extends Readonly<Record<RestingPlace, Micro>> {
  /** The number of the entry that issued it: unique in its account, and older grants have smaller ones. */
  readonly id: number;
  readonly source: GrantSource;
  /** The plan and rule it came from, where it came from one. */
  readonly planId: string | null;
  readonly ruleId: string | null;
  /** Given again every period: what the carry-over cap counts. */
  readonly recurring: boolean;
  readonly amount: Micro;
  readonly effectiveAt: Instant;
  /** null: never ends. */
  readonly expiresAt: Instant | null;
  /** Lower pays first. */
  readonly priority: number;
  /** The money paid for it, in millionths of a minor unit. */
  readonly paid: MoneyMicro;
}

/** An account that has just come into being. */
export function newAccount(accountId: Id, at: Instant): AccountState {
  return {
    accountId,
    header: { seq: 0, at, balance: 0n, held: 0n, period: null },
    subscription: null,
    grants: [],
    claimed: [],
  };
}
