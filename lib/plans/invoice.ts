import type { Micro } from '../credits';
import type { Command } from '../ledger/command';
import type { Currency } from '../money';
import type { Instant } from '../time';
import type { ChargeLine } from './charge-line';

/** Open until it is paid or nothing is to be paid any more. Neither ever changes again. */
export const invoiceStatuses = ['open', 'paid', 'void'] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

/** Why there is an invoice: a person ordered, a period or a month of add-on units began, the account's own rule asked, or staff set a contract. */
export const invoiceReasons = ['order', 'renewal', 'units', 'top_up', 'contract'] as const;
export type InvoiceReason = (typeof invoiceReasons)[number];

/**
 * Why nothing is to be paid any more: the payment was declined, whoever ordered took it back, what it was for is not
 * owed any more, or the money came when the change could not be made any more and was given back.
 */
export const voidReasons = ['declined', 'withdrawn', 'not_owed', 'given_back'] as const;
export type VoidReason = (typeof voidReasons)[number];

/** A tax on an invoice's lines. */
export interface TaxLine {
  readonly name: string;
  /** Millionths: 190000 is 19 %. */
  readonly rate: number;
  /** Minor units. */
  readonly amount: bigint;
}

export interface Invoice {
  /** From 1, without gaps in an account. */
  readonly number: number;
  readonly reason: InvoiceReason;
  readonly status: InvoiceStatus;
  /** Instants in the account's own time. */
  readonly issuedAt: Instant;
  readonly dueAt: Instant;
  readonly paidAt: Instant | null;
  readonly voidedAt: Instant | null;
  readonly voidReason: VoidReason | null;
  readonly currency: Currency;
  readonly lines: readonly ChargeLine[];
  readonly tax: readonly TaxLine[];
  /** Of the lines, and of everything, in minor units. */
  readonly net: bigint;
  readonly total: bigint;
  /** The order that it is for, where a person ordered. */
  readonly orderId: string | null;
  /** Of a renewal or a month of units: the start of what it pays for. */
  readonly startsAt: Instant | null;
  /** What its payment does; null: nothing more, as of a contract that is in force already. */
  readonly brings: Brings | null;
}

/** What a payment brings, and what was promised for it. */
export interface Brings {
  readonly command: Command;
  /** null: nothing was promised beside what the command costs. */
  readonly promise: Promised | null;
}

/** What a preview has said, and has to hold. */
export interface Promised {
  /** Credits that come, exactly, and that end, at most. */
  readonly gives: Micro;
  readonly ends: Micro;
  /** Of the subscription that it was reckoned from; null: it does not matter. */
  readonly fingerprint: string | null;
}

/**
 * `pending`: the provider has not said yet. `waiting`: the money is on its way. `giving_back`: it came too late, and is
 * being given back.
 */
export const attemptStatuses = [
  'pending',
  'needs_confirmation',
  'waiting',
  'succeeded',
  'declined',
  'giving_back',
  'refunded',
] as const;
export type AttemptStatus = (typeof attemptStatuses)[number];

/** Why no money came. `overdue`: of an invoice that is paid by hand. */
export const declineReasons = ['card_declined', 'not_confirmed', 'withdrawn', 'overdue'] as const;
export type DeclineReason = (typeof declineReasons)[number];
