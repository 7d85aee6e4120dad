import type { Failure } from '@/lib/errors';
import { message } from '@/lib/messages/message';

/** For one browser only, and never without asking again. */
export const privately = { 'cache-control': 'private, no-cache', vary: 'Cookie' };

/** A failure as the portal's own routes answer it: what one may not see does not exist. */
export function problem({ code }: Failure): Response {
  const status = { unauthenticated: 401, not_found: 404, forbidden: 404, unavailable: 503 }[code as string] ?? 500;
  const shown = code === 'forbidden' ? 'not_found' : code;
  const body = { type: 'about:blank', status, code: shown, title: message('en', `error.${shown}`, { minutes: 0 }) };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...privately, 'content-type': 'application/problem+json' },
  });
}
