import { describe, expect, it } from 'vitest';
import type { Command } from '../ledger/command';
import { always, instant, LivedAccount, shipped } from '../ledger/testing/account';
import { DAY_MS } from '../time';
import { retryAfter } from './retries';
import { livePreviews } from './testing/previewed-life';

describe('what is prorated from when it was ordered', () => {
  const studios = always(shipped('ai-studios'));
  const start = instant('2026-04-01T00:00:00Z');
  const middle = start + 15 * DAY_MS;
  const team: Command = { type: 'changePlan', planId: 'team', intervalId: 'month' };
  const onPersonal = () => {
    const account = new LivedAccount(studios, start);
    account.subscribe('personal', start);
    return account;
  };

  it('costs and gives as much however long the payment takes', () => {
    for (const days of [0, 1, 10, 14.999]) {
      const { charges, entries } = onPersonal().do({ ...team, orderedAt: middle }, middle + days * DAY_MS);
      expect(charges.map(({ amount, span }) => [amount, span?.start])).toEqual([[500n, middle]]);
      expect(entries.map(({ amount }) => amount)).toEqual([45_000_000n]);
    }
    const account = new LivedAccount(studios, start);
    account.subscribe('team', start);
    const seats = account.do({ type: 'changeSeats', seats: 3, orderedAt: middle }, middle + 9 * DAY_MS);
    expect(seats.charges[0]!.amount).toBe(3_900n);
    expect(seats.entries[0]!.amount).toBe(150_000_000n);
  });

  it('is refused in another period, and before it was ordered', () => {
    const end = instant('2026-05-01T00:00:00Z');
    const account = onPersonal();
    expect(account.refused({ ...team, orderedAt: middle }, middle - 1).code).toBe('invalid_time');
    expect(account.refused({ ...team, orderedAt: start - 1 }, middle).code).toBe('invalid_time');
    account.settle(end);
    account.renew(1, end);
    expect(account.refused({ ...team, orderedAt: end - 1 }, end + DAY_MS).code).toBe('invalid_time');
    expect(
      account.refused({ type: 'changePlan', planId: 'personal', intervalId: 'year', orderedAt: middle }, end).code,
    ).toBe('invalid_time');
  });
});

describe('a payment that was declined', () => {
  const at = instant('2026-05-01T00:00:00Z');
  const day = (days: number) => at + days * DAY_MS;

  it('is tried again 1, 3 and 5 days after the first decline, and within the grace only', () => {
    const renewal = { forever: false, until: day(7) };
    expect(retryAfter([], renewal)).toBeNull();
    expect(retryAfter([at], renewal)).toBe(day(1));
    expect(retryAfter([at, day(1)], renewal)).toBe(day(3));
    expect(retryAfter([at, day(1), day(3)], renewal)).toBe(day(5));
    expect(retryAfter([at, day(1), day(3), day(5)], renewal)).toBeNull();
    expect(retryAfter([at, day(1)], { forever: false, until: day(3) })).toBeNull();
  });

  it('for a month of units is tried again for ever, each thirty days', () => {
    const units = { forever: true, until: null };
    expect(retryAfter([at, day(1), day(3), day(5)], units)).toBe(day(35));
    expect(retryAfter([at, day(1), day(3), day(5), day(35)], units)).toBe(day(65));
  });
});

describe('a preview says what happens, to the cent and the micro-credit,', () => {
  it.each(['captions', 'ai-studios', 'artifio'] as const)('on %s', (name) => {
    expect(livePreviews(name, 120)).toBeGreaterThan(600);
  });

  it('on any catalog', () => {
    expect(livePreviews(null, 200)).toBeGreaterThan(1_000);
  });
});
