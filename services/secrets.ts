import { hkdfSync } from 'node:crypto';

/** What the program signs with: a key for each purpose, so that nothing signed for one is good for another. */
export interface Secrets {
  quotes: Uint8Array;
  /** Previews of orders. */
  orders: Uint8Array;
  /** Links that confirm a mail address. */
  addresses: Uint8Array;
}

/** Derives the keys from the one secret that the program is given. */
export function secretsFrom(secret: string): Secrets {
  const keyFor = (purpose: string) => new Uint8Array(hkdfSync('sha256', secret, '', `meterbook ${purpose} 1`, 32));
  return { quotes: keyFor('quotes'), orders: keyFor('orders'), addresses: keyFor('addresses') };
}
