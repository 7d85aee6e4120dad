const COOKIES = ['next-auth.csrf-token', '__Host-next-auth.csrf-token'];

/**
 * The token that next-auth expects in its forms, as it stands in its cookie ("token|hash"); empty before the cookie
 * is set. Forms without scripts need it in the page; with scripts a fresh one is fetched.
 */
export function csrfTokenIn(cookies: { get(name: string): { value: string } | undefined }): string {
  const value = COOKIES.map((name) => cookies.get(name)?.value).find((each) => each !== undefined);
  return value?.split('|', 1)[0] ?? '';
}
