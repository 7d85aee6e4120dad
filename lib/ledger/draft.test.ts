import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { closeDraft, move, openDraft, startPeriod } from './draft';
import { newAccount, type AccountState, type Place, type RestingPlace } from './state';
import { deepFreeze, generationId, grantLike } from './testing/account';

const state: AccountState = deepFreeze({
  ...newAccount(generationId(0), 0),
  header: {
    seq: 9,
    at: 1,
    balance: credits(70),
    held: credits(20),
    period: { start: 0, end: 100, carriedIn: credits(100), granted: 0n, used: credits(10), ended: 0n },
  },
  grants: [grantLike({ id: 4, held: credits(20), spent: credits(10) })],
});

const story = { kind: 'capture', reason: 'generation', at: 2 } as const;

describe('moving credits of a grant', () => {
  // prettier-ignore
  const cases: [from: Place, to: RestingPlace, change: { balance?: number; held?: number; used?: number; ended?: number }][] = [
    ['available', 'held',      { balance: -5, held: 5 }],
    ['available', 'spent',     { balance: -5, used: 5 }],
    ['available', 'expired',   { balance: -5, ended: 5 }],
    ['available', 'revoked',   { balance: -5, ended: 5 }],
    ['held',      'spent',     { held: -5, used: 5 }],
    ['held',      'available', { held: -5, balance: 5 }],
    ['held',      'expired',   { held: -5, ended: 5 }],
    ['spent',     'available', { used: -5, balance: 5 }],
  ];
  it.each(cases)('from %s to %s keeps grant, header, period and entry together', (from, to, change) => {
    const draft = openDraft(state);
    move(draft, 4, from, to, credits(5), story);
    const { header } = draft;
    const by = (amount = 0) => credits(amount);
    expect(header).toMatchObject({ seq: 10, at: 2 });
    expect(header.balance - state.header.balance).toBe(by(change.balance));
    expect(header.held - state.header.held).toBe(by(change.held));
    expect(header.period!.used - credits(10)).toBe(by(change.used));
    expect(header.period!.ended).toBe(by(change.ended));
    expect(draft.entries).toMatchObject([{ seq: 10, from, to, amount: credits(5), balanceAfter: header.balance }]);
    const { period } = header;
    expect(period!.carriedIn + period!.granted).toBe(period!.used + period!.ended + header.balance + header.held);
  });

  it.each<[string, number, Place, bigint]>([
    ['more than is there', 4, 'held', credits(20) + 1n],
    ['from an empty place', 4, 'revoked', 1n],
    ['nothing', 4, 'held', 0n],
    ['less than nothing', 4, 'held', -1n],
    ['of a grant that is not there', 5, 'held', 1n],
  ])('stops at %s', (_, id, from, amount) => {
    const draft = openDraft(state);
    expect(() => move(draft, id, from, 'spent', amount, story)).toThrow();
    expect([draft.entries, draft.header]).toEqual([[], state.header]);
  });
});

describe('a draft', () => {
  it('keeps a grant of which credits are only held, and lets go one that holds nothing', () => {
    const draft = openDraft(state);
    move(draft, 4, 'available', 'spent', credits(70), story);
    expect(closeDraft(draft).grants).toHaveLength(1);
    move(draft, 4, 'held', 'spent', credits(20), story);
    expect(closeDraft(draft).grants).toEqual([]);
    expect([...draft.touched]).toEqual([4]);
  });

  it('carries held credits into a period that starts', () => {
    const draft = openDraft(state);
    startPeriod(draft, { start: 100, end: 200 });
    expect(draft.header.period).toEqual({
      start: 100,
      end: 200,
      carriedIn: credits(90),
      granted: 0n,
      used: 0n,
      ended: 0n,
    });
  });
});
