import { createHmac, timingSafeEqual } from 'node:crypto';

/** A text with a signature over exactly that text, to be handed out and read again. Nothing of it is kept anywhere. */
export function signed(text: string, secret: Uint8Array): string {
  const bound = Buffer.from(text).toString('base64url');
  return `${bound}.${signatureOf(bound, secret)}`;
}

/** Reads a signed text; null where it was not signed with this secret, or was changed since. */
export function readSigned(token: string, secret: Uint8Array): string | null {
  const end = token.lastIndexOf('.');
  const bound = token.slice(0, Math.max(end, 0));
  // Compared as texts: several texts can stand for the same bytes, and only one of them was given.
  const given = Buffer.from(token.slice(end + 1));
  const right = Buffer.from(signatureOf(bound, secret));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  return Buffer.from(bound, 'base64url').toString();
}

function signatureOf(bound: string, secret: Uint8Array): string {
  return createHmac('sha256', secret).update(bound).digest('base64url');
}
