import type { Context } from '@/services/context';
import { checkReady } from '@/services/ready';
import { json, type ApiResponse } from './http';

/** GET /api/health: the process is alive. Says nothing about the database: that is /api/ready. */
export function getHealth(): ApiResponse {
  return json(200, JSON.stringify({ status: 'ok' }));
}

/**
 * GET /api/ready: the process can serve, because its database answers. Says besides how far the worker is behind, which
 * keeps nobody from being served.
 */
export async function getReady(getContext: () => Promise<Context>): Promise<ApiResponse> {
  const ready = await getContext().then(checkReady, () => null);
  if (ready) return json(200, JSON.stringify({ status: 'ready', ...ready }));
  return json(503, JSON.stringify({ status: 'database unreachable' }), { 'retry-after': '1' });
}
