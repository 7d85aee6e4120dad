import { describe, expect, it } from 'vitest';
import { OTHERS, type SpendLine, type SpendReport } from '@/lib/usage/spend';
import { entriesHref } from './entries-href';
import { spendChange, spendFinding, spendSummary } from './spend-finding';
import { shownNames, whenText } from './spend-words';

const line = (name: string | null, credits: number, generations = 1): SpendLine => ({
  id: name?.toLowerCase() ?? '',
  key: name?.toLowerCase() ?? null,
  name,
  credits,
  generations,
});

function report(lines: SpendLine[], change: Partial<SpendReport> = {}): SpendReport {
  const sum = (of: 'credits' | 'generations') => lines.reduce((all, each) => all + each[of], 0);
  return {
    by: 'feature',
    range: 'period',
    first: '2026-11-14',
    last: '2026-12-14',
    today: '2026-11-16',
    unit: 'day',
    bars: [],
    shown: lines.map(({ id }) => id),
    lines,
    rest: null,
    total: { credits: sum('credits'), refundedEarlier: 0, generations: sum('generations') },
    before: null,
    hasPeriod: true,
    hasLast: true,
    ...change,
  };
}

const bar = (day: string, total: number) => ({
  from: day,
  to: day,
  credits: { video: total },
  total,
  before: null,
  when: 'over' as const,
});

describe('the title of the chart', () => {
  it.each<[string, SpendLine[], Partial<SpendReport>, string]>([
    ['nothing', [], {}, 'No credits used in this period yet'],
    ['nothing before', [], { range: 'last' }, 'No credits used in the last period'],
    ['free work', [line('Edit', 0, 12)], {}, '12 generations in this period, and all of them were free'],
    ['one feature', [line('Video', 310)], {}, 'Video took everything that was used in this period: 310 credits'],
    [
      'several',
      [line('Video', 310), line('Image', 190)],
      {},
      'Video took 62% of what was used in this period: 310 of 500 credits',
    ],
    [
      'no project',
      [line(null, 310), line('Spring', 190)],
      { by: 'project', range: '30d', first: '2025-12-20', last: '2026-01-18' },
      'Work without a project took 62% of what was used from 20 Dec 2025 to 18 Jan 2026: 310 of 500 credits',
    ],
  ])('says the finding: %s', (_, lines, change, title) => {
    expect(spendFinding(report(lines, change), 'en-GB')).toBe(title);
  });

  it('names one day as one', () => {
    expect(whenText({ range: 'own', first: '2026-11-14', last: '2026-11-14' }, 'en-GB')).toBe('on 14 Nov');
  });
});

describe('the chart', () => {
  const bars = [bar('2026-11-14', 0.1), bar('2026-11-15', 0), bar('2026-11-16', 0.2)];

  it('is also told in words', () => {
    const told = spendSummary(report([line('Video', 0.3)], { bars }), 'en-GB');
    expect(told).toBe(
      'Stacked bars, one for each day from 14 Nov to 16 Nov. Most was used on 16 Nov: 0.2 credits. The table beside them has the same numbers by feature.',
    );
    expect(spendSummary(report([]), 'en-GB')).toBeNull();
    const monthly = spendSummary(report([line('Video', 0.3)], { bars, unit: 'month', by: 'model' }), 'en-GB');
    expect(monthly).toContain('one for each month from Nov 2026 to Nov 2026. Most was used in Nov 2026');
  });

  it('names what it shows, the others too', () => {
    const names = shownNames(
      report([line('Video', 3), line(null, 1)], { by: 'model', shown: ['video', '', OTHERS] }),
      'en',
    );
    expect([...names.values()]).toEqual(['Video', 'Work without a model', 'Others']);
  });
});

describe('the change', () => {
  const before = { first: '2026-10-14', last: '2026-11-14', credits: 400, soFar: null };
  it.each<[string, number, Partial<typeof before> | { soFar: number } | null, string | null]>([
    ['more', 500, {}, '100 credits more (25%) than from 14 Oct to 14 Nov: 400 credits.'],
    ['less', 399.5, {}, '0.5 credits less (1%) than from 14 Oct to 14 Nov: 400 credits.'],
    ['none', 400, {}, 'As much as from 14 Oct to 14 Nov: 400 credits.'],
    ['from nothing', 7, { credits: 0 }, '7 credits more than from 14 Oct to 14 Nov: 0 credits.'],
    [
      'so far',
      60,
      { soFar: 80 },
      '20 credits less (25%) than by the same day of 14 Oct to 14 Nov: 80 credits, and 400 in all.',
    ],
    ['in nothing', 0, { credits: 0 }, null],
    ['without a time before', 9, null, null],
  ])('is told: %s', (_, credits, change, words) => {
    const told = report([line('Video', credits)], { before: change && { ...before, ...change } });
    expect(spendChange(told, 'en-GB')).toBe(words);
  });
});

describe('the entries behind a bar', () => {
  const days = { from: '2026-03-01', to: '2026-03-02' };
  it.each([
    ['feature', 'genai-video', '/a?feature=genai-video&from=2026-03-01&to=2026-03-02'],
    ['model', 'veo-3', '/a?model=veo-3&from=2026-03-01&to=2026-03-02'],
    ['project', 'a & b', '/a?project=a+%26+b&from=2026-03-01&to=2026-03-02'],
    ['feature', null, '/a?from=2026-03-01&to=2026-03-02'],
    ['member', 'ada', '/a?member=ada&from=2026-03-01&to=2026-03-02'],
    ['project', '', '/a?project=-&from=2026-03-01&to=2026-03-02'],
    ['member', '', '/a?member=-&from=2026-03-01&to=2026-03-02'],
    ['model', '', null],
    ['feature', OTHERS, null],
  ] as const)('are those of %s %s', (by, id, href) => {
    expect(entriesHref('/a', by, id, days)).toBe(href);
  });
});
