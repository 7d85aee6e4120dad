import type { Id } from '@/lib/ids';
import type { AccountState } from '@/lib/ledger/state';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';

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

/**
 * Brings an account up to its own now: settles it, goes on with payments that were cut short or have arrived, issues what
 * is owed once, tries to collect it, and tries again after a decline. Safe at any time, twice at once, and after an
 * outage. Also what the worker's sweep calls for each account that is due (db/payments/agenda.ts).
 */
export async function advanceAccount(context: Context, accountId: Id, options: AdvanceOptions = {}): Promise<Advanced> {
  void [context, accountId, options];
  return Promise.reject(new Error('not built yet'));
}
