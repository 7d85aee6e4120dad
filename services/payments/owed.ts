import { noFacts, type Command } from '@/lib/ledger/command';
import { decide } from '@/lib/ledger/decide';
import { totalDue, type ChargeLine } from '@/lib/plans/charge-line';
import type { Brings, InvoiceReason } from '@/lib/plans/invoice';
import { paymentOwed } from '@/lib/plans/payments';
import { addMonthsUtc, type Instant } from '@/lib/time';
import type { LockedAccount } from './lock-account';

/** What an account owes without anybody having ordered it. */
export interface Owed {
  reason: Extract<InvoiceReason, 'renewal' | 'units' | 'top_up'>;
  /** Start of the period, or of the month of units, that it is for. */
  startsAt: Instant | null;
  lines: readonly ChargeLine[];
  /** Minor units; 0: nothing has to be paid. */
  net: bigint;
  brings: Brings;
}

/** What is owed next; null: nothing, or nothing that can be done. */
export function owedOf({ state, at, catalogAt }: Pick<LockedAccount, 'state' | 'at' | 'catalogAt'>): Owed | null {
  const { subscription, header, topUp } = state;
  const command: Command | null =
    paymentOwed(state, at, catalogAt) ??
    (topUp?.pending ? { type: 'buyPack', packId: topUp.packId, count: topUp.count, topUp: true } : null);
  if (!command) return null;
  const decided = decide(state, command, noFacts, at, catalogAt);
  // A wish for what is not sold any more is not asked for; whoever set it can change it.
  if (!decided.ok) return null;
  const lines = decided.value.charges;
  const owed = { lines, net: totalDue(lines), brings: { command, promise: null } };
  switch (command.type) {
    case 'renew':
      return { ...owed, reason: 'renewal', startsAt: header.period!.end };
    case 'payUnits':
      return { ...owed, reason: 'units', startsAt: addMonthsUtc(subscription!.anchor, command.monthIndex) };
    default:
      return { ...owed, reason: 'top_up', startsAt: null };
  }
}
