import { describe, expect, it } from 'vitest';
import { ownPath, requestOrigin, signInPath } from './own-path';

describe('the path after signing in', () => {
  it.each([
    ['/accounts/a/usage', '/accounts/a/usage'],
    ['/support?email=a%40b.c', '/support?email=a%40b.c'],
    ['http://here.test:3000/accounts/a', '/accounts/a'],
    ['https://here.test:3000/accounts/a', '/'],
    ['https://evil.test/accounts', '/'],
    ['//evil.test/accounts', '/'],
    ['/\\evil.test', '/'],
    ['\\\\evil.test', '/'],
    ['/%09/evil.test', '/%09/evil.test'],
    ['\t//evil.test', '/'],
    ['http://here.test:3000//evil.test', '/'],
    ['javascript:alert(1)', '/'],
    ['/api/auth/signout', '/'],
    ['/sign-in', '/'],
    ['', '/'],
    [null, '/'],
    ['http://', '/'],
  ])('%j becomes %j', (wanted, path) => {
    expect(ownPath(wanted, 'http://here.test:3000')).toBe(path);
  });

  it('is carried to the sign-in page', () => {
    expect(signInPath('/accounts/a/activity?before=9')).toBe(
      '/sign-in?callbackUrl=%2Faccounts%2Fa%2Factivity%3Fbefore%3D9',
    );
    expect(signInPath('/')).toBe('/sign-in');
  });

  it('is judged by the address that was asked, whatever host and port that is', () => {
    const headers = (fields: Record<string, string>) => ({ get: (name: string) => fields[name] ?? null });
    expect(requestOrigin(headers({ host: '10.0.0.5:8080' }))).toBe('http://10.0.0.5:8080');
    const proxied = { host: 'inside:3000', 'x-forwarded-host': 'credits.example', 'x-forwarded-proto': 'https' };
    expect(requestOrigin(headers(proxied))).toBe('https://credits.example');
  });
});
