import type { Micro } from '@/lib/credits';
import type { Result } from '@/lib/errors';
import { microOf } from './csv-rows';
import type { Lived } from './lived-accounts';
import { onlyUse, type RawSum } from './raw-sums';

export interface Told extends Lived {
  raw: RawSum[];
  /** Those of the running period or, where none runs, of no period. */
  current: RawSum[];
}

export function value<T>(read: Result<T>): T {
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

export const sumOf = <T>(list: readonly T[], of: (each: T) => Micro): Micro =>
  list.reduce((sum, each) => sum + of(each), 0n);
export const useOf = (lines: readonly { key: string | null; credits: number; generations: number }[]) =>
  onlyUse(new Map(lines.map(({ key, credits, generations }) => [key, { used: microOf(credits), generations }])));
/** A reader that is asked for one page after another, until there is none. */
export async function all<T, C>(page: (cursor: C | null) => Promise<{ items: T[]; next: C | null }>): Promise<T[]> {
  const found: T[] = [];
  let cursor: C | null = null;
  do {
    const { items, next }: { items: T[]; next: C | null } = await page(cursor);
    found.push(...items);
    cursor = next;
  } while (cursor !== null);
  return found;
}
