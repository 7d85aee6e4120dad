import type { GenerationRequest } from './catalog/price';
import type { Id } from './ids';
import { readSigned, signed } from './signed';
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
  return signed(JSON.stringify(work), secret);
}

/** Reads a quote's text; null where it was not signed with this secret, or was changed since. */
export function readQuoteToken(token: string, secret: Uint8Array): QuotedWork | null {
  const text = readSigned(token, secret);
  return text === null ? null : (JSON.parse(text) as QuotedWork);
}
