import { NextResponse, type NextRequest } from 'next/server';
import { env } from '@/lib/env';

/** True under `next dev`: set by next.config.js when the code is built. */
declare const __DEVELOPMENT__: boolean;

/** next-auth's cookie, over http and over https. */
const SESSION_COOKIES = ['next-auth.session-token', '__Secure-next-auth.session-token'];

/** Pages that say nothing to whoever is not signed in. */
const NEEDS_SIGN_IN = /^\/(?:$|accounts(?:\/|$)|support(?:\/|$))/;

/**
 * Gives each page its Content Security Policy with a fresh nonce, and sends those without a sign-in cookie to the
 * sign-in page. The redirect is comfort only: what may be seen is decided by the services, cookie or not.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const hasCookie = SESSION_COOKIES.some((name) => request.cookies.has(name) || request.cookies.has(`${name}.0`));
  if (env.PROXY_REDIRECTS !== 'off' && !hasCookie && NEEDS_SIGN_IN.test(pathname)) {
    const target = new URL('/sign-in', request.nextUrl);
    if (pathname !== '/') target.searchParams.set('callbackUrl', `${pathname}${search}`);
    return NextResponse.redirect(target);
  }

  const policy = contentSecurityPolicy(crypto.randomUUID().replaceAll('-', ''));
  // Next reads the nonce from the request's copy and puts it on every script and style that it writes.
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    // React's tools evaluate code in development, and nowhere else.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${__DEVELOPMENT__ ? " 'unsafe-eval'" : ''}`,
    __DEVELOPMENT__ ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // Widths of bars and what recharts draws are style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = { matcher: ['/((?!api/|_next/static/|_next/image|icon\\.svg).*)'] };
