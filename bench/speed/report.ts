import { round, type Measured } from './loop';
import type { Tpcb } from './yardsticks';

/** What was measured: a part is named for what was asked, of which accounts, and by how many at once ("door random 32"). */
export interface Run {
  tpcb: Tpcb[];
  inserts: Measured | null;
  parts: Map<string, Measured>;
}

/** A ratio of one run: how it is worked out, and what it should be. */
interface Aim {
  name: string;
  of(run: Run): number | null;
  is: string;
  atLeast: number;
  aim: number;
  /** True where less is better. */
  less?: boolean;
}

const perSecond = ({ parts }: Run, name: string) => parts.get(name)?.perSecond ?? null;
const overTpcb = (run: Run, name: string) => over(perSecond(run, name), tpcbPerSecond(run));

/** The numbers that one looks for, in this order. */
const aims: readonly Aim[] = [
  {
    name: 'shell256_vs_tpcb',
    is: 'ledger in process, 256 in flight ÷ tpcb-like',
    of: (run) => overTpcb(run, 'shell random 256'),
    ...{ atLeast: 2, aim: 3.5 },
  },
  {
    name: 'single_random_vs_tpcb',
    is: 'front door, 128 connections ÷ tpcb-like',
    of: (run) => overTpcb(run, 'door random 128'),
    ...{ atLeast: 1.2, aim: 2 },
  },
  {
    name: 'hot_vs_random',
    is: 'front door, one hot account ÷ random accounts',
    of: (run) => over(perSecond(run, 'door hot 128'), perSecond(run, 'door random 128')),
    ...{ atLeast: 1.2, aim: 2 },
  },
  {
    name: 'batch100_vs_tpcb',
    is: 'batches of 100, debits a second ÷ tpcb-like',
    of: (run) => overTpcb(run, 'batch random 32'),
    ...{ atLeast: 2.5, aim: 4 },
  },
  {
    name: 'next_vs_empty_route',
    is: 'debits through Next ÷ its empty route, 128',
    of: (run) => over(perSecond(run, 'next random 128'), perSecond(run, 'empty route 128')),
    ...{ atLeast: 0.7, aim: 0.85 },
  },
  {
    name: 'p99_over_p50_32',
    is: 'front door, 32 connections, p99 ÷ p50',
    of: ({ parts }) => over(parts.get('door random 32')?.p99Ms ?? null, parts.get('door random 32')?.p50Ms ?? null),
    ...{ atLeast: 5, aim: 3, less: true },
  },
];

/** Transactions a second, of the measurements before and after everything else. */
function tpcbPerSecond({ tpcb }: Run): number | null {
  return tpcb.length === 0 ? null : tpcb.reduce((sum, each) => sum + each.perSecond, 0) / tpcb.length;
}

function over(value: number | null, by: number | null): number | null {
  return value === null || !by ? null : round(value / by, 2);
}

/** By name; null where a part of it was not measured. */
export function ratiosOf(run: Run): Record<string, number | null> {
  return Object.fromEntries(aims.map(({ name, of }) => [name, of(run)]));
}

export function ratioTable(run: Run): string {
  const rows = aims.map(({ is, of, atLeast, aim, less }) => {
    const ratio = of(run);
    const reaches = (mark: number) => ratio !== null && (less ? ratio <= mark : ratio >= mark);
    const reached = ratio === null ? 'not measured' : reaches(aim) ? 'the aim' : reaches(atLeast) ? 'yes' : 'NO';
    return [is, ratio?.toFixed(2) ?? '', `${atLeast}${less ? ' or less' : ''}`, String(aim), reached];
  });
  return table([['ratio of this run', 'is', 'at least', 'aim', 'reached'], ...rows]);
}

const heading = ['', 'a second', 'p50 ms', 'p95 ms', 'p99 ms', 'program µs', 'postgres µs', 'memory MB'];

export function partsTable({ parts, inserts }: Run): string {
  const all = [...(inserts ? ([['durable inserts 1', inserts]] as const) : []), ...parts];
  const rows = all.map(([name, { perSecond: rate, p50Ms, p95Ms, p99Ms, usage }]) => [
    ...[name, rate.toFixed(0), p50Ms.toFixed(2), p95Ms.toFixed(2), p99Ms.toFixed(2)],
    ...[usage.program?.cpuMicros, usage.postgres?.cpuMicros, usage.program?.memoryMb].map((each) => `${each ?? ''}`),
  ]);
  return table([heading, ...rows]);
}

/** Columns of texts, the first to the left and the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
