import { log } from '@/lib/log';
import type { Context } from '@/services/context';
import { actorOfKey } from '@/services/keys/actor-of-key';
import { failed, unavailable } from './failed';
import { findRoutes } from './find-route';
import type { ApiRequest, ApiResponse } from './http';
import { problem } from './problems';

/** How long a request may take. A debit's batch is tried three times within it. */
const DEADLINE_MS = 20_000;

/**
 * The machine API over plain data: finds the route, the actor behind the key, and answers. Never throws: what goes
 * wrong is a problem document, and nothing about it but its code leaves the server.
 */
export async function handleApi(
  getContext: () => Promise<Context>,
  request: ApiRequest,
  deadlineMs = DEADLINE_MS,
): Promise<ApiResponse> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ApiResponse>((resolve) => {
    timer = setTimeout(() => {
      log.error({ method: request.method, path: request.path }, 'the API was too slow');
      resolve(unavailable('This took too long.'));
    }, deadlineMs);
  });
  return Promise.race([answer(getContext, request), late]).finally(() => clearTimeout(timer));
}

async function answer(getContext: () => Promise<Context>, request: ApiRequest): Promise<ApiResponse> {
  try {
    const context = await getContext();
    const actor = await actorOfKey(context, request.headers.authorization);
    if (actor.kind !== 'key') {
      return problem({ code: 'unauthenticated', detail: 'Send a valid API key as "Authorization: Bearer …".' });
    }
    const counted = await context.limits?.count('key', actor.keyId);
    if (counted && !counted.ok) return problem(counted.error);
    const found = findRoutes(request.path);
    if (found.length === 0) return problem({ code: 'not_found', detail: `There is nothing at ${request.path}.` });
    const chosen = found.find(({ route }) => route.method === request.method);
    if (!chosen) {
      const allow = found.map(({ route }) => route.method).join(', ');
      return problem({ code: 'method_not_allowed', detail: `This takes ${allow}.` }, { allow });
    }
    return await chosen.route.handle({ context, actor, request, parameters: chosen.parameters });
  } catch (error) {
    return failed(error, request);
  }
}
