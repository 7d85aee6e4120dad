import type { Instant } from '../time';

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
