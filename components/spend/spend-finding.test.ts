import { describe, expect, it } from 'vitest';
import type { FeatureSpend, Spend } from '@/lib/usage/meter';
import { chartRows } from './chart-rows';
import { spendFinding, spendSummary } from './spend-finding';

const feature = (name: string, credits: number, generations = 1): FeatureSpend => ({
  feature: name.toLowerCase(),
  name,
  credits,
  generations,
});
const day = (date: string, credits: Record<string, number>) => ({
  day: date,
  credits,
  isToday: false,
  isFuture: false,
});

describe('the title of the chart', () => {
  it.each<[string, FeatureSpend[], number, string]>([
    ['nothing', [], 0, 'No credits used in this period yet'],
    ['free work', [feature('Edit', 0, 12)], 0, '12 generations in this period, and all of them were free'],
    ['one feature', [feature('Video', 310)], 310, 'Video took everything that was used in this period: 310 credits'],
    [
      'several',
      [feature('Video', 310), feature('Image', 190)],
      500,
      'Video took 62% of what was used in this period: 310 of 500 credits',
    ],
  ])('says the finding: %s', (_, byFeature, used, title) => {
    expect(spendFinding({ byFeature, byDay: [] }, used, 'en-GB')).toBe(title);
  });
});

describe('the chart', () => {
  const spend: Spend = {
    byFeature: [feature('Video', 0.3), feature('Edit', 0, 2)],
    byDay: [day('2026-11-14', { video: 0.1 }), day('2026-11-15', {}), day('2026-11-16', { video: 0.2, edit: 0 })],
  };

  it('is also told in words', () => {
    expect(spendSummary(spend, 'en-GB')).toContain('from 14 Nov to 16 Nov. Most was used on 16 Nov: 0.2 credits.');
    expect(spendSummary({ byFeature: [], byDay: [] }, 'en-GB')).toBeNull();
  });

  it('keeps the days on which nothing was used', () => {
    expect(chartRows(spend).rows.map((row) => row.day)).toEqual(['2026-11-14', '2026-11-15', '2026-11-16']);
  });

  it('puts what has no colour of its own together, so that bars and table agree', () => {
    const many = Array.from({ length: 10 }, (_, at) => feature(`F${at}`, 10 - at));
    const all = Object.fromEntries(many.map((each) => [each.feature, each.credits]));
    const { features, rows } = chartRows({ byFeature: many, byDay: [day('2026-11-14', all)] });
    expect(features).toHaveLength(9);
    expect(rows[0]!.credits.others).toBe(3);
    expect(Object.values(rows[0]!.credits).reduce((sum, each) => sum + each, 0)).toBe(55);
  });
});
