import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { DAY_MS, type Instant } from '../time';
import type { Command } from './command';
import { nextDue } from './settle';
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
const second = instant('2026-02-28');
const monthly = { id: 'monthly', credits: 10, when: 'period', lasts: { type: 'periods', count: 1 } };
const book = always(deepFreeze(sellingPlans(plan('free', 0, [monthly]))));
const later = start + 5 * DAY_MS;
const id = generationId(1);

const promise = (amount: number, effectiveAt: Instant, expiresAt: Instant | null = null): Command => ({
  type: 'grant',
  source: 'promotion',
  amount: credits(amount),
  effectiveAt,
  expiresAt,
});

describe('rule 7: a promised grant', () => {
  it('writes nothing until it is effective, and is dated then', () => {
    const account = new LivedAccount(book, start);
    const change = account.do(promise(5, later), start);
    expect([change.entries, change.grants, change.state.header.balance]).toEqual([[], [], 0n]);
    expect(nextDue(change.state, book)).toBe(later);
    expect(account.settle(later - 1).entries).toEqual([]);

    const effective = account.settle(later + DAY_MS);
    expect(effective.entries).toMatchObject([{ kind: 'grant', reason: 'promotion', at: later, amount: credits(5) }]);
    expect(effective.grants).toMatchObject([{ id: 1, source: 'promotion', effectiveAt: later, expiresAt: null }]);
    expect(effective.state.upcoming).toEqual([]);
    expect(account.settle(later + 2 * DAY_MS).entries).toEqual([]);
  });

  it('can be spent at the very instant at which it is effective, and not before', () => {
    const account = new LivedAccount(book, start);
    account.do(promise(5, later), start);
    const debit: Command = { type: 'debit', generationId: id, quote: quoteOf(credits(5)) };
    expect(account.refused(debit, later - 1)).toMatchObject({ data: { available: 0 } });
    expect(account.do(debit, later).state.header.balance).toBe(0n);
  });

  it('comes in its turn among others, and ends at its own end', () => {
    const account = new LivedAccount(book, start);
    account.do(promise(3, later + 2), start);
    account.do(promise(1, later, later + 1), start);
    account.do(promise(2, later), start);
    expect(account.state.upcoming.map(({ effectiveAt }) => effectiveAt - later)).toEqual([0, 0, 2]);
    const { entries } = account.settle(later + 10);
    expect(entries.map(({ at, kind, amount }) => [at - later, kind, Number(amount / credits(1))])).toEqual([
      [0, 'grant', 1],
      [0, 'grant', 2],
      [1, 'expire', 1],
      [2, 'grant', 3],
    ]);
  });

  it('rule 3: effective at the instant of a renewal, counts in the new period', () => {
    const account = new LivedAccount(book, start);
    account.subscribe('free', start);
    account.do(promise(5, second), start + 1);
    const { entries, state } = account.settle(second);
    expect(entries.map(({ reason, periodStart }) => [reason, periodStart])).toEqual([
      ['lifetime_over', start],
      ['renewed', second],
      ['promotion', second],
    ]);
    expect(state.header.period).toMatchObject({ carriedIn: 0n, granted: credits(15) });
  });

  it('for an instant that is past is given now', () => {
    const account = new LivedAccount(book, start);
    expect(account.do(promise(5, start - 1), start).grants).toMatchObject([{ effectiveAt: start }]);
  });

  it.each([later, later - 1])('can not end before it begins: %s', (expiresAt) => {
    expect(new LivedAccount(book, start).refused(promise(5, later, expiresAt), start).code).toBe('invalid_time');
  });

  it('keeps what was paid for it', () => {
    const account = new LivedAccount(book, start);
    const command = {
      type: 'grant',
      source: 'contract',
      amount: credits(5),
      effectiveAt: later,
      expiresAt: null,
    } as const;
    account.do({ ...command, paid: 25n }, start);
    expect(account.settle(later).grants).toMatchObject([{ source: 'contract', paid: 25_000_000n }]);
    expect(account.refused({ ...command, paid: -1n }, later).code).toBe('invalid_amount');
  });
});

/** 20 credits for 40 cents that end later, of which 3 are spent and 2 held. */
function owning(): LivedAccount {
  const account = new LivedAccount(book, start);
  account.do({ type: 'grant', source: 'contract', amount: credits(20), expiresAt: later, paid: 40n }, start);
  account.spend(credits(3), start);
  account.hold(credits(2), start, { id, lapsesAt: later + DAY_MS });
  return account;
}

