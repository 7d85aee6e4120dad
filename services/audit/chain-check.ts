import type { Row } from '@/db/client';
import { instantFromText } from '@/db/schema/columns';
import { canonicalText, GENESIS_HASH, type SealedEntry } from '@/lib/ledger/chain';
import { sha256 } from '@/lib/sha256';
import { isoText, type Instant } from '@/lib/time';
import { differ, type Tell } from './violations';

/** Numbers without gaps, times that never run back, and hashes that follow from each other. */
export function chainCheck(accountId: string, tell: Tell) {
  let seq = 0;
  let at: Instant | null = null;
  let hash = GENESIS_HASH;
  let broken = false;
  return {
    see(entry: SealedEntry): void {
      if (entry.seq !== seq + 1) tell(`entry ${entry.seq} stands where ${seq + 1} belongs`);
      if (at !== null && entry.at < at) tell(`entry ${entry.seq} is older than the one before it`);
      // What follows a broken link was chained to it: only the first is news.
      const follows = entry.seq === seq + 1 && sha256(canonicalText(accountId, entry, hash)) === entry.hash;
      if (!follows && !broken) tell(`entry ${entry.seq} does not follow from the one before it`);
      broken ||= !follows;
      ({ seq, at, hash } = entry);
    },
    finish(header: Row): void {
      differ(tell, 'header: last number', header.seq, BigInt(seq));
      differ(tell, 'header: last hash', header.hash, hash);
      if (at !== null) differ(tell, 'header: instant', isoText(instantFromText(header.at)), isoText(at));
    },
  };
}
