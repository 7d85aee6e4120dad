import { log } from '@/lib/log';
import type { Context } from '@/services/context';
import { actorOfKey } from '@/services/keys/actor-of-key';
import { isUnavailable } from '@/services/unavailable';
import type { ApiRequest, ApiResponse } from './http';
import { problem } from './problems';
import { routes } from './routes';

/**
 * The machine API over plain data: finds the route, the actor behind the key, and answers. Never throws: what goes
 * wrong is a problem document, and nothing about it but its code leaves the server.
 */
export async function handleApi(getContext: () => Promise<Context>, request: ApiRequest): Promise<ApiResponse> {
  try {
    const context = await getContext();
    const actor = await actorOfKey(context, request.headers.authorization);
    if (actor.kind === 'nobody') {
      return problem({ code: 'unauthenticated', detail: 'Send a valid API key as "Authorization: Bearer …".' });
    }
    const found = routes.flatMap((route) => {
      const parameters = match(route.path, request.path);
      return parameters ? [{ route, parameters }] : [];
    });
    if (found.length === 0) return problem({ code: 'not_found', detail: `There is nothing at ${request.path}.` });
    const chosen = found.find(({ route }) => route.method === request.method);
    if (!chosen) {
      const allow = found.map(({ route }) => route.method).join(', ');
      return problem({ code: 'method_not_allowed', detail: `This takes ${allow}.` }, { allow });
    }
    return await chosen.route.handle(context, actor, request, chosen.parameters);
  } catch (error) {
    if (isUnavailable(error)) {
      const detail = 'The ledger can not be reached just now. Repeat the request with the same Idempotency-Key.';
      return problem({ code: 'unavailable', detail, data: { retryAfterSeconds: 1 } });
    }
    log.error({ err: error, method: request.method, path: request.path }, 'the API failed');
    return problem({ code: 'internal', detail: 'Repeat the request with the same Idempotency-Key.' });
  }
}

/** The parameters of a path that fits a route's, or null. */
function match(pattern: string, path: string): string[] | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parameters: string[] = [];
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith('{')) parameters.push(decodeSegment(given[index]!));
    else if (segment !== given[index]) return null;
  }
  return parameters;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
