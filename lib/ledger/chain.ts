import { isoText } from '../time';
import type { Entry } from './entry';

/** An entry with its place in the account's chain. Hashes are lower-case hex. */
export interface SealedEntry extends Entry {
  readonly hash: string;
}

/** SHA-256 of a text's UTF-8 bytes, as lower-case hex. Passed in: the rules bring no hashing of their own. */
export type Sha256 = (text: string) => string;

/** What the first entry of an account is chained to. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * The text of an entry that is hashed: the hash of the entry before, the account, and every field in this order, one a
 * line, absent ones empty. docs/ledger.md documents it; changing it breaks every chain that exists.
 */
export function canonicalText(accountId: string, entry: Entry, previousHash: string): string {
  return [
    'meterbook-entry-1',
    previousHash,
    accountId,
    entry.seq,
    isoText(entry.at),
    entry.kind,
    entry.reason,
    entry.grantId ?? '',
    entry.from ?? '',
    entry.to ?? '',
    entry.amount,
    entry.balanceAfter,
    entry.periodStart === null ? '' : isoText(entry.periodStart),
    entry.generationId ?? '',
    entry.feature ?? '',
    entry.model ?? '',
  ].join('\n');
}

/** Chains entries, in order, to the one before them. */
export function seal(
  accountId: string,
  entries: readonly Entry[],
  previousHash: string,
  sha256: Sha256,
): SealedEntry[] {
  let previous = previousHash;
  return entries.map((entry) => {
    previous = sha256(canonicalText(accountId, entry, previous));
    // Ten times faster than a literal that adds to what it has copied: V8 makes a new kind of object of each of those.
    return Object.assign({}, entry, { hash: previous });
  });
}

/** The number of the first entry that does not follow from the one before it, or null where the chain is whole. */
export function firstBrokenLink(accountId: string, entries: readonly SealedEntry[], sha256: Sha256): number | null {
  let previous = GENESIS_HASH;
  for (const [index, entry] of entries.entries()) {
    if (entry.seq !== index + 1 || sha256(canonicalText(accountId, entry, previous)) !== entry.hash) return entry.seq;
    previous = entry.hash;
  }
  return null;
}
