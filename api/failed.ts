import { log } from '@/lib/log';
import { isUnavailable } from '@/services/unavailable';
import type { ApiRequest, ApiResponse } from './http';
import { problem } from './problems';

/** What is answered where something has failed that should not: nothing about it but its code leaves the server. */
export function failed(error: unknown, { method, path }: ApiRequest): ApiResponse {
  if (isUnavailable(error)) return unavailable('The ledger can not be reached just now.');
  log.error({ err: error, method, path }, 'the API failed');
  return problem({ code: 'internal', detail: 'Repeat the request with the same Idempotency-Key.' });
}

export function unavailable(why: string): ApiResponse {
  const detail = `${why} Repeat the request with the same Idempotency-Key.`;
  return problem({ code: 'unavailable', detail, data: { retryAfterSeconds: 1 } });
}
