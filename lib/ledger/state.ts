import type { Micro } from '../credits';
import type { Id } from '../ids';
import type { MoneyMicro } from '../money';
import type { Instant, Zone } from '../time';

/**
 * The state of an account: a few rows, whatever the length of its history. Everything a rule may look at is in here,
 * in the command, or in the facts that come with it.
 */
export interface AccountState {
  readonly accountId: Id;
  /** Whose days the caps per day are counted in. */
  readonly zone: Zone;
  readonly header: Header;
  readonly subscription: Subscription | null;
  /** Grants with credits still available or held. By id. */
  readonly grants: readonly Grant[];
  /** Open holds, oldest first. */
  readonly holds: readonly Hold[];
  /** By type, window and member or feature, in code-unit order. At most 100. */
  readonly caps: readonly Cap[];
  /** What has been used of the quantities that a feature gives free. By feature, in code-unit order. */
  readonly freeUses: readonly FreeUse[];
  /** Credits that have been promised from a later instant on. Soonest first. */
  readonly upcoming: readonly UpcomingGrant[];
  /** The rule for buying packs by itself; null: never switched on. */
  readonly topUp: TopUp | null;
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

/**
 * `awaiting_payment`: its period is over and the next one is not paid for. `suspended`: so, and the grace after the
 * first declined attempt is over too.
 */
export const subscriptionStatuses = ['active', 'awaiting_payment', 'suspended'] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

export interface Subscription {
  readonly planId: string;
  readonly intervalId: string;
  readonly seats: number;
  /** Where its periods are counted from. A change of plan that restarts the period sets a new one. */
  readonly anchor: Instant;
  /** Index of the period that begins at the anchor: 0 until a restart. Indexes only ever grow. */
  readonly anchorIndex: number;
  /** 0 for the first period. */
  readonly periodIndex: number;
  readonly status: SubscriptionStatus;
  /**
   * When the grace of the first declined payment is over; null: none was declined for the period that is awaited, nor is
   * a contract's invoice overdue.
   */
  readonly graceEndsAt: Instant | null;
  /** What its plan gives within the period (each month, every N days) has been given up to this instant. */
  readonly grantedThrough: Instant;
  /** What becomes of it at the end of the period; null: it is renewed as it is. */
  readonly next: ScheduledChange | null;
  /** Seats from the next renewal on, where that is to be fewer; null: as many as now. */
  readonly seatsNext: number | null;
  readonly addOns: readonly AddOnUnits[];
  /** Left out while the running period has cost and given what its plan says, no more and no less. */
  readonly soFar?: PeriodSoFar;
}

/**
 * The running period's account, where seats or a change of plan came within it: what the next change is reckoned from,
 * so that no sequence of changes gives more credits for the money than the plans do. Money in minor units; credits
 * include those that are still to come within the period.
 */
export interface PeriodSoFar {
  /** What a whole period of what it is on now costs and gives, as it was sold. */
  readonly price: bigint;
  readonly credits: Micro;
  /** What has really been paid for this one, and what it gives for that. */
  readonly paid: bigint;
  readonly given: Micro;
}

/** A change that waits for the end of the period, and can be taken back until then. */
export type ScheduledChange =
  | { readonly type: 'plan'; readonly planId: string; readonly intervalId: string; readonly seats: number }
  | { readonly type: 'cancel' };

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
  /** Can only be spent while a subscription that is paid for is live: otherwise locked, not lost. */
  readonly needsSubscription: boolean;
  readonly amount: Micro;
  readonly effectiveAt: Instant;
  /** null: never ends. */
  readonly expiresAt: Instant | null;
  /** Lower pays first. */
  readonly priority: number;
  /** The money paid for it, in millionths of a minor unit. */
  readonly paid: MoneyMicro;
}

/** Credits reserved for a generation that has not been paid for yet. It is known by its generation. */
export interface Hold {
  readonly generationId: Id;
  readonly at: Instant;
  /** When it ends by itself. Later than `at`. */
  readonly lapsesAt: Instant;
  /** Start of the period in which it was made: whose caps count it. */
  readonly periodStart: Instant | null;
  readonly feature: string;
  readonly model: string | null;
  /** The vendor's own name for whoever asked. */
  readonly member: string | null;
  /** What it takes of quantities that features give free. */
  readonly free: readonly FreeQuantity[];
  /** What it reserves, in burn-down order; empty for work that is free. */
  readonly parts: readonly { readonly grantId: number; readonly amount: Micro }[];
}

/** What a cap limits. */
export type CapScope =
  | { readonly type: 'account' }
  | { readonly type: 'member'; readonly member: string }
  | { readonly type: 'feature'; readonly feature: string };

/** How long a cap counts before it begins again. */
export type CapWindow = 'period' | 'day';

/** A limit of what may be used within a window, with its counter. */
export interface Cap {
  readonly scope: CapScope;
  readonly per: CapWindow;
  readonly limit: Micro;
  /** The window that `counted` belongs to: a day of the account's zone, or a period's start as an ISO text. */
  readonly window: string;
  /** Charged and held within the window, less what was given back of it. */
  readonly counted: Micro;
}

/** A part of what a feature gives free. */
export interface FreeQuantity {
  readonly feature: string;
  readonly per: CapWindow | 'ever';
  /** In millionths of the feature's unit; above 0. */
  readonly units: bigint;
}

/** How much of a feature's free quantity has been used in a window ("" where it is given once for ever). */
export interface FreeUse {
  readonly feature: string;
  readonly window: string;
  /** In millionths of the feature's unit. */
  readonly used: bigint;
}

/** A grant that is still to come. */
export interface UpcomingGrant {
  readonly source: 'goodwill' | 'promotion' | 'import' | 'contract';
  readonly amount: Micro;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant | null;
  readonly paid: MoneyMicro;
}

/** Packs are bought by themselves when less than the threshold can be spent. */
export interface TopUp {
  readonly enabled: boolean;
  readonly packId: string;
  readonly count: number;
  readonly threshold: Micro;
  /** The most that it may cost in a calendar month (UTC), in minor units. */
  readonly monthlyLimit: bigint;
  /** The calendar month that `spent` belongs to ("2026-03"). */
  readonly month: string;
  /** What it has cost in that month, in minor units. */
  readonly spent: bigint;
  /** Packs have been asked for, and neither come nor been declined yet. */
  readonly pending: boolean;
}

/** An account's time: never earlier than its last entry, nor than its period's start. It does not run backwards. */
export function accountTime({ header }: Pick<AccountState, 'header'>, now: Instant): Instant {
  // A period may have begun without an entry: nothing happens in it before its start, whatever a clock says.
  return Math.max(now, header.at, header.period?.start ?? header.at);
}

/** An account that has just come into being. */
export function newAccount(accountId: Id, at: Instant, zone: Zone = 'UTC'): AccountState {
  return {
    accountId,
    zone,
    header: { seq: 0, at, balance: 0n, held: 0n, period: null },
    subscription: null,
    grants: [],
    holds: [],
    caps: [],
    freeUses: [],
    upcoming: [],
    topUp: null,
    claimed: [],
  };
}
