/**
 * The address for the queue's own connections, which another client opens than ours: as which role they act is said in
 * it, and `sslmode` means what libpq and our client mean by it.
 */
export function queueAddress(databaseUrl: string, role?: string): string {
  const url = new URL(databaseUrl);
  if (role !== undefined) {
    const given = url.searchParams.get('options');
    url.searchParams.set('options', [given, `-c role=${role}`].filter((each) => each !== null).join(' '));
  }
  if (url.searchParams.has('sslmode')) url.searchParams.set('uselibpqcompat', 'true');
  return url.href;
}
