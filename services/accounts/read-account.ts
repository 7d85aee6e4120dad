import { readAccountRecord } from '@/db/reads/accounts';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { accountAnswer, type AccountAnswer } from './account-answer';

/** What an account is and what it is on, settled to now. Fails as lib/access says. */
export async function readAccount(context: Context, actor: Actor, accountId: Id): Promise<Result<AccountAnswer>> {
  const read = await readSettled(context, actor, accountId, 'account.read', (tx) => readAccountRecord(tx, accountId));
  return read.ok ? ok(accountAnswer(read.value.account, read.value.state, read.value.more)) : read;
}
