import { getReady } from '@/api/health';
import { getContext } from '@/services/runtime';

/** The process can serve; for hosts that run the pages without the front door. */
export async function GET(): Promise<Response> {
  const { text, ...init } = await getReady(getContext);
  return new Response(text, init);
}

export const dynamic = 'force-dynamic';
