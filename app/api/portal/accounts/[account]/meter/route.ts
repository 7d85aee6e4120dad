import { createHash } from 'node:crypto';
import { privately, problem } from '@/app/api/portal/problem';
import { currentActor } from '@/app/auth/current-actor';
import { readMeter, type AccountMeter } from '@/services/accounts/read-meter';
import { getContext } from '@/services/runtime';

/** The meter for the page's own polling: 304 as long as nothing has changed. */
export async function GET(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  const { account } = await params;
  const read = await readMeter(await getContext(), await currentActor(), account);
  if (!read.ok) return problem(read.error);

  const body = JSON.stringify(toTheMinute(read.value));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const headers = { ...privately, etag };
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
