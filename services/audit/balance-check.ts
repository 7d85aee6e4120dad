import type { Row } from '@/db/client';
import { instantFromText } from '@/db/schema/columns';
import { decimalText, type Micro } from '@/lib/credits';
import { periodChange, type Entry } from '@/lib/ledger/entry';
import { differ, type Tell } from './violations';

/** The balance after each entry, and the header's sums: balance, held, and the totals of the period that runs. */
export function balanceCheck(header: Row, tell: Tell) {
  let balance = 0n;
  let held = 0n;
  // After an entry whose balance is wrong, the next ones are held against what it says: each fault is told once.
  let said = 0n;
  const start = header.period_start === null ? null : instantFromText(header.period_start);
  let carriedIn: Micro | null = null;
  const totals = { granted: 0n, used: 0n, ended: 0n };
  return {
    see(entry: Entry): void {
      if (start !== null && entry.periodStart === start) carriedIn ??= balance + held;
      const change = changeOf(entry, 'available');
      balance += change;
      held += changeOf(entry, 'held');
      said += change;
      differ(tell, `entry ${entry.seq}: balance after it`, decimalText(entry.balanceAfter), decimalText(said));
      said = entry.balanceAfter;
      if (balance < 0n || held < 0n) tell(`entry ${entry.seq} takes the account below zero`);
      if (carriedIn === null) return;
      const { granted, used, ended } = periodChange(entry);
      totals.granted += granted;
      totals.used += used;
      totals.ended += ended;
    },
    finish(): void {
      differ(tell, 'header: balance', decimalText(header.balance), decimalText(balance));
      differ(tell, 'header: held', decimalText(header.held), decimalText(held));
      if (start === null) return;
      const kept = [header.carried_in, header.granted, header.used, header.ended];
      const made = [carriedIn ?? balance + held, totals.granted, totals.used, totals.ended];
      const words = "header: period's carried in, granted, used and ended";
      differ(tell, words, kept.map(decimalText).join(', '), made.map(decimalText).join(', '));
    },
  };
}

/** How an entry changes what rests in a place. */
function changeOf(entry: Entry, place: 'available' | 'held'): Micro {
  return (entry.to === place ? entry.amount : 0n) - (entry.from === place ? entry.amount : 0n);
}
