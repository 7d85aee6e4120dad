import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { json, type ApiResponse } from '@/api/http';
import { problem } from '@/api/problems';
import type { Metrics } from './metrics';

/**
 * GET /metrics, for whoever brings the token; where none is set, for this machine alone. To others there is nothing
 * here: how much is sold is nobody's business.
 */
export async function answerMetrics(
  metrics: Metrics,
  request: IncomingMessage,
  token: string | undefined,
): Promise<ApiResponse> {
  if (!mayRead(request, token)) return problem({ code: 'not_found', detail: 'There is nothing at /metrics.' });
  return json(200, await metrics.text(), { 'content-type': metrics.contentType });
}

function mayRead({ headers, socket }: IncomingMessage, token: string | undefined): boolean {
  if (token !== undefined) return sameText(headers.authorization ?? '', `Bearer ${token}`);
  // What a proxy on this machine passes on comes from elsewhere.
  return (
    isLoopback(socket.remoteAddress) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
  );
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::1|(::ffff:)?127\.)/.test(address);
}

/** Takes as long for a text that is nearly right as for one that is not right at all. */
function sameText(given: string, wanted: string): boolean {
  const [one, other] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(one!, other!);
}
