import type { Id } from '@/lib/ids';
import { resolveAccount } from '@/services/accounts/resolve-account';
import type { ApiResponse } from './http';
import { problem } from './problems';
import type { Call } from './route';

/** Answers about the account that the path names, by our id or the vendor's. */
export async function withAccount(call: Call, answer: (accountId: Id) => Promise<ApiResponse>): Promise<ApiResponse> {
  const { context, actor, parameters } = call;
  const account = await resolveAccount(context, actor, parameters.account!);
  return account.ok ? answer(account.value) : problem(account.error);
}
