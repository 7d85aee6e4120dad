/** Signs in by mail address and password. Returns null when it worked, or what next-auth says after ?error=. */
export function requestSignIn(email: string, password: string): Promise<string | null> {
  return signInThrough('password', { email, password });
}

/** Signs in by a vendor's link, and uses it up. Returns as `requestSignIn` does. */
export function requestLinkSignIn(token: string): Promise<string | null> {
  return signInThrough('portal-link', { token });
}

/** Signs in through next-auth's own endpoint, as its form would. */
async function signInThrough(provider: string, fields: Record<string, string>): Promise<string | null> {
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const response = await fetch(`/api/auth/callback/${provider}`, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, csrfToken, json: 'true', callbackUrl: '/' }),
    });
    const { url } = (await response.json()) as { url: string };
    const error = new URL(url, window.location.origin).searchParams.get('error');
    return response.ok && error === null ? null : (error ?? 'internal');
  } catch {
    return 'internal';
  }
}
