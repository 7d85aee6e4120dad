import { isId, type Id } from '@/lib/ids';
import { sha256 } from '@/lib/sha256';
import { readSigned, signed } from '@/lib/signed';
import { DAY_MS, type Instant } from '@/lib/time';

/** Whose address a link confirms. */
interface AddressToken {
  personId: Id;
  /** Of the address, which itself stands in no link. */
  hash: string;
  expiresAt: Instant;
}

/** What a link carries that confirms a person's mail address. It is good for a day. */
export function addressToken({ id, email }: { id: Id; email: string }, now: Instant, secret: Uint8Array): string {
  return signed(JSON.stringify([id, sha256(email), now + DAY_MS]), secret);
}

/** Reads what a link carries; null where this program did not make it. Whether it still holds is not looked at. */
export function readAddressToken(token: string, secret: Uint8Array): AddressToken | null {
  const text = token.length <= 1000 ? readSigned(token, secret) : null;
  if (text === null) return null;
  const [personId, hash, expiresAt] = JSON.parse(text) as [string, string, number];
  return isId(personId) ? { personId, hash, expiresAt } : null;
}
