import { checkReady } from '@/services/ready';
import { getContext } from '@/services/runtime';

/** The process can serve: its database answers. */
export async function GET(): Promise<Response> {
  const ready = await getContext().then(checkReady, () => false);
  const headers = { 'cache-control': 'no-store', ...(ready ? {} : { 'retry-after': '1' }) };
  return Response.json({ status: ready ? 'ready' : 'database unreachable' }, { status: ready ? 200 : 503, headers });
}

export const dynamic = 'force-dynamic';
