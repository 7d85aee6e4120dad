import type { Actor } from '@/lib/access/actor';
import { readBalance } from '@/services/accounts/read-balance';
import type { Context } from '@/services/context';
import { json, type ApiResponse } from './http';
import { problem } from './problems';

/** GET /accounts/{id}/balance: what an account can spend now. */
export async function getBalance(context: Context, actor: Actor, accountId: string): Promise<ApiResponse> {
  const balance = await readBalance(context, actor, accountId);
  return balance.ok ? json(200, JSON.stringify(balance.value)) : problem(balance.error);
}
