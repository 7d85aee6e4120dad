import { inTransaction } from '@/db/transaction';
import type { Id } from '@/lib/ids';
import type { AccountState } from '@/lib/ledger/state';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { isProviderAway } from '../unavailable';
import { collect, type Collecting } from './collect';
import { nextStep } from './next-step';

export interface AdvanceOptions {
  /** Whatever the account's way to pay: everything is paid, or everything declined. Of test clocks. */
  paying?: 'pays' | 'declines';
  /** An account without a way to pay pays by the built-in provider, and not by hand. Of test clocks and the demo. */
  paysByItself?: boolean;
}

export interface Advanced {
  /** Settled to the account's now, with everything done that could be. */
  state: AccountState;
  at: Instant;
  /** When something next falls due by itself, of the ledger or of a payment; null: never. */
  nextAt: Instant | null;
}

/** More steps than any account can owe at one instant: ten years of months that were not paid for. */
const STEPS_MAX = 1_000;

/**
 * Brings an account up to its own now: settles it, goes on with payments that were cut short or have arrived, issues what
 * is owed once, tries to collect it, and tries again after a decline. Safe at any time, twice at once, and after an
 * outage. A payment that nothing is heard of is left for later (asked-in-vain.ts). Also what the worker's sweep calls for each account that is due (db/payments/agenda.ts).
 */
export async function advanceAccount(context: Context, accountId: Id, options: AdvanceOptions = {}): Promise<Advanced> {
  await context.onStep?.('account.begun');
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const {
      state,
      at,
      todo,
      nextAt = null,
    } = await inTransaction(context.db, (tx) => nextStep(tx, context, accountId, options));
    if (todo === 'more') continue;
    if (todo === 'nothing') {
      await context.onStep?.('account.done');
      return { state, at, nextAt };
    }
    await context.onStep?.('account.asks');
    for (const payment of todo) await goOn(context, payment);
  }
  throw new Error(`account ${accountId} does not come to an end of its payments`);
}

/** Goes on with a payment. Where its provider is away, it is asked about later, and what is due besides is done now. */
async function goOn(context: Context, payment: Collecting): Promise<void> {
  try {
    await collect(context, payment);
  } catch (error) {
    if (!isProviderAway(error)) throw error;
  }
}
