import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonthsUtc, DAY_MS, dayIn, daysBetween, isoText, isZone, startOfDayIn } from './time';

describe('months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-10-31', 13, '2027-11-30'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2099-12-31', 2, '2100-02-28'],
    ['2026-05-15', 0, '2026-05-15'],
  ])('%s and %i months is %s, at the same time of day in UTC', (from, count, to) => {
    for (const time of ['T00:00:00.000Z', 'T23:59:59.999Z', 'T02:30:00.000Z']) {
      expect(isoText(addMonthsUtc(Date.parse(from + time), count))).toBe(to + time);
    }
  });
});

describe('the day of an instant', () => {
  it.each([
    ['2026-03-15T12:00:00Z', 'UTC', '2026-03-15'],
    ['2026-03-15T23:59:59.999Z', 'UTC', '2026-03-15'],
    ['2026-03-15T23:00:00Z', 'Europe/Berlin', '2026-03-16'],
    ['2026-07-15T22:00:00Z', 'Europe/Berlin', '2026-07-16'],
    ['2026-03-15T03:59:59.999Z', 'America/New_York', '2026-03-14'],
    ['2026-03-15T18:30:00Z', 'Asia/Kolkata', '2026-03-16'],
    ['2026-03-15T10:00:00Z', 'Pacific/Kiritimati', '2026-03-16'],
    ['2026-03-15T10:59:59Z', 'Pacific/Pago_Pago', '2026-03-14'],
    // Samoa crossed the date line: there was no 30 December.
    ['2011-12-30T09:59:59.999Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00.000Z', 'Pacific/Apia', '2011-12-31'],
    ['1969-12-31T23:59:59Z', 'UTC', '1969-12-31'],
  ])('%s in %s is %s', (at, zone, day) => {
    expect(dayIn(zone, Date.parse(at))).toBe(day);
  });

  it('is the same whatever was asked before, to the millisecond at which it changes', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
    const shown = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('sv', { timeZone: zone })]));
    // St John's put its clocks back at 00:01: for a minute it was tomorrow already, and then today again.
    const turns = ['2006-10-29T02:31:00Z', '2026-03-29T01:00:00Z', '2026-10-25T22:00:00Z', '2011-12-30T10:00:00Z'];
    const near = fc.tuple(fc.constantFrom(...turns.map(Date.parse)), fc.integer({ min: -200_000, max: 200_000 }));
    const anywhere = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2040, 0) });
    const instants = fc.array(
      fc.oneof(
        near.map(([turn, by]) => turn + by),
        anywhere,
      ),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, given) => {
        for (const at of given) expect(dayIn(zone, at)).toBe(shown.get(zone)!.format(at));
      }),
      { numRuns: 300 },
    );
  });
});

it('an instant has the same text however often it is asked for, and however many others were', () => {
  const from = Date.UTC(2026, 0);
  for (let round = 0; round < 2; round += 1) {
    for (let at = from; at < from + 12_000; at += 1) expect(isoText(at)).toBe(new Date(at).toISOString());
  }
});

describe('a day', () => {
  it.each([
    ['starts at midnight', 'UTC', '2026-03-15', '2026-03-15T00:00:00.000Z', 24],
    ['starts at the zone’s own midnight', 'Asia/Kolkata', '2026-03-15', '2026-03-14T18:30:00.000Z', 24],
    ['has 23 hours where clocks go forward', 'Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
    ['has 25 hours where they go back', 'Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['has 23 hours in New York a month earlier', 'America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', 23],
    ['has 24 and a half on Lord Howe', 'Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', 24.5],
    ['starts at 01:00 where midnight is skipped (Cairo)', 'Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', 23],
    ['starts at 01:00 where midnight is skipped (Beirut)', 'Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', 23],
    [
      'starts at 01:00 where midnight is skipped (Santiago)',
      'America/Santiago',
      '2024-09-08',
      '2024-09-08T04:00:00.000Z',
      23,
    ],
    [
      'starts at 01:00 where midnight was skipped (São Paulo)',
      'America/Sao_Paulo',
      '2018-11-04',
      '2018-11-04T03:00:00.000Z',
      23,
    ],
    ['starts at the first of two midnights (Havana)', 'America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    [
      'ends with the second of two evenings (Santiago)',
      'America/Santiago',
      '2024-04-06',
      '2024-04-06T03:00:00.000Z',
      25,
    ],
  ])('%s', (_, zone, day, start, hours) => {
    const starts = startOfDayIn(zone, day);
    expect(isoText(starts)).toBe(start);
    expect(dayIn(zone, starts)).toBe(day);
    expect(dayIn(zone, starts - 1)).toBe(addDays(day, -1));
    expect((startOfDayIn(zone, addDays(day, 1)) - starts) / 3_600_000).toBe(hours);
  });

  it('holds every instant between its start and the next day’s, in any zone', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/Santiago', 'Africa/Cairo', 'America/Havana', 'Asia/Kathmandu'];
    const instants = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2035-01-01') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, at) => {
        const day = dayIn(zone, at);
        expect(startOfDayIn(zone, day)).toBeLessThanOrEqual(at);
        expect(startOfDayIn(zone, addDays(day, 1))).toBeGreaterThan(at);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-15', 0, '2026-03-15'],
    ['2026-03-15', 365, '2027-03-15'],
  ])('%s and %i days is %s', (day, count, to) => {
    expect(addDays(day, count)).toBe(to);
  });
});

describe('the days between two instants', () => {
  it.each([
    ['of one day', 'UTC', '2026-03-15T00:00:00Z', '2026-03-16T00:00:00Z', ['2026-03-15']],
    ['of one millisecond', 'UTC', '2026-03-15T12:00:00.000Z', '2026-03-15T12:00:00.001Z', ['2026-03-15']],
    ['of two halves', 'UTC', '2026-03-15T12:00:00Z', '2026-03-16T12:00:00Z', ['2026-03-15', '2026-03-16']],
    ['in their zone', 'Asia/Tokyo', '2026-03-15T14:00:00Z', '2026-03-15T16:00:00Z', ['2026-03-15', '2026-03-16']],
    [
      'over a change of clocks',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '2026-03-30T12:00:00Z',
      ['2026-03-28', '2026-03-29', '2026-03-30'],
    ],
    ['over a leap day', 'UTC', '2028-02-28T12:00:00Z', '2028-03-01T00:00:00Z', ['2028-02-28', '2028-02-29']],
    ['of nothing, at midnight, are none', 'UTC', '2026-03-15T00:00:00Z', '2026-03-15T00:00:00Z', []],
  ])('%s', (_, zone, start, end, days) => {
    expect(daysBetween(zone, Date.parse(start), Date.parse(end))).toEqual(days);
  });

  it('of a year are 365', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/Santiago', 'Pacific/Apia']) {
      const start = startOfDayIn(zone, '2026-01-01');
      const days = daysBetween(zone, start, startOfDayIn(zone, '2027-01-01'));
      expect([days.length, new Set(days).size, days[0], days.at(-1)]).toEqual([365, 365, '2026-01-01', '2026-12-31']);
    }
  });
});

it('an instant is written in UTC to the millisecond', () => {
  expect(isoText(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(isoText(Date.parse('2026-03-15') + DAY_MS - 1)).toBe('2026-03-15T23:59:59.999Z');
});

it.each([
  ['UTC', true],
  ['Europe/Berlin', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Europe/Atlantis', false],
  ['Berlin', false],
  ['', false],
  ['../etc', false],
])('%j is a zone: %s', (name, known) => {
  expect(isZone(name)).toBe(known);
});
