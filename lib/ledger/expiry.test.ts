import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { openDraft } from './draft';
import { expireEnded } from './expiry';
import { newAccount } from './state';
import { grantLike, instant } from './testing/account';

const end = instant('2026-03-10');

/** What is left of 5 credits that end at `end`, settled up to an instant. */
function leftAt(until: number) {
  const grants = [grantLike({ id: 1, amount: credits(5), expiresAt: end })];
  const empty = newAccount('a', 0);
  const draft = openDraft({ ...empty, header: { ...empty.header, seq: 1, balance: credits(5) }, grants });
  expireEnded(draft, until, until, 'everything');
  return draft.header.balance;
}

describe('rule 1: a grant', () => {
  it('is whole in the millisecond before its end', () => {
    expect(leftAt(end - 1)).toBe(credits(5));
  });

  it('has ended at that instant', () => {
    expect(leftAt(end)).toBe(0n);
  });
});
