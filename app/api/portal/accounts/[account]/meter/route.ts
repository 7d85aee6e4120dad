import { createHash } from 'node:crypto';
import { currentActor } from '@/app/auth/current-actor';
import type { Failure } from '@/lib/errors';
import { message } from '@/lib/messages/message';
import { readMeter, type AccountMeter } from '@/services/accounts/read-meter';
import { getContext } from '@/services/runtime';

const caching = { 'cache-control': 'private, no-cache', vary: 'Cookie' };

/** The meter for the page's own polling: 304 as long as nothing has changed. */
export async function GET(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  const { account } = await params;
  const read = await readMeter(await getContext(), await currentActor(), account);
  if (!read.ok) return problem(read.error);

  const body = JSON.stringify(toTheMinute(read.value));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const headers = { ...caching, etag };
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
}

/** The clock's seconds would make every answer a new one. Nothing that is shown changes within a minute by time alone. */
function toTheMinute({ account, meter }: AccountMeter): AccountMeter {
  return { account, meter: { ...meter, asOf: `${meter.asOf.slice(0, 16)}:00.000Z` } };
}

/** If-None-Match compares weakly: a proxy that compresses may have marked our tag as weak. */
function matches(header: string | null, etag: string): boolean {
  return header?.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim())) ?? false;
}

function problem({ code }: Failure): Response {
  const status = { unauthenticated: 401, not_found: 404, forbidden: 404, unavailable: 503 }[code as string] ?? 500;
  const shown = code === 'forbidden' ? 'not_found' : code;
  const body = { type: 'about:blank', status, code: shown, title: message('en', `error.${shown}`, { minutes: 0 }) };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...caching, 'content-type': 'application/problem+json' },
  });
}
