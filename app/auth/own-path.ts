/**
 * The path to go on to after signing in or out: only ever one of our own. Whatever else a link asked for is dropped.
 * @param wanted a path, or a whole address as next-auth writes it
 * @param origin what counts as own among whole addresses
 */
export function ownPath(wanted: string | null | undefined, origin = 'http://own.invalid'): string {
  if (!wanted) return '/';
  try {
    // The URL parser settles what "//host", "/\host" and the like really mean.
    const url = new URL(wanted, origin);
    if (url.origin !== new URL(origin).origin) return '/';
    if (/^\/(api|sign-in|sign-up)(\/|$)/.test(url.pathname) || url.pathname.startsWith('//')) return '/';
    return `${url.pathname}${url.search}`;
  } catch {
    return '/';
  }
}

/** Where to sign in so that one comes back to `path`. */
export function signInPath(path: string): string {
  return path === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ callbackUrl: path }).toString()}`;
}

/** The address under which this request reached us: next-auth writes whole addresses of it into its links. */
export function requestOrigin(headers: { get(name: string): string | null }): string {
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? 'own.invalid';
  return `${headers.get('x-forwarded-proto') === 'https' ? 'https' : 'http'}://${host}`;
}
