/** A request as plain data: what any HTTP server can hand over. Header names are lower case. */
export interface ApiRequest {
  method: string;
  /** Below /api/v1, without the query: "/generations". */
  path: string;
  /** What stands behind the "?", or nothing: "from=2026-03-01&by=day". */
  query: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
}

export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** The largest body that most routes read (api/find-route.ts knows the others). */
export const BODY_BYTES_MAX = 64 * 1024;

/** Names may be guessed and balances change: nothing of the API may be kept by a cache on the way. */
const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

export function json(status: number, text: string, more: Record<string, string> = {}): ApiResponse {
  return { status, headers: Object.assign({}, headers, more), text };
}
