import { describe, expect, it } from 'vitest';
import { isoText } from '../time';
import { instant } from '../ledger/testing/account';
import { periodOf, spanOf } from './periods';

describe('the periods of a subscription', () => {
  // prettier-ignore
  const cases: [why: string, anchor: string, months: number, starts: string[]][] = [
    ['from a 31st, the last day of each month', '2026-01-31', 1,
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31']],
    ['from a 31st, over a leap day', '2024-01-31', 1, ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30']],
    ['from a 30th, clamped in February only', '2026-12-30', 1, ['2026-12-30', '2027-01-30', '2027-02-28', '2027-03-30']],
    ['from a 29th, clamped but in leap years', '2027-12-29', 1, ['2027-12-29', '2028-01-29', '2028-02-29', '2028-03-29']],
    ['from a 28 February, never its end', '2027-02-28', 1, ['2027-02-28', '2027-03-28', '2027-04-28']],
    ['from the leap day, by the month', '2024-02-29', 1, ['2024-02-29', '2024-03-29', '2024-04-29', '2024-05-29']],
    ['from the leap day, by the year', '2024-02-29', 12,
      ['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']],
    ['by the quarter, from a 30 November', '2025-11-30', 3, ['2025-11-30', '2026-02-28', '2026-05-30', '2026-08-30']],
    ["across the year's end", '2026-10-15', 1, ['2026-10-15', '2026-11-15', '2026-12-15', '2027-01-15']],
    ['over a century that has no leap day', '2100-01-31', 1, ['2100-01-31', '2100-02-28', '2100-03-31']],
  ];
  it.each(cases)('%s', (_, anchor, months, starts) => {
    const time = 'T23:59:59.999Z';
    const periods = starts.map((_, index) => periodOf(instant(`${anchor}${time}`), months, index));
    expect(periods.map((period) => isoText(period.start))).toEqual(starts.map((day) => `${day}${time}`));
  });

  it('leave no millisecond between them, and none in two', () => {
    const anchor = instant('2024-01-31T08:15:30.123Z');
    for (let index = 0; index < 60; index += 1) {
      expect(periodOf(anchor, 1, index).end).toBe(periodOf(anchor, 1, index + 1).start);
      expect(periodOf(anchor, 1, index).end).toBeGreaterThan(periodOf(anchor, 1, index).start);
    }
  });

  it('come back to their day after four years of clamping', () => {
    expect(isoText(periodOf(instant('2024-01-31'), 1, 48).start)).toBe('2028-01-31T00:00:00.000Z');
  });
});

describe('the periods of a subscription that was restarted', () => {
  const anchor = instant('2024-05-31');
  const subscription = { anchor, anchorIndex: 4, periodIndex: 6 };

  it('are counted from its new anchor, on from the index that begins there', () => {
    const starts = [4, 5, 6, 7, 8].map((index) => isoText(spanOf(subscription, 1, index).start).slice(0, 10));
    expect(starts).toEqual(['2024-05-31', '2024-06-30', '2024-07-31', '2024-08-31', '2024-09-30']);
    expect(spanOf(subscription, 1)).toEqual(spanOf(subscription, 1, 6));
  });
});
