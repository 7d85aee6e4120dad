import type { Draft } from '../ledger/draft';
import type { Instant } from '../time';
import type { Span } from './periods';
import { periodPrice, type PlanTerms } from './plan';

/** What a line of an invoice is for. */
export const chargeKinds = ['plan', 'plan_change', 'unused_time', 'seats', 'add_on', 'pack'] as const;
export type ChargeKind = (typeof chargeKinds)[number];

/**
 * Something that has to be paid, or is given back, because of what a command did. Lines of one change are one invoice.
 */
export interface ChargeLine {
  readonly kind: ChargeKind;
  /** Of the plan, add-on or pack in the catalog. */
  readonly itemId: string;
  /** Of the plan's interval, where it is for a plan. */
  readonly intervalId: string | null;
  /** Seats, units or packs. */
  readonly quantity: number;
  /** Minor units; below 0 for what is given back. */
  readonly amount: bigint;
  /** The time that it pays for; null where it is for no time. */
  readonly span: { readonly start: Instant; readonly end: Instant } | null;
}

/** What is due in all: never below 0. */
export function totalDue(lines: readonly ChargeLine[]): bigint {
  const sum = lines.reduce((total, { amount }) => total + amount, 0n);
  return sum < 0n ? 0n : sum;
}

/** Puts a line on the command's invoice; nothing that costs nothing. */
export function charge(draft: Draft, line: ChargeLine): void {
  if (line.amount !== 0n) draft.charges.push(line);
}

/** Charges a plan's whole price for a period; nothing where it is free or a contract sets the price. */
export function chargePeriod(draft: Draft, terms: PlanTerms, seats: number, span: Span): void {
  charge(draft, { kind: 'plan', ...itemOf(terms, seats), amount: periodPrice(terms, seats) ?? 0n, span });
}

export function itemOf(
  { plan, interval }: PlanTerms,
  seats: number,
): Pick<ChargeLine, 'itemId' | 'intervalId' | 'quantity'> {
  return { itemId: plan.id, intervalId: interval.id, quantity: seats };
}
