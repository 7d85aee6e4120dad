import { readAccounts, type Account } from '@/db/ledger/accounts';
import { loadStates } from '@/db/ledger/load';
import type { Transaction } from '@/db/client';
import { inSnapshot, inTransaction } from '@/db/transaction';
import type { Catalog } from '@/lib/catalog/schema';
import { mayOnAccount, noSuchAccount, type AccountAction } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { nextDue } from '@/lib/ledger/settle';
import type { AccountState } from '@/lib/ledger/state';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { always, runCommands } from './run-commands';

/** An account as of now, with what was read beside it in the same snapshot. */
export interface SettledAccount<T> {
  account: Account;
  state: AccountState;
  catalog: Catalog;
  now: Instant;
  more: T;
}

/**
 * Reads an account that the actor may see, settled to now: where something has fallen due since the last write, it is
 * settled (and written) first, so that a balance is right at any instant whether or not a job has run.
 * @param readMore reads what must agree with the state, from the same snapshot
 */
export async function readSettled<T>(
  context: Context,
  actor: Actor,
  accountId: Id,
  action: AccountAction,
  readMore: (tx: Transaction, state: AccountState, account: Account) => Promise<T>,
): Promise<Result<SettledAccount<T>>> {
  const found = await authoriseAccount(context, actor, accountId, action);
  if (!found.ok) return found;
  const account = found.value;
  const catalogAt = context.catalogs.at(account.catalogId);
  if (!catalogAt) throw new Error(`catalog ${account.catalogId} is not loaded`);
  const now = account.clockAt ?? context.clock.now();

  const read = () =>
    inSnapshot(context.db, async (tx) => {
      const kept = (await loadStates(tx, [accountId])).get(accountId);
      if (!kept) throw new Error(`account ${accountId} has no header`);
      const due = nextDue(kept.state, catalogAt);
      if (due !== null && due <= now) return null;
      return { state: kept.state, more: await readMore(tx, kept.state, account) };
    });
  let settled = await read();
  if (settled === null) {
    await inTransaction(context.db, (tx) =>
      runCommands(tx, context, [{ accountId, command: always({ type: 'settle' }) }]),
    );
    settled = await read();
  }
  if (settled === null) throw new Error(`account ${accountId} is still not settled`);
  return ok({ account, catalog: catalogAt(now), now, ...settled });
}

/** Finds an account and asks lib/access whether the actor may. Whoever may not see it is told that it does not exist. */
export async function authoriseAccount(
  context: Context,
  actor: Actor,
  accountId: Id,
  action: AccountAction,
): Promise<Result<Account>> {
  const account = (await readAccounts(context.db.sql, [accountId])).get(accountId);
  // Asked about an account that nobody has, lib/access still says first whether the caller has to sign in.
  if (!account && actor.kind !== 'nobody') return noSuchAccount;
  const allowed = mayOnAccount(actor, action, account ?? { accountId, catalogId: '' });
  if (!allowed.ok) return allowed;
  return account ? ok(account) : noSuchAccount;
}
