import type { Transaction } from '@/db/client';
import type { Account } from '@/db/ledger/accounts';
import { loadStates, lockAccounts } from '@/db/ledger/load';
import type { CatalogAt } from '@/lib/catalog/schema';
import type { Id } from '@/lib/ids';
import { noFacts } from '@/lib/ledger/command';
import { decide } from '@/lib/ledger/decide';
import { accountTime, type AccountState } from '@/lib/ledger/state';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';

/** An account that nobody else changes until the transaction ends, as it is at its own now. */
export interface LockedAccount {
  account: Account;
  /** Settled to `at`; what has fallen due is not written by this. */
  state: AccountState;
  catalogAt: CatalogAt;
  at: Instant;
}

/** @throws where there is no such account: whoever asks has been authorised before */
export async function lockAccount(
  tx: Transaction,
  context: Pick<Context, 'catalogs' | 'clock'>,
  accountId: Id,
): Promise<LockedAccount> {
  await lockAccounts(tx, [accountId]);
  const kept = (await loadStates(tx, [accountId])).get(accountId);
  if (!kept) throw new Error(`account ${accountId} has no header`);
  const catalogAt = context.catalogs.at(kept.account.catalogId);
  if (!catalogAt) throw new Error(`catalog ${kept.account.catalogId} is not loaded`);
  const now = kept.account.clockAt ?? context.clock.now();
  const settled = decide(kept.state, { type: 'settle' }, noFacts, now, catalogAt);
  if (!settled.ok) throw new Error(`settling failed: ${settled.error.code}`);
  const { state } = settled.value;
  return { account: kept.account, state, catalogAt, at: accountTime(state, now) };
}