describe('revoking', () => {
  it.each([
    ['all that is available', null, 0],
    ['a part', credits(4), 11],
    ['to the last micro-credit', credits(15), 0],
  ] as const)('takes %s away, and leaves what is held or spent', (_, amount, left) => {
    const change = owning().do({ type: 'revoke', grantId: 1, amount }, start + 1);
    expect(change.entries).toMatchObject([
      {
        kind: 'revoke',
        reason: 'revoked',
        from: 'available',
        to: 'revoked',
        amount: amount ?? credits(15),
        at: start + 1,
      },
    ]);
    expect(change.grants).toMatchObject([{ available: credits(left), held: credits(2), spent: credits(3) }]);
  });

  it.each([
    ['more than is available', 1, credits(15) + 1n, 'invalid_amount'],
    ['nothing', 1, 0n, 'invalid_amount'],
    ['less than nothing', 1, -1n, 'invalid_amount'],
    ['of a grant that is not there', 2, null, 'unknown_grant'],
  ] as const)('%s is refused', (_, grantId, amount, code) => {
    expect(owning().refused({ type: 'revoke', grantId, amount }, start + 1).code).toBe(code);
  });

  it('of a grant that has ended by now is refused', () => {
    expect(owning().refused({ type: 'revoke', grantId: 1, amount: null }, later).code).toBe('unknown_grant');
  });
});

describe('rule 8: extending', () => {
  it('moves what is available on into a new grant, with what it had cost, and leaves what is held', () => {
    const account = owning();
    const change = account.do({ type: 'extend', grantId: 1, expiresAt: later + DAY_MS }, start + 1);
    expect(change.entries).toMatchObject([
      { kind: 'reissue', reason: 'extended', grantId: 1, from: 'available', to: 'reissued', amount: credits(15) },
      { kind: 'grant', reason: 'extended', grantId: 5, from: 'issued', to: 'available', amount: credits(15) },
    ]);
    expect(change.state.grants).toMatchObject([
      { id: 1, available: 0n, held: credits(2), spent: credits(3), reissued: credits(15), paid: 40_000_000n },
      { id: 5, available: credits(15), amount: credits(15), paid: 30_000_000n, expiresAt: later + DAY_MS },
    ]);
    // What is held stays with its own end: voided after it, it comes back as a refund does.
    const voided = account.void(id, later);
    expect(voided.grants.map(({ source, paid }) => [source, paid])).toEqual([
      ['contract', 40_000_000n],
      ['refund', 4_000_000n],
    ]);
  });

  it('keeps all else of the old grant', () => {
    const account = new LivedAccount(book, start);
    account.subscribe('free', start);
    const [old] = account.state.grants;
    const [extended] = account.do({ type: 'extend', grantId: 1, expiresAt: null }, start + 1).state.grants;
    expect(extended).toEqual({ ...old, id: 3, expiresAt: null });
    // It moved, and nothing came.
    expect(account.state.header.period).toMatchObject({ granted: credits(10), used: 0n, ended: 0n });
  });

  it.each<[string, number, Instant | null, string]>([
    ['to its own end', 1, later, 'invalid_time'],
    ['to an earlier end', 1, later - 1, 'invalid_time'],
    ['of a grant that is not there', 9, null, 'unknown_grant'],
  ])('%s is refused', (_, grantId, expiresAt, code) => {
    expect(owning().refused({ type: 'extend', grantId, expiresAt }, start + 1).code).toBe(code);
  });

  it('of a grant that never ends is refused', () => {
    const account = new LivedAccount(book, start);
    account.give(credits(1), start);
    for (const expiresAt of [null, later]) {
      expect(account.refused({ type: 'extend', grantId: 1, expiresAt }, start).code).toBe('invalid_time');
    }
  });

  it('of a grant that has ended by now is refused', () => {
    expect(owning().refused({ type: 'extend', grantId: 1, expiresAt: null }, later).code).toBe('unknown_grant');
  });

  it('rule 15: of what waits for a payment must reach beyond now', () => {
    const account = new LivedAccount(always(sellingPlans(plan('pro', 999, [monthly]))), start);
    account.subscribe('pro', start);
    const now = second + DAY_MS;
    expect(account.refused({ type: 'extend', grantId: 1, expiresAt: now }, now).code).toBe('invalid_time');
    expect(account.do({ type: 'extend', grantId: 1, expiresAt: now + 1 }, now).state.grants).toMatchObject([{ id: 3 }]);
  });
});
