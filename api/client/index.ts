import createFetchClient, { type Client } from 'openapi-fetch';
import { retrying, type RetryOptions } from './retry';
import type { paths } from './schema';

export type MeterbookClient = Client<paths>;

export interface ClientOptions extends Partial<RetryOptions> {
  /** Where Meterbook is reached: "https://credits.example.com". */
  baseUrl: string;
  /** An API key. Never in a browser: whoever reads the page has it. */
  key: string;
}

/**
 * A client of the API that knows its types: `client.POST('/generations', { params: { header: { 'Idempotency-Key': … } },
 * body })` answers `{ data, error, response }`. It repeats what got no answer with the same Idempotency-Key: give each
 * change a key of its own, best one that outlives the process. Rejects where the last attempt got no answer at all.
 */
export function createClient({
  baseUrl,
  key,
  attempts = 5,
  timeoutMs = 30_000,
  fetch = (request) => globalThis.fetch(request),
  sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random = Math.random,
}: ClientOptions): MeterbookClient {
  return createFetchClient<paths>({
    baseUrl: `${baseUrl.replace(/\/$/, '')}/api/v1`,
    headers: { authorization: `Bearer ${key}` },
    fetch: retrying({ attempts, timeoutMs, fetch, sleep, random }),
  });
}
