import { randomBytes } from 'node:crypto';

/** What a link carries: 256 random bits. Only its SHA-256 is kept. */
export function newLinkToken(): string {
  return randomBytes(32).toString('base64url');
}

/** True for a text of a token's form; anything else is no token. */
export function isLinkToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}
