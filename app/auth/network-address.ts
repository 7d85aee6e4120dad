/**
 * The address that a request came from, as the nearest proxy (or Next itself) wrote it down. Only the last entry is
 * that proxy's word; the ones before it are whatever the client claimed.
 */
export function networkAddress(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown';
}
