import { describe, expect, it } from 'vitest';
import { levelReached, levelToTell } from './notices';

const period = { start: '2026-03-07T09:00:00.000Z', end: '2026-04-07T09:00:00.000Z' };
const figures = (used: number, held: number, available: number) => ({ period, used, held, available });

describe('how much of a period is used', () => {
  it.each([
    [0, 0, 0, null],
    [0, 0, 100, null],
    [74.999999, 0, 25.000001, null],
    [75, 0, 25, 75],
    [89.999999, 0, 10.000001, 75],
    [90, 0, 10, 90],
    [99.999999, 0, 0.000001, 90],
    [100, 0, 0, 100],
    // What is held may come back, so it is not used; but nothing can be spent.
    [60, 30, 10, null],
    [60, 40, 0, 100],
    [0, 40, 0, 100],
    [749_999_999.999999, 0, 249_999_999.999999, 75],
  ])('%d used, %d held, %d left: %o', (used, held, available, level) => {
    expect(levelReached(figures(used, held, available))).toBe(level);
  });

  it('is not told of without a period', () => {
    expect(levelReached({ ...figures(90, 0, 10), period: null })).toBeNull();
  });
});

describe('what was put away', () => {
  it.each([
    [75, period.start, 80, null],
    [75, period.start, 90, 90],
    [90, period.start, 80, null],
    [100, period.start, 100, null],
    [100, '2026-02-07T09:00:00.000Z', 80, 75],
  ] as const)('%d in the period of %s, at %d percent: %o', (level, of, used, told) => {
    expect(levelToTell(figures(used, 0, 100 - used), { level, period: of })).toBe(told);
  });
});
