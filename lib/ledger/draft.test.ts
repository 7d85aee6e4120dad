import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { closeDraft, issue, move, openDraft, startPeriod } from './draft';
import type { EntryReason } from './entry';
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

  // prettier-ignore
  const passing: [reason: EntryReason, issued: EntryReason, change: { granted?: number; used?: number; balance?: number; held?: number }, from: Place][] = [
    ['extended',         'extended',         {},                                     'available'],
    ['lapsed',           'reissued',         { held: -5, balance: 5 },               'held'],
    ['refunded',         'reissued',         { used: -5, balance: 5 },               'spent'],
    ['refunded_earlier', 'reissued_earlier', { granted: 5, balance: 5 },             'spent'],
  ];
  it.each(passing)('on into a new grant (%s) counts it once', (reason, issued, change, from) => {
    const draft = openDraft(state);
    move(draft, 4, from, 'reissued', credits(5), { kind: 'reissue', reason, at: 2 });
    issue(draft, grantLike({ id: 1, amount: credits(5) }), issued, 2);
    const { balance, held, period } = draft.header;
    const by = (amount = 0) => credits(amount);
    expect([balance - state.header.balance, held - state.header.held]).toEqual([by(change.balance), by(change.held)]);
    expect([period!.granted, period!.used - credits(10)]).toEqual([by(change.granted), by(change.used)]);
    expect(period!.carriedIn + period!.granted).toBe(period!.used + period!.ended + balance + held);
  });

  it.each<[EntryReason, RestingPlace, { granted?: number; used?: number; ended?: number }]>([
    ['refunded', 'available', { used: -5 }],
    ['refunded_earlier', 'available', { granted: 5 }],
    ['refunded', 'expired', { used: -5, ended: 5 }],
    ['refunded_earlier', 'expired', { granted: 5, ended: 5 }],
  ])('that were charged back (%s, %s) keeps the period whole', (reason, to, change) => {
    const draft = openDraft(state);
    move(draft, 4, 'spent', to, credits(5), { kind: 'refund', reason, at: 2 });
    const { balance, held, period } = draft.header;
    const by = (amount = 0) => credits(amount);
    const { granted, used, ended, carriedIn } = period!;
    expect([granted, used - credits(10), ended]).toEqual([by(change.granted), by(change.used), by(change.ended)]);
    expect(carriedIn + granted).toBe(used + ended + balance + held);
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

  it('looks at grants that nothing is left in, and keeps them only where something comes back', () => {
    const closed = grantLike({ id: 2, spent: credits(100) });
    expect(closeDraft(openDraft(state, [closed])).grants).toEqual(state.grants);
    const draft = openDraft(state, [closed, grantLike({ id: 4, spent: credits(100) })]);
    move(draft, 2, 'spent', 'available', credits(5), { kind: 'refund', reason: 'refunded', at: 2 });
    expect(closeDraft(draft).grants).toMatchObject([{ id: 2, available: credits(5) }, state.grants[0]]);
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
