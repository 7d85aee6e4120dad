import type { Actor } from '@/lib/access/actor';
import type { Context } from '@/services/context';
import { getBalance } from './balance';
import { postGeneration } from './generations';
import type { ApiRequest, ApiResponse } from './http';

export interface Route {
  method: 'GET' | 'POST';
  /** Segments; one in braces stands for any and is handed to the handler. */
  path: string;
  handle(context: Context, actor: Actor, request: ApiRequest, parameters: string[]): Promise<ApiResponse>;
}

/** Everything under /api/v1. The access test walks this list. */
export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/generations',
    handle: (context, actor, request) => postGeneration(context, actor, request),
  },
  {
    method: 'GET',
    path: '/accounts/{account}/balance',
    handle: (context, actor, _request, [account]) => getBalance(context, actor, account!),
  },
];
