import { describe, expect, it } from 'vitest';
import { credits, type Micro } from '../credits';
import type { Day } from '../time';
import { OTHERS, spendReport, type SpendFacts, type SpendRow } from './spend';

const row = (day: Day, key: string | null, used: Micro, generations = 1): SpendRow => ({
  day,
  key,
  used,
  refundedEarlier: 0n,
  generations,
});
const days = (first: Day, last: Day) => ({ first, last, periodStart: null });

function report(rows: readonly SpendRow[], change: Partial<SpendFacts> = {}) {
  return spendReport({
    by: 'feature',
    range: 'own',
    shown: days('2026-03-28', '2026-03-31'),
    before: null,
    today: '2026-03-30',
    rows,
    beforeRows: [],
    nameOf: (key) => key.toUpperCase(),
    hasPeriod: true,
    hasLast: true,
    ...change,
  });
}

describe('the sums', () => {
  const rows = [
    row('2026-03-28', 'video', credits(3)),
    row('2026-03-30', 'video', 100_000n),
    row('2026-03-30', 'image', 200_000n, 2),
    row('2026-03-30', null, 0n, 4),
  ];

  it('are by line, the most used first, and all of them by bar', () => {
    const { lines, bars, total, shown } = report(rows);
    expect(lines).toEqual([
      { id: 'video', key: 'video', name: 'VIDEO', credits: 3.1, generations: 2 },
      { id: 'image', key: 'image', name: 'IMAGE', credits: 0.2, generations: 2 },
      { id: '', key: null, name: null, credits: 0, generations: 4 },
    ]);
    expect(bars.map((bar) => [bar.from, bar.total, bar.when])).toEqual([
      ['2026-03-28', 3, 'over'],
      ['2026-03-29', 0, 'over'],
      // Exact: 0.1 + 0.2 is 0.3.
      ['2026-03-30', 0.3, 'now'],
      ['2026-03-31', 0, 'ahead'],
    ]);
    expect(bars[2]!.credits).toEqual({ video: 0.1, image: 0.2 });
    expect(shown).toEqual(['video', 'image']);
    expect(total).toEqual({ credits: 3.3, refundedEarlier: 0, generations: 8 });
  });

  it('put what is beyond eight together, and what gave back more than it used', () => {
    const many = Array.from({ length: 10 }, (_, at) => row('2026-03-28', `f${at}`, credits(10 - at)));
    const { shown, bars, lines } = report([...many, row('2026-03-29', 'back', credits(-2))]);
    expect(shown).toHaveLength(9);
    expect(shown.at(-1)).toBe(OTHERS);
    expect(bars[0]!.credits[OTHERS]).toBe(3);
    expect(bars[1]).toMatchObject({ credits: { [OTHERS]: -2 }, total: -2 });
    expect(lines).toHaveLength(11);
  });

  it('tell a hundred lines, and the rest in all', () => {
    const many = Array.from({ length: 130 }, (_, at) => row('2026-03-28', `p${at}`, credits(1)));
    const { lines, rest, total } = report(many, { by: 'project' });
    expect([lines.length, rest]).toEqual([100, expect.objectContaining({ lines: 30, credits: 30, generations: 30 })]);
    expect(total.credits).toBe(130);
  });

  it('have a bar for each month of a long time, cut to its days', () => {
    const { unit, bars } = report([row('2026-02-28', 'a', credits(1)), row('2026-03-01', 'a', credits(2))], {
      shown: days('2025-12-15', '2026-03-20'),
    });
    expect(unit).toBe('month');
    expect(bars.map(({ from, to, total }) => [from, to, total])).toEqual([
      ['2025-12-15', '2025-12-31', 0],
      ['2026-01-01', '2026-01-31', 0],
      ['2026-02-01', '2026-02-28', 1],
      ['2026-03-01', '2026-03-20', 2],
    ]);
    expect(report([], { shown: days('2026-01-01', '2026-04-02') }).unit).toBe('day');
  });

  it('go on to what counts in the period though it came after its end', () => {
    const late = report([row('2026-04-02', 'a', credits(1))], { range: 'last', today: '2026-04-20' });
    expect([late.last, late.bars.length, late.total.credits]).toEqual(['2026-04-02', 6, 1]);
  });
});

describe('the time before', () => {
  const used = (day: Day, whole: number) => ({ day, used: credits(whole) });

  it('stands behind, day for day, and is compared as far as today', () => {
    const { bars, before } = report([], {
      before: days('2026-02-28', '2026-03-27'),
      beforeRows: [used('2026-02-28', 5), used('2026-03-02', 7), used('2026-03-03', 1), used('2026-03-27', 100)],
    });
    expect(bars.map((bar) => bar.before)).toEqual([5, 0, 7, 1]);
    expect(before).toEqual({ first: '2026-02-28', last: '2026-03-27', credits: 113, soFar: 12 });
  });

  it('is compared whole with a time that is over', () => {
    const { before } = report([], {
      before: days('2026-03-24', '2026-03-27'),
      beforeRows: [used('2026-03-24', 5)],
      today: '2026-03-31',
    });
    expect(before).toMatchObject({ credits: 5, soFar: null });
  });

  it('is the same month a year earlier behind twelve months, leap days too', () => {
    const { bars, before } = report([], {
      range: '12m',
      shown: days('2024-04-01', '2025-03-31'),
      before: days('2023-04-01', '2024-03-31'),
      today: '2025-03-15',
      beforeRows: [used('2023-04-30', 1), used('2023-05-01', 2), used('2024-02-29', 4), used('2024-03-20', 8)],
    });
    const behind = Object.fromEntries(bars.map((bar) => [bar.from.slice(0, 7), bar.before]));
    expect(behind).toMatchObject({ '2024-04': 1, '2024-05': 2, '2025-02': 4, '2025-03': 8 });
    expect(before).toMatchObject({ credits: 15, soFar: 7 });
  });
});
