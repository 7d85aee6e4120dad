/**
 * Signs in through next-auth's own endpoint, as its form would.
 * Returns null when it worked, or what next-auth says after ?error=.
 */
export async function requestSignIn(email: string, password: string): Promise<string | null> {
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const response = await fetch('/api/auth/callback/password', {
      method: 'POST',
      body: new URLSearchParams({ email, password, csrfToken, json: 'true', callbackUrl: '/' }),
    });
    const { url } = (await response.json()) as { url: string };
    const error = new URL(url, window.location.origin).searchParams.get('error');
    return response.ok && error === null ? null : (error ?? 'internal');
  } catch {
    return 'internal';
  }
}
