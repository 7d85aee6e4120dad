import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { periodName, periodNamed } from './period-name';
import { statementOf, type StatementSums } from './statement';

const catalog = { features: [{ id: 'film', name: 'Film' }] } as unknown as Parameters<typeof statementOf>[1];
const nothing: StatementSums = { opening: 0n, closing: 0n, issued: [], ended: [], used: [] };
const use = (feature: string, used: bigint, refundedEarlier = 0n, generations = 1) => ({
  feature,
  used,
  refundedEarlier,
  generations,
});

describe('a statement', () => {
  it('goes from the opening balance by its sums to the closing one', () => {
    const made = statementOf(
      {
        opening: credits(140),
        // 140 + 500 + 30 given back − 90 used − 40 ended − 20 more held
        closing: credits(520),
        issued: [{ source: 'plan', reason: 'renewed', credits: credits(500) }],
        ended: [{ reason: 'carry_over_cap', credits: credits(40) }],
        used: [use('film', credits(60), credits(30)), use('gone', credits(30))],
      },
      catalog,
    );
    expect(made).toEqual({
      opening: 140,
      sums: [
        { what: 'granted', source: 'plan', reason: 'renewed', credits: 500 },
        { what: 'givenBack', credits: 30 },
        { what: 'used', feature: { id: 'film', name: 'Film' }, generations: 1, credits: -60 },
        { what: 'used', feature: { id: 'gone', name: 'gone' }, generations: 1, credits: -30 },
        { what: 'ended', reason: 'carry_over_cap', credits: -40 },
        { what: 'held', credits: -20 },
      ],
      closing: 520,
    });
  });

  it('counts what was issued in the place of other credits only once', () => {
    const issued = (['extended', 'reissued', 'reissued_earlier'] as const).map((reason) => ({
      source: 'refund' as const,
      reason,
      credits: credits(7),
    }));
    expect(statementOf({ ...nothing, issued }, catalog).sums).toEqual([]);
    // Given back of an earlier period's charge, as a new lot: the rollup says it.
    const back = { ...nothing, closing: credits(7), issued, used: [use('film', 0n, credits(7), 0)] };
    expect(statementOf(back, catalog).sums).toEqual([{ what: 'givenBack', credits: 7 }]);
  });

  it('shows free work as work, and a feature that gave back more than it took with its sign', () => {
    const used = [use('film', 0n), use('gone', -credits(5), 0n, 0)];
    expect(statementOf({ ...nothing, closing: credits(5), used }, catalog).sums).toMatchObject([
      { what: 'used', feature: { id: 'film' }, credits: 0 },
      { what: 'used', feature: { id: 'gone' }, credits: 5 },
    ]);
  });

  it('is exact to the micro-credit', () => {
    const used = [use('film', 1n), use('gone', 2n)];
    const made = statementOf(
      { ...nothing, opening: 999_999_999_999_999n, closing: 999_999_999_999_996n, used },
      catalog,
    );
    expect(made).toMatchObject({ opening: 999_999_999.999999, closing: 999_999_999.999996 });
    expect(made.sums.map((line) => line.credits)).toEqual([-0.000002, -0.000001]);
  });
});

describe('the name of a period in an address', () => {
  it.each([
    [Date.parse('2026-03-07T09:00:00.000Z'), '20260307T090000.000Z'],
    [Date.parse('2026-12-31T23:59:59.999Z'), '20261231T235959.999Z'],
    [null, 'beginning'],
  ])('leads back to it (%s)', (start, name) => {
    expect(periodName(start)).toBe(name);
    expect(periodNamed(name)).toBe(start);
  });

  it.each(['', 'x', '20260230T090000.000Z', '20261307T090000.000Z', '20260307', "1' OR 1=1", '99990307T090000.000Z'])(
    'is not %o',
    (name) => {
      expect(periodNamed(name)).toBeUndefined();
    },
  );
});
