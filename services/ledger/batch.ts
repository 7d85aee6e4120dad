import type { Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { openLane, type Lane, type LaneOptions } from './batch-lane';
import { runInTransaction, type RunItems } from './batch-transaction';
import type { LedgerAnswer, LedgerItem } from './run-commands';

/** Puts items that come at about the same time into one transaction; each succeeds or fails by itself. */
export interface Batcher {
  /**
   * Does one item and resolves once it is on disk. Fails with `too_many_requests` where too much waits already, or as
   * the item itself does; rejects where the database can't be reached: the item may then have been done or not, and the
   * same name tells.
   */
  submit(item: LedgerItem): Promise<Result<LedgerAnswer>>;
  /** How many items wait in each lane. */
  waiting(): number[];
  /** Tells the listener of each transaction that ended well. There is one listener: the last. */
  watch(listener: NonNullable<LaneOptions['onBatch']>): void;
}

export interface BatcherOptions extends Partial<Omit<LaneOptions, 'onBatch'>> {
  /** Queues by account: as many transactions can be under way at once. */
  lanes?: number;
}

/** Two lanes keep the disk and one processor busy; more only make smaller batches. */
const LANES = 2;
/** Where each transaction is of one account, batches are small, and only more at once helps. */
const LANES_BY_ACCOUNT = 8;

export function openBatcher(
  context: Pick<Context, 'db' | 'catalogs' | 'clock'>,
  options: BatcherOptions = {},
  run: RunItems = (items) => runInTransaction(context, items),
): Batcher {
  const { byAccount = false, itemsMax = 256, waitingMax = 2_000, patienceMs = 6_000 } = options;
  let listener: LaneOptions['onBatch'];
  const lanes: Lane[] = Array.from({ length: options.lanes ?? (byAccount ? LANES_BY_ACCOUNT : LANES) }, () =>
    openLane(run, { byAccount, itemsMax, waitingMax, patienceMs, onBatch: (batch) => listener?.(batch) }),
  );
  return {
    submit: (item) => lanes[laneOf(item.accountId, lanes.length)]!.submit(item),
    waiting: () => lanes.map((lane) => lane.waiting()),
    watch: (given) => (listener = given),
  };
}

/** An account is always in the same lane. An id's last digits are random. */
function laneOf(accountId: Id, lanes: number): number {
  return (Number.parseInt(accountId.slice(-4), 16) || 0) % lanes;
}

/**
 * Does one item: counted against its account's limit, and together with what else is asked at this moment, where the
 * context has that; in a transaction of its own otherwise.
 */
export async function submitItem(context: Context, item: LedgerItem): Promise<Result<LedgerAnswer>> {
  const counted = await context.limits?.count('account', item.accountId);
  if (counted && !counted.ok) return counted;
  if (context.batcher) return context.batcher.submit(item);
  const [result] = await runInTransaction(context, [item]);
  return result!;
}
