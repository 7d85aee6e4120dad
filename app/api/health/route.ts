import { getHealth } from '@/api/health';

/** The process is alive; for hosts that run the pages without the front door. */
export function GET(): Response {
  const { text, ...init } = getHealth();
  return new Response(text, init);
}

export const dynamic = 'force-dynamic';
