import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { grantLike } from '../ledger/testing/account';
import { endingsOf, paidForTheRest } from './balance';

const at = (text: string) => Date.parse(text);
const now = at('2026-03-15T12:00:00Z');

describe('what ends when', () => {
  const lot = (id: number, whole: number, ends: string | null, more = {}) =>
    grantLike({
      id,
      amount: credits(whole),
      available: credits(whole),
      expiresAt: ends === null ? null : at(ends),
      ...more,
    });

  it('is told by days of the account’s zone, with what is left after each', () => {
    const grants = [
      lot(1, 40, '2026-03-29T00:30:00Z'),
      lot(2, 10, '2026-03-28T23:30:00Z'),
      lot(3, 5, '2026-03-28T22:30:00Z'),
      lot(4, 100, null),
      lot(5, 7, '2026-03-15T12:00:00Z'),
    ];
    expect(endingsOf(grants, 'Europe/Berlin', now)).toEqual({
      days: [
        { day: '2026-03-28', at: '2026-03-28T22:30:00.000Z', days: 13, credits: 5, left: 157 },
        { day: '2026-03-29', at: '2026-03-28T23:30:00.000Z', days: 14, credits: 50, left: 107 },
      ],
      later: 0,
      never: 100,
      waiting: 7,
    });
  });

  it('leaves out what is held: it outlives its end', () => {
    const held = lot(1, 40, '2026-03-29T00:30:00Z', { available: credits(15), held: credits(25) });
    const all = lot(2, 40, '2026-03-30T00:30:00Z', { available: 0n, held: credits(40) });
    expect(endingsOf([held, all], 'UTC', now).days).toMatchObject([{ credits: 15, left: 0 }]);
  });

  it('of very many lots is cut, and the rest added up', () => {
    const grants = Array.from({ length: 30 }, (_, index) =>
      lot(index + 1, 1, `2026-04-${String(index + 1).padStart(2, '0')}T00:00:00Z`),
    );
    const { days, later } = endingsOf(grants, 'UTC', now);
    expect([days.length, days.at(-1)!.left, later]).toEqual([24, 6, 6]);
  });
});

it('what was paid for the rest and for what is gone adds up to what was paid', () => {
  const grant = grantLike({
    id: 1,
    amount: credits(3),
    available: credits(1),
    held: 0n,
    spent: credits(2),
    paid: 1_000_000n,
  });
  expect(paidForTheRest(grant)).toBe(333_334n);
  expect(paidForTheRest({ ...grant, spent: credits(1), expired: credits(1) })).toBe(333_333n);
});
