/** The number under which the server's log holds what failed; undefined where it failed in the browser. */
export function errorDigest(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : undefined;
}
