import { describe, expect, it } from 'vitest';
import { entryKinds, entryReasons, type EntryKind, type EntryReason } from '../ledger/entry';
import { entryText } from './entry-words';

/** What the engine writes, in words; a third part is the change, where it matters. */
const written: [EntryKind, EntryReason, string, change?: number][] = [
  ['grant', 'subscribed', 'Granted: with the start of the plan'],
  ['grant', 'renewed', 'Granted: with the new period'],
  ['grant', 'first_time', 'Granted: once, as a welcome'],
  ['grant', 'goodwill', 'Granted: by support, as goodwill'],
  ['grant', 'promotion', 'Granted: by a promotion'],
  ['grant', 'imported', 'Granted: brought from elsewhere'],
  ['grant', 'contract', 'Granted: by contract'],
  ['grant', 'bought', 'Granted: bought'],
  ['grant', 'seats_added', 'Granted: with added seats'],
  ['grant', 'add_on', 'Granted: with an add-on'],
  ['grant', 'refreshed', 'Granted: as the plan gives within its period'],
  ['grant', 'payment_failed', 'Granted: so that work can go on while a payment is open'],
  ['grant', 'upgraded', 'Granted: with the upgrade'],
  ['grant', 'extended', 'Granted: in the place of credits that ended sooner'],
  ['debit', 'generation', 'Used: for a generation'],
  ['free', 'generation', 'Free of charge: for a generation'],
  ['hold', 'generation', 'Held: for a generation'],
  ['capture', 'generation', 'Charged from what was held: for a generation', 0],
  ['capture', 'generation', 'Charged beyond what was held: for a generation', -3],
  ['void', 'generation', 'Given back: the hold was called off'],
  ['void', 'lapsed', 'Given back: the hold ended by itself'],
  ['void', 'unused', 'Given back: held, and not needed'],
  ['void', 'reissued', 'Given back: as new credits, because the old ones had ended'],
  ['void', 'lifetime_over', 'Ended: held until their time was over', 0],
  ['refund', 'refunded', 'Given back: for a charge of this period'],
  ['refund', 'refunded_earlier', 'Given back: for a charge of an earlier period'],
  ['refund', 'reissued', 'Given back: as new credits, because the old ones had ended'],
  ['refund', 'reissued_earlier', 'Given back: as new credits, because the old ones had ended'],
  ['refund', 'refunded', 'Ended: given back after their time was over', 0],
  ['refund', 'refunded_earlier', 'Ended: given back after their time was over', 0],
  ['reissue', 'generation', 'Issued again: their time was over, so they come back as new credits', 0],
  ['reissue', 'lapsed', 'Issued again: their time was over, so they come back as new credits', 0],
  ['reissue', 'unused', 'Issued again: their time was over, so they come back as new credits', 0],
  ['reissue', 'refunded', 'Issued again: their time was over, so they come back as new credits', 0],
  ['reissue', 'refunded_earlier', 'Issued again: their time was over, so they come back as new credits', 0],
  ['reissue', 'extended', 'Issued again: so that they end later', -5],
  ['expire', 'lifetime_over', 'Ended: their time was over'],
  ['expire', 'carry_over_cap', 'Ended: above the carry-over cap'],
  ['expire', 'cancelled', 'Ended: the plan has ended'],
  ['expire', 'plan_changed', 'Ended: they belonged to the plan before'],
  ['revoke', 'revoked', 'Taken back: by support'],
  ['revoke', 'plan_changed', 'Taken back: their money was given back with a change of plan'],
];

describe('an entry in words', () => {
  it.each(written)('%s, %s: "%s"', (kind, reason, text, change = 5) => {
    const { what, why } = entryText('en-GB', { kind, reason, change });
    expect(`${what}: ${why}`).toBe(text);
  });

  it('has words for every kind beside every reason, whichever way its credits go', () => {
    for (const kind of entryKinds) {
      for (const reason of entryReasons) {
        for (const change of [-1n, 0n, 1n]) {
          const { what, why } = entryText('en-GB', { kind, reason, change });
          expect(what, `${kind} ${reason}`).toMatch(/^[A-Z][a-z ]+$/);
          expect(why, `${kind} ${reason}`).toMatch(/^[a-z][a-z, -]+$/);
        }
      }
    }
  });

  it('knows every kind and every reason that the engine writes', () => {
    expect(new Set(written.map(([kind]) => kind))).toEqual(new Set(entryKinds));
    expect(new Set(written.map(([, reason]) => reason))).toEqual(new Set(entryReasons));
  });
});
