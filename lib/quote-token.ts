import { createHmac, timingSafeEqual } from 'node:crypto';
import type { GenerationRequest } from './catalog/price';
import type { Id } from './ids';
import type { Instant } from './time';

/** What a quote binds: this work, for this account, at this version's price, until then. */
export interface QuotedWork {
  account: Id;
  catalog: { id: string; version: number };
  request: GenerationRequest;
  member: string | null;
  /** In the account's own time. The quote does not hold from then on. */
  expiresAt: Instant;
}

/** A quote's text: what it binds, and a signature over exactly that text. Nothing of it is kept anywhere. */
export function quoteToken(work: QuotedWork, secret: Uint8Array): string {
  const bound = Buffer.from(JSON.stringify(work)).toString('base64url');
  return `${bound}.${signatureOf(bound, secret)}`;
}

/** Reads a quote's text; null where it was not signed with this secret, or was changed since. */
export function readQuoteToken(token: string, secret: Uint8Array): QuotedWork | null {
  const end = token.lastIndexOf('.');
  const bound = token.slice(0, Math.max(end, 0));
  // Compared as texts: several texts can stand for the same bytes, and only one of them was given.
  const given = Buffer.from(token.slice(end + 1));
  const signed = Buffer.from(signatureOf(bound, secret));
  if (given.length !== signed.length || !timingSafeEqual(given, signed)) return null;
  return JSON.parse(Buffer.from(bound, 'base64url').toString()) as QuotedWork;
}

function signatureOf(bound: string, secret: Uint8Array): string {
  return createHmac('sha256', secret).update(bound).digest('base64url');
}
