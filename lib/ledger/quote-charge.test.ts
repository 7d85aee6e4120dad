import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import type { QuoteCharge } from './command';
import {
  always,
  deepFreeze,
  generationId,
  instant,
  LivedAccount,
  plan,
  quoteOf,
  sellingPlans,
} from './testing/account';

const start = instant('2026-01-31');
const book = always(deepFreeze(sellingPlans(plan('free', 0, []))));

const quote = (amount: bigint, member: string | null = null): QuoteCharge => ({
  type: 'quote',
  quote: quoteOf(amount),
  member,
});

/** 20 credits for 40 cents (grant 1), 5 that were given and end first (grant 2), and 3 that are locked (grant 3). */
function owning(): LivedAccount {
  const account = new LivedAccount(book, start);
  account.do({ type: 'grant', source: 'contract', amount: credits(20), expiresAt: null, paid: 40n }, start);
  account.give(credits(5), start, start + 10);
  account.give(credits(3), start);
  account.suppose(3, { needsSubscription: true });
  return account;
}

describe('rule 9: asking what a charge would do', () => {
  it('tells which grants would pay, and what those credits have cost, and changes nothing', () => {
    const account = owning();
    const before = account.state;
    const { offer, entries, steps, state } = account.do(quote(credits(8)), start + 1);
    expect(offer).toEqual({
      credits: credits(8),
      burns: [
        { grantId: 2, amount: credits(5), cost: 0n },
        { grantId: 1, amount: credits(3), cost: 6_000_000n },
      ],
      spendable: credits(25),
      refusal: null,
    });
    expect([entries, steps]).toEqual([[], []]);
    expect(state).toEqual(before);
  });

  it('tells what the debit itself then does', () => {
    const account = owning();
    const { offer } = account.do(quote(credits(8)), start + 1);
    expect(account.spend(credits(8), start + 1).steps[0]!.burns).toEqual(offer!.burns);
  });

  it('of free work burns nothing', () => {
    expect(owning().do(quote(0n), start).offer).toMatchObject({ burns: [], refusal: null });
  });

  it('for want of credits answers with the very refusal of a debit, and how far they would go', () => {
    const account = owning();
    const { offer } = account.do(quote(credits(29)), start);
    const refused = account.refused(
      { type: 'debit', generationId: generationId(1), quote: quoteOf(credits(29)) },
      start,
    );
    expect(offer!.refusal).toEqual(refused);
    expect(refused).toMatchObject({ code: 'insufficient_credits', data: { available: 25, shortfall: 4 } });
    expect(offer!.burns.map(({ grantId, amount }) => [grantId, amount])).toEqual([
      [2, credits(5)],
      [1, credits(20)],
    ]);
  });

  it('answers with what is locked, and with a limit that is reached', () => {
    const account = owning();
    expect(account.do(quote(credits(26)), start).offer).toMatchObject({ refusal: { code: 'credits_locked' } });
    account.do({ type: 'setCap', scope: { type: 'member', member: 'ann' }, per: 'day', limit: credits(7) }, start);
    expect(account.do(quote(credits(8), 'ann'), start).offer).toMatchObject({ refusal: { code: 'cap_reached' } });
    expect(account.do(quote(credits(8), 'bob'), start).offer).toMatchObject({ refusal: null });
    // Asking counts nothing.
    expect(account.state.caps).toMatchObject([{ counted: 0n }]);
  });

  it('is settled first: what has ended by now does not pay', () => {
    expect(owning().do(quote(credits(8)), start + 10).offer!.burns).toMatchObject([{ grantId: 1, amount: credits(8) }]);
  });
});
