import type { Result } from '@/lib/errors';
import { isUnavailable } from '../unavailable';
import type { RunItems } from './batch-transaction';
import type { LedgerAnswer, LedgerItem } from './run-commands';

export interface ServeOptions {
  /** How long a transaction may be silent before its connection counts as lost. */
  patienceMs: number;
  /** Told of each transaction that has ended well. */
  onBatch: (batch: { items: number; seconds: number }) => void;
}

/** An item, and whoever waits for what becomes of it. */
export interface Waiting {
  item: LedgerItem;
  resolve(result: Result<LedgerAnswer>): void;
  reject(error: unknown): void;
}

const TRIES_MAX = 3;
const PAUSE_MS = 100;

/**
 * Does a batch and answers each of its items.
 *
 * Where the connection is lost, nobody knows whether it was committed: its items are done again under the same names,
 * and those that were done get the answer that was stored. An item without a name can't be done again and fails. Where
 * anything else fails, one item may be the reason, so that they are done one by one and only that one fails.
 * @returns false where the database could not be reached
 */
export async function serveBatch(run: RunItems, batch: readonly Waiting[], options: ServeOptions): Promise<boolean> {
  let left = batch;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const begun = performance.now();
      const results = await inTime(run(left.map(({ item }) => item)), options.patienceMs);
      options.onBatch({ items: left.length, seconds: (performance.now() - begun) / 1000 });
      left.forEach(({ resolve }, index) => resolve(results[index]!));
      return true;
    } catch (error) {
      if (!isUnavailable(error)) {
        if (left.length > 1) return oneByOne(run, left, options);
        left[0]!.reject(error);
        return true;
      }
      const lost = attempt === TRIES_MAX ? left : left.filter(({ item }) => !item.once);
      for (const { reject } of lost) reject(error);
      left = left.filter((each) => !lost.includes(each));
      if (left.length === 0) return false;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function oneByOne(run: RunItems, batch: readonly Waiting[], options: ServeOptions): Promise<boolean> {
  for (const [index, waiting] of batch.entries()) {
    if (await serveBatch(run, [waiting], options)) continue;
    // The database is away: the others need not find that out one after the other.
    for (const { reject } of batch.slice(index + 1)) reject(unreachable('the database is away'));
    return false;
  }
  return true;
}

/** Fails as a lost connection does where the driver does not notice it: it can wait for ever. */
async function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unreachable('the database is silent')), patienceMs);
  });
  work.catch(() => undefined); // where it is given up, nobody waits for how it ends
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function unreachable(why: string): Error {
  return Object.assign(new Error(why), { code: 'ETIMEDOUT' });
}
