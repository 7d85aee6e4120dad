import { expect, it } from 'vitest';
import { refreshText } from './refresh-words';

it('names the year of a refresh that is about a year away, and only then', () => {
  const meter = { zone: 'UTC' } as Parameters<typeof refreshText>[0];
  const text = (at: string, days: number) => refreshText(meter, { at, days, credits: 720 }, 'en-GB');
  expect(text('2027-02-01T09:00:00.000Z', 365)).toBe('Refreshes 1 Feb 2027, 09:00 UTC');
  expect(text('2026-03-01T09:00:00.000Z', 28)).toBe('Refreshes 1 Mar, 09:00 UTC');
});
