import type { IncomingMessage, ServerResponse } from 'node:http';
import { queryOf } from '@/api/api-path';
import { handleApi } from '@/api/handle';
import { bodyBytesMaxAt } from '@/api/find-route';
import type { ApiResponse } from '@/api/http';
import type { Context } from '@/services/context';
import { readBody } from './read-body';
import { safetyHeaders } from './safety-headers';

/**
 * Mounts the machine API in the front door: turns a Node request into plain data and plain data into an answer.
 * @param path below /api/v1
 */
export async function answerApi(
  getContext: () => Promise<Context>,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = await readBody(request, bodyBytesMaxAt(path));
  if (body === null) return; // nobody waits for an answer
  const headers = request.headers as Record<string, string | undefined>;
  const query = queryOf(request.url ?? '');
  const asked = { method: request.method ?? 'GET', path, query, headers, body };
  sendAnswer(response, await handleApi(getContext, asked));
}

/** Sends an answer for programs. */
export function sendAnswer(response: ServerResponse, answer: ApiResponse): void {
  // "Not modified" speaks of a text that it does not bring.
  const length = answer.status === 304 ? {} : { 'content-length': Buffer.byteLength(answer.text) };
  response.writeHead(answer.status, Object.assign({}, safetyHeaders, answer.headers, length));
  response.end(answer.text);
}
