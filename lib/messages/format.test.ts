import { describe, expect, it } from 'vitest';
import {
  amountText,
  calendarDayText,
  changeText,
  creditsText,
  dayText,
  fullMomentText,
  momentText,
  percentText,
} from './format';

describe('credits', () => {
  it.each([
    [0, '0 credits'],
    [1, '1 credit'],
    [1234, '1,234 credits'],
    [0.75, '0.75 credits'],
    [0.000001, '0.000001 credits'],
    [999_999_999.999999, '999,999,999.999999 credits'],
    [-40, '−40 credits'],
  ])('%d is "%s"', (amount, text) => {
    expect(creditsText('en-US', amount)).toBe(text);
  });

  it('carry their sign where they are a change, with a true minus', () => {
    expect([500, -40, 0, -0.5].map((amount) => changeText('en-US', amount))).toEqual(['+500', '−40', '0', '−0.5']);
  });

  it('are grouped as the reader is used to', () => {
    expect(amountText('de-DE', 1234.5)).toBe('1.234,5');
    expect(amountText('sv-SE', -1234)).toMatch(/^−1\s234$/);
  });
});

describe('percentages', () => {
  it.each([
    [0, '0%'],
    [0.001, '1%'],
    [0.62, '62%'],
    [0.999, '99%'],
    [1, '100%'],
  ])('%d is "%s"', (share, text) => {
    expect(percentText('en-US', share)).toBe(text);
  });
});

describe('dates', () => {
  const at = '2026-12-14T09:00:00.000Z';

  it('name their zone', () => {
    expect(momentText('en-GB', 'UTC', at)).toBe('14 Dec, 09:00 UTC');
    expect(momentText('en-GB', 'UTC', at, true)).toBe('14 Dec 2026, 09:00 UTC');
    expect(momentText('en-US', 'America/New_York', at).replaceAll('\u00a0', ' ')).toBe('Dec 14, 04:00 AM EST');
    expect(fullMomentText('en-GB', 'UTC', at)).toContain('2026');
  });

  it('are days of the zone that is asked for', () => {
    expect(dayText('en-GB', 'Pacific/Auckland', '2026-12-14T12:00:00Z')).toBe('15 Dec');
    expect(dayText('en-GB', 'America/Los_Angeles', '2026-12-14T07:00:00Z', true)).toBe('13 Dec 2026');
  });

  it("keep the reader's order and the language of the words", () => {
    expect(momentText('de-DE', 'UTC', at, true)).toBe('14 Dec 2026, 09:00 UTC');
    expect(dayText('ja', 'UTC', at)).toMatch(/Dec/);
  });

  it('of the calendar have no zone to be moved by', () => {
    expect(calendarDayText('en-GB', '2026-12-14')).toBe('14 Dec');
    expect(calendarDayText('en-GB', '2026-12-14', true)).toBe('Mon 14 Dec');
  });
});
