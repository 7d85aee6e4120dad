import { decimalText } from '../../credits';
import { isoText, type Instant } from '../../time';
import type { LivedAccount } from './account';

/** One period of a story: what happened in it, and how much of each grant (oldest first) is left for the next one. */
export type Row = [
  start: string,
  carriedIn: number,
  granted: number,
  used: number,
  expired: number,
  left: number,
  leftOfGrants: number[],
];

/** The story's table as the entries alone tell it. */
export function tableOf(account: LivedAccount, boundaries: readonly Instant[]): Row[] {
  const rows: Row[] = [];
  const left = new Map<number, bigint>();
  let carriedIn = 0n;
  for (const start of boundaries.slice(0, -1)) {
    const sums = { available: 0n, spent: 0n, expired: 0n };
    for (const entry of account.entries.filter((each) => each.periodStart === start)) {
      sums[entry.to as keyof typeof sums] += entry.amount;
      const sign = entry.to === 'available' ? 1n : -1n;
      left.set(entry.grantId!, (left.get(entry.grantId!) ?? 0n) + sign * entry.amount);
    }
    const open = [...left].filter(([, amount]) => amount > 0n).sort(([a], [b]) => a - b);
    const carriedOut = open.reduce((sum, [, amount]) => sum + amount, 0n);
    const numbers = [carriedIn, sums.available, sums.spent, sums.expired, carriedOut].map(Number);
    const [a, b, c, d, e] = numbers.map((each) => each / 1_000_000) as [number, number, number, number, number];
    rows.push([isoText(start).slice(0, 10), a, b, c, d, e, open.map(([, amount]) => Number(decimalText(amount)))]);
    carriedIn = carriedOut;
  }
  return rows;
}
