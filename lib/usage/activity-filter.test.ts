import { describe, expect, it } from 'vitest';
import { filterQuery, isFiltered, NONE, noFilter, parseFilter, parsePlace } from './activity-filter';

describe('the filter in an address', () => {
  it('is read and written back as it was', () => {
    const asked = {
      find: '#120',
      kind: 'debit',
      feature: 'ai-ads',
      model: 'photon',
      project: '=1+1 & Söhne',
      member: 'ada@example.org',
      period: '20260307T090000.000Z',
      from: '2026-01-31',
      to: '2026-02-28',
    };
    const filter = parseFilter(asked);
    expect(filter).toEqual(asked);
    const written = filterQuery(filter, { before: 120 });
    expect(Object.fromEntries(new URLSearchParams(written))).toEqual({ ...asked, before: '120' });
  });

  it('is nothing where nothing is asked, or fields were left empty', () => {
    for (const asked of [{}, { kind: '', feature: '', from: '' }]) {
      expect(parseFilter(asked)).toEqual(noFilter);
      expect(filterQuery(parseFilter(asked))).toBe('');
      expect(isFiltered(parseFilter(asked))).toBe(false);
    }
  });

  it.each(['-', '--', '-x', 'x', '(none)', 'x'.repeat(120), `-${'x'.repeat(119)}`])(
    'has a project and a member called %j, and none is another thing',
    (name) => {
      const filter = { ...noFilter, project: name, member: name };
      const query = filterQuery(filter);
      expect(parseFilter(Object.fromEntries(new URLSearchParams(query)))).toEqual(filter);
      expect(query).not.toBe('?project=-&member=-');
    },
  );

  it('asks for what has no project, or no member', () => {
    expect(filterQuery({ ...noFilter, project: NONE, member: NONE })).toBe('?project=-&member=-');
    expect(parseFilter({ project: '-', member: '-' })).toEqual({ ...noFilter, project: NONE, member: NONE });
    expect(isFiltered({ ...noFilter, member: NONE })).toBe(true);
  });

  it('keeps a search as it was written, less the space around it', () => {
    expect(parseFilter({ find: ' what is this? ' }).find).toBe('what is this?');
  });

  it.each([
    ['a search that is too long', { find: 'x'.repeat(81) }],
    ['two searches', { find: ['#1', '#2'] }],
    ['a search for space', { find: '   ' }],
    ['a search that the database refuses', { find: 'a\u0000' }],
    ['a member that is too long', { member: 'x'.repeat(121) }],
    ['a member that the database refuses', { member: '\ud800' }],
    ['a period that is none', { period: 'last' }],
    ['a period from 30 February', { period: '20260230T090000.000Z' }],
    ['two periods', { period: ['beginning', 'beginning'] }],
    ['a kind that there is none of', { kind: 'stolen' }],
    ['two kinds', { kind: ['debit', 'free'] }],
    ['a day that there is none of', { from: '2026-02-30' }],
    ['a month that there is none of', { to: '2026-13-01' }],
    ['a day in words', { from: 'yesterday' }],
    ['a day with a time', { from: '2026-02-01T00:00:00Z' }],
    ['a year before there were any', { from: '0001-01-01' }],
    ['a name that is too long', { feature: 'x'.repeat(81) }],
    ['a project that is too long', { project: 'x'.repeat(121) }],
    ['what the database refuses', { project: 'a\u0000b' }],
    ['half a character', { model: '\ud800' }],
  ])('leaves out %s', (_, asked) => {
    expect(parseFilter(asked)).toEqual(noFilter);
  });
});

it.each([
  [{ before: '51' }, { before: 51, after: null }],
  [{ after: '51' }, { before: null, after: 51 }],
  [
    { before: '51', after: '7' },
    { before: 51, after: null },
  ],
  [{ before: '0' }, { before: null, after: null }],
  [{ before: '-3' }, { before: null, after: null }],
  [{ after: '1e3' }, { before: null, after: null }],
  [{ after: '9'.repeat(16) }, { before: null, after: null }],
  [{ after: ['1', '2'] }, { before: null, after: null }],
])('the place in an address %o is %o', (asked, place) => {
  expect(parsePlace(asked)).toEqual(place);
});
