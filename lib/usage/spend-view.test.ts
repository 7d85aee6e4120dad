import { describe, expect, it } from 'vitest';
import { parseSpendView, sortedBy, spendQuery, spendSpans, toggled, usualView, type SpendPeriods } from './spend-view';

describe('the view in an address', () => {
  it.each([
    '',
    '?by=model',
    '?range=last',
    '?by=project&range=12m',
    '?from=2026-01-01&to=2027-01-01',
    '?sort=name',
    '?sort=generations&order=up',
    '?hide=a+%26+b&hide=',
  ])('is read as it was written: %s', (query) => {
    expect(spendQuery(parseSpendView(fromQuery(query)))).toBe(query);
  });

  it.each([
    '?by=price',
    '?by=feature&by=model',
    '?range=13m',
    '?range=own',
    '?from=2026-01-01',
    '?to=2026-01-01',
    '?from=2026-02-01&to=2026-01-31',
    '?from=2026-02-30&to=2026-03-01',
    '?from=2026-01-01&to=2027-01-02',
    '?sort=__proto__',
    '?order=sideways',
    `?hide=${'x'.repeat(121)}`,
  ])('falls back to the usual where it is none: %s', (query) => {
    expect(parseSpendView(fromQuery(query))).toEqual(usualView);
  });

  it('hides no more than twenty lines, each once', () => {
    const hide = Array.from({ length: 60 }, (_, at) => `f${Math.floor(at / 2)}`);
    expect(parseSpendView({ hide }).hidden).toHaveLength(20);
  });

  it('turns a column round when it is asked for again, and names begin at A', () => {
    expect(sortedBy(usualView, 'credits')).toMatchObject({ sort: 'credits', isFalling: false });
    expect(sortedBy(usualView, 'name')).toMatchObject({ sort: 'name', isFalling: false });
    expect(sortedBy(sortedBy(usualView, 'name'), 'name')).toMatchObject({ isFalling: true });
  });

  it('hides a line, and shows it again', () => {
    const hidden = toggled(usualView, 'a');
    expect(hidden.hidden).toEqual(['a']);
    expect(toggled(hidden, 'a')).toEqual(usualView);
  });
});

describe('the days of a view', () => {
  const at = (text: string) => Date.parse(text);
  const now = at('2026-03-15T12:00:00Z');
  const none: SpendPeriods = { current: null, last: null, beforeLast: null };
  const periods: SpendPeriods = {
    current: { start: at('2026-02-28T05:00:00Z'), end: at('2026-03-31T05:00:00Z') },
    last: { start: at('2026-01-31T05:00:00Z'), end: at('2026-02-28T05:00:00Z') },
    beforeLast: { start: at('2025-12-31T05:00:00Z'), end: at('2026-01-31T05:00:00Z') },
  };
  const spans = (query: string, from = periods, zone = 'UTC', today = now) => {
    const { range, shown, before } = spendSpans(parseSpendView(fromQuery(query)), from, zone, today);
    const text = (span: typeof before) => span && `${span.first} ${span.last}`;
    return [range, text(shown), text(before)];
  };

  it.each([
    ['', 'period', '2026-02-28 2026-03-31', '2026-01-31 2026-02-28'],
    ['?range=last', 'last', '2026-01-31 2026-02-28', '2025-12-31 2026-01-31'],
    ['?range=7d', '7d', '2026-03-09 2026-03-15', '2026-03-02 2026-03-08'],
    ['?range=30d', '30d', '2026-02-14 2026-03-15', '2026-01-15 2026-02-13'],
    ['?range=90d', '90d', '2025-12-16 2026-03-15', '2025-09-17 2025-12-15'],
    ['?range=12m', '12m', '2025-04-01 2026-03-31', '2024-04-01 2025-03-31'],
    ['?from=2026-03-01&to=2026-03-01', 'own', '2026-03-01 2026-03-01', '2026-02-28 2026-02-28'],
  ])('%s: %s is %s, after %s', (query, range, shown, before) => {
    expect(spans(query)).toEqual([range, shown, before]);
  });

  it('are those of the account’s zone', () => {
    expect(spans('', periods, 'America/New_York')).toEqual([
      'period',
      '2026-02-28 2026-03-31',
      '2026-01-31 2026-02-27',
    ]);
    const late = at('2026-03-15T20:00:00Z');
    expect(spans('?range=7d', periods, 'Asia/Tokyo', late)[1]).toBe('2026-03-10 2026-03-16');
  });

  it('go on past the end of a period that waits for its payment', () => {
    expect(spans('', periods, 'UTC', at('2026-04-03T00:00:00Z'))[1]).toBe('2026-02-28 2026-04-03');
  });

  it('fall back to what there is', () => {
    expect(spans('?range=last', { ...periods, last: null, beforeLast: null })[0]).toBe('period');
    expect(spans('', none)[0]).toBe('30d');
  });
});

function fromQuery(query: string): Record<string, string | string[]> {
  const asked: Record<string, string | string[]> = {};
  const params = new URLSearchParams(query);
  for (const name of new Set(params.keys())) {
    const all = params.getAll(name);
    asked[name] = all.length === 1 ? all[0]! : all;
  }
  return asked;
}
