import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { DAY_MS, type Instant } from '../time';
import { forecastOf, type ForecastFacts } from './forecast';

const now = Date.parse('2026-03-10T00:00:00Z');
const inDays = (days: number): Instant => now + days * DAY_MS;
const lot = (whole: number, endsInDays: number | null = null) => ({
  available: credits(whole),
  expiresAt: endsInDays === null ? null : inDays(endsInDays),
});
const even = [10, 10, 10, 10, 10];
/** Mean 10, standard deviation √(4 × 100 ÷ 4) = 10. */
const uneven = [0, 20, 0, 20, 10];

const asked = (used: readonly number[], lots: ForecastFacts['lots'], change: Partial<ForecastFacts> = {}) =>
  forecastOf({ now, zone: 'UTC', lots, refreshAt: null, usedByDay: used.map(credits), ...change });

describe('when the credits run out', () => {
  it('follows from the mean alone where every day was the same', () => {
    // 45 ÷ 10 a day: after four days and a half.
    expect(asked(even, [lot(45)])).toEqual({
      perDay: 10,
      days: 5,
      runsOut: '2026-03-14',
      earliest: '2026-03-14',
      latest: '2026-03-14',
      leftAtRefresh: null,
    });
  });

  it('has a range where days differ, wider the less is known', () => {
    // Mean: 9.5 days. Busy: 5 days take 50 + 12.816 × √(5 + 5) = 90.5, six take 106.6: within the sixth.
    // Quiet: 25 days take 250 − 12.816 × √(25 + 125) = 93.0, 26 take 97.3: within the 26th.
    expect(asked(uneven, [lot(95)])).toMatchObject({
      runsOut: '2026-03-19',
      earliest: '2026-03-15',
      latest: '2026-04-04',
    });
    // Twenty days of the same: s = 9.18, and 11.76 × √(16 + 256 ÷ 20) = 63.1 at the quiet end: 96.9 after 16 days.
    const known = [...uneven, ...uneven, ...uneven, ...uneven];
    expect(asked(known, [lot(95)])).toMatchObject({
      runsOut: '2026-03-19',
      earliest: '2026-03-16',
      latest: '2026-03-25',
    });
  });

  it('is a day of the account’s zone', () => {
    expect(asked(even, [lot(45)], { zone: 'Pacific/Auckland' })!.runsOut).toBe('2026-03-15');
    expect(asked(even, [lot(41)], { zone: 'America/New_York' })!.runsOut).toBe('2026-03-13');
  });

  it('is left open at the quiet end where nobody can say', () => {
    // With 5 days known, the quiet end of 10 a day with s = 22.4 is below nought for ever.
    expect(asked([0, 0, 0, 0, 50], [lot(95)])).toMatchObject({ runsOut: '2026-03-19', latest: null });
  });
});

describe('with a refresh ahead', () => {
  it('says what is left then, if the credits last until it', () => {
    expect(asked(even, [lot(45)], { refreshAt: inDays(3) })).toMatchObject({
      runsOut: null,
      earliest: null,
      latest: null,
      leftAtRefresh: 15,
    });
  });

  it('says from when a busy time could use them up before', () => {
    expect(asked(uneven, [lot(95)], { refreshAt: inDays(8) })).toMatchObject({
      runsOut: null,
      earliest: '2026-03-15',
      latest: null,
      leftAtRefresh: 15,
    });
  });

  it('counts credits that end at the refresh itself until then', () => {
    expect(asked(even, [lot(45, 3)], { refreshAt: inDays(3) })!.leftAtRefresh).toBe(15);
  });

  it('says nothing of one that is more than a year away', () => {
    expect(asked(even, [lot(9999)], { refreshAt: inDays(400) })).toBeNull();
  });
});

describe('credits that end', () => {
  it('are used first, and what is then still there is gone', () => {
    // 30 of the 100 are used in their three days; then 45 last four days and a half.
    expect(asked(even, [lot(45), lot(100, 3)])!.runsOut).toBe('2026-03-17');
    expect(asked(even, [lot(45), lot(100, 3)], { refreshAt: inDays(5) })!.leftAtRefresh).toBe(25);
  });

  it('make no forecast where nothing is left by their date and not by use', () => {
    expect(asked(even, [lot(100, 3)])).toBeNull();
    expect(asked(even, [lot(100, 3), lot(5, 2)], { refreshAt: inDays(9) })).toBeNull();
    expect(asked(even, [lot(29, 3)])!.runsOut).toBe('2026-03-12');
  });
});

describe('there is no forecast', () => {
  it.each<[string, number[], ForecastFacts['lots']]>([
    ['before there are five whole days', [10, 10, 10, 10], [lot(45)]],
    ['without use', [0, 0, 0, 0, 0, 0], [lot(45)]],
    ['where more was given back than used', [5, -9, 0, 0, 0], [lot(45)]],
    ['with nothing left', even, []],
    ['with nothing in what is left', even, [lot(0)]],
    ['for more than a year ahead', [1, 1, 1, 1, 1], [lot(400)]],
  ])('%s', (_, used, lots) => {
    expect(asked(used, lots)).toBeNull();
  });

  it('and a year ahead is one', () => {
    expect(asked([1, 1, 1, 1, 1], [lot(364)])!.runsOut).toBe('2027-03-09');
  });
});
