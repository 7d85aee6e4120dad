import { describe, expect, it } from 'vitest';
import { isoText } from '../time';
import { readMoment } from './moment';

describe('a moment', () => {
  it.each([
    ['2026-03-15', 'UTC', '2026-03-15T00:00:00.000Z'],
    ['2026-03-15', 'Europe/Berlin', '2026-03-14T23:00:00.000Z'],
    ['2026-07-15', 'Europe/Berlin', '2026-07-14T22:00:00.000Z'],
    ['2026-03-15T12:00', 'Europe/Berlin', '2026-03-15T11:00:00.000Z'],
    ['2026-03-15T12:00:30', 'America/New_York', '2026-03-15T16:00:30.000Z'],
    ['2026-03-15T12:00:30.5', 'Asia/Kolkata', '2026-03-15T06:30:30.500Z'],
    ['2026-03-15T12:00:00Z', 'Europe/Berlin', '2026-03-15T12:00:00.000Z'],
    ['2026-03-15T12:00:00.001+02:00', 'UTC', '2026-03-15T10:00:00.001Z'],
    // The last minute before and the first after an hour that was skipped, and one that came twice.
    ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T01:59', 'Europe/Berlin', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2028-02-29T12:00', 'Pacific/Kiritimati', '2028-02-28T22:00:00.000Z'],
  ])('%s in %s is %s', (text, zone, instant) => {
    const read = readMoment(text, zone);
    expect(read.ok ? isoText(read.at) : read.reason).toBe(instant);
  });

  it.each([
    ['2026-02-30', 'UTC', 'there is no 2026-02-30'],
    ['2026-13-01', 'UTC', 'there is no 2026-13-01'],
    ['2026-01-01T24:30', 'UTC', 'there is no 2026-01-01T24:30'],
    ['2026-01-01T12:00+29:00', 'UTC', 'there is no 2026-01-01T12:00+29:00'],
    ['2026-03-29T02:30', 'Europe/Berlin', 'clocks in Europe/Berlin show 2026-03-29T02:30 never'],
    ['2026-10-25T02:30', 'Europe/Berlin', 'clocks in Europe/Berlin show 2026-10-25T02:30 twice'],
    ['tomorrow', 'UTC', 'a moment is a day'],
    ['2026-3-1', 'UTC', 'a moment is a day'],
  ])('%s in %s is none: %s', (text, zone, reason) => {
    const read = readMoment(text, zone);
    expect(read.ok ? isoText(read.at) : read.reason).toContain(reason);
  });
});
