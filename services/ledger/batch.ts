import { fail, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { runInTransaction, type RunItems } from './batch-transaction';
import type { LedgerAnswer, LedgerItem } from './run-commands';
import { serveBatch, type ServeOptions, type Waiting } from './serve-batch';

/** Puts items that come at about the same time into one transaction; each succeeds or fails by itself. */
export interface Batcher {
  /**
   * Does one item and resolves once it is on disk. Fails with `too_many_requests` where too much waits already, or as
   * the item itself does; rejects where the database can't be reached: the item may then have been done or not, and the
   * same name tells.
   */
  submit(item: LedgerItem): Promise<Result<LedgerAnswer>>;
  /** How many items wait. */
  waiting(): number;
  /** Tells the listener of each transaction that ended well. There is one listener: the last. */
  watch(listener: ServeOptions['onBatch']): void;
}

export interface BatcherOptions {
  /** Each transaction is of one account. */
  byAccount?: boolean;
  /** Transactions that may be under way at once. */
  atOnce?: number;
  /** Items of one transaction, at most. */
  itemsMax?: number;
  /** Items that may wait, at most; beyond it they are refused. */
  waitingMax?: number;
  /** How long a transaction may be silent before its connection counts as lost. */
  patienceMs?: number;
}

/** So many keep the disk and two processors busy; more only make smaller ones. */
const AT_ONCE = 3;
/** Where each transaction is of one account, they are small, and only more at once helps. */
const AT_ONCE_BY_ACCOUNT = 8;
/** So many items are worth a transaction beside one that is under way; fewer cost less in the next. */
const ENOUGH = 48;
/** What takes longer than this may be lost: it is not waited for, however few items wait. */
const SLOW_MS = 100;

interface UnderWay {
  accounts: ReadonlySet<Id>;
  slow: boolean;
}

/**
 * Opens a queue. There is no timer that an item waits for: where nothing is under way, the next transaction begins at
 * once, and what comes meanwhile forms the one after it, so that they grow with the load by themselves. An account is in
 * one transaction at a time, and its items are done in the order in which they came.
 */
export function openBatcher(
  context: Pick<Context, 'db' | 'catalogs' | 'clock'>,
  options: BatcherOptions = {},
  run: RunItems = (items) => runInTransaction(context, items),
): Batcher {
  const { byAccount = false, itemsMax = 256, waitingMax = 4_000, patienceMs = 6_000 } = options;
  const { atOnce = byAccount ? AT_ONCE_BY_ACCOUNT : AT_ONCE } = options;
  const enough = byAccount ? 1 : ENOUGH;
  const queue: Waiting[] = [];
  const underWay = new Set<UnderWay>();
  let listener: ServeOptions['onBatch'] = () => undefined;
  let planned = false;

  function begin(): void {
    planned = false;
    while (underWay.size < atOnce) {
      const least = [...underWay].some(({ slow }) => !slow) ? enough : 1;
      const batch = queue.length < least ? [] : take();
      if (batch.length < least) return void queue.unshift(...batch);
      void serve(batch);
    }
  }

  /** Takes the next transaction's items out of the queue, in their order: none of an account that is under way. */
  function take(): Waiting[] {
    const isFree = ({ item }: Waiting) => [...underWay].every(({ accounts }) => !accounts.has(item.accountId));
    const only = byAccount ? queue.find(isFree)?.item.accountId : undefined;
    const taken: Waiting[] = [];
    // What is enough for two is shared by two.
    const shared = !byAccount && queue.length >= 2 * enough;
    const most = Math.min(itemsMax, shared ? Math.ceil(queue.length / 2) : queue.length);
    const left = queue.filter((each) => {
      const goes = taken.length < most && (byAccount ? each.item.accountId === only : isFree(each));
      if (goes) taken.push(each);
      return !goes;
    });
    queue.splice(0, queue.length, ...left);
    return taken;
  }

  async function serve(batch: readonly Waiting[]): Promise<void> {
    const own: UnderWay = { accounts: new Set(batch.map(({ item }) => item.accountId)), slow: false };
    underWay.add(own);
    const timer = setTimeout(() => {
      own.slow = true;
      begin();
    }, SLOW_MS);
    try {
      await serveBatch(run, batch, { patienceMs, onBatch: (told) => listener(told) });
    } finally {
      clearTimeout(timer);
      underWay.delete(own);
      begin();
    }
  }

  return {
    submit(item) {
      if (queue.length >= waitingMax) {
        return Promise.resolve(
          fail('too_many_requests', {
            detail: 'More is asked of the ledger than it can do just now. Nothing was changed.',
            data: { retryAfterSeconds: 1 },
          }),
        );
      }
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        if (planned) return;
        planned = true;
        // Whatever else is submitted in the same turn goes along.
        queueMicrotask(begin);
      });
    },
    waiting: () => queue.length,
    watch: (given) => (listener = given),
  };
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
