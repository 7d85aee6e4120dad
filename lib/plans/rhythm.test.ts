import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanGrant } from '../catalog/schema';
import { instant, plan, sellingPlans } from '../ledger/testing/account';
import { addMonthsUtc, DAY_MS, isoText, type Instant } from '../time';
import { findTerms } from './plan';
import { endOfTurns, givesAt, nextGiven, spanOfPaid, timesGiven, type PaidPeriod } from './rhythm';

// The instants in these tables were read off a calendar, not off the program.

type When = Pick<PlanGrant, 'when' | 'everyDays'>;

function periodOf(anchor: Instant, months: number, index: number, when: When): { rule: PlanGrant; period: PaidPeriod } {
  const rule = { id: 'rule', credits: 10, lasts: { type: 'never' }, ...when };
  const terms = findTerms(sellingPlans(plan('pro', 999, [rule], { months })), 'pro', 'month');
  if (!terms.ok) throw new Error(terms.error.detail);
  return {
    rule: terms.value.interval.grants[0]!,
    period: { terms: terms.value, seats: 1, anchor, index },
  };
}

/** Every instant at which a rule gives in a period. */
function instantsOf({ rule, period }: ReturnType<typeof periodOf>): Instant[] {
  const instants: Instant[] = [];
  let next = nextGiven(rule, period, spanOfPaid(period).start - 1);
  while (next !== null) {
    instants.push(next);
    next = nextGiven(rule, period, next);
  }
  return instants;
}

const at = (text: string) => instant(text.length > 10 ? `${text}:00.000Z` : text);
const month: When = { when: 'month' };
const calendarMonth: When = { when: 'calendarMonth' };
const everyDays = (days: number): When => ({ when: 'days', everyDays: days });

describe('rule 20: a rule gives each month of a longer period, on the anchored day', () => {
  // prettier-ignore
  const cases: [what: string, anchor: string, months: number, index: number, days: string[]][] = [
    ['twelve times in a year from the 31st, over a leap day', '2027-05-31', 12, 0, [
      '2027-05-31', '2027-06-30', '2027-07-31', '2027-08-31', '2027-09-30', '2027-10-31',
      '2027-11-30', '2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30',
    ]],
    ['twelve times in the year after it, without one', '2027-05-31', 12, 1, [
      '2028-05-31', '2028-06-30', '2028-07-31', '2028-08-31', '2028-09-30', '2028-10-31',
      '2028-11-30', '2028-12-31', '2029-01-31', '2029-02-28', '2029-03-31', '2029-04-30',
    ]],
    ['from the leap day, and back to the 29th', '2028-02-29', 12, 0, [
      '2028-02-29', '2028-03-29', '2028-04-29', '2028-05-29', '2028-06-29', '2028-07-29',
      '2028-08-29', '2028-09-29', '2028-10-29', '2028-11-29', '2028-12-29', '2029-01-29',
    ]],
    ["in the leap day's second year, which begins on the 28th", '2028-02-29', 12, 1, [
      '2029-02-28', '2029-03-29', '2029-04-29', '2029-05-29', '2029-06-29', '2029-07-29',
      '2029-08-29', '2029-09-29', '2029-10-29', '2029-11-29', '2029-12-29', '2030-01-29',
    ]],
    ['from the 30th', '2027-11-30', 6, 0, [
      '2027-11-30', '2027-12-30', '2028-01-30', '2028-02-29', '2028-03-30', '2028-04-30',
    ]],
    ['from the 29th, at its hour', '2026-12-29T23:30', 3, 0, ['2026-12-29T23:30', '2027-01-29T23:30', '2027-02-28T23:30']],
    ['in the quarter that begins on a clamped day', '2026-11-30', 3, 1, ['2027-02-28', '2027-03-30', '2027-04-30']],
  ];
  it.each(cases)('%s', (_, anchor, months, index, days) => {
    expect(instantsOf(periodOf(at(anchor), months, index, month)).map(isoText)).toEqual(days.map(at).map(isoText));
  });
});

describe('a rule gives on the first of each calendar month (UTC)', () => {
  // prettier-ignore
  const cases: [what: string, anchor: string, months: number, index: number, days: string[]][] = [
    ['and at the very beginning, whatever the day', '2027-11-15T08:00', 12, 0, [
      '2027-11-15T08:00', '2027-12-01', '2028-01-01', '2028-02-01', '2028-03-01', '2028-04-01', '2028-05-01',
      '2028-06-01', '2028-07-01', '2028-08-01', '2028-09-01', '2028-10-01', '2028-11-01',
    ]],
    ['and not at later boundaries', '2027-11-15T08:00', 12, 1, [
      '2028-12-01', '2029-01-01', '2029-02-01', '2029-03-01', '2029-04-01', '2029-05-01',
      '2029-06-01', '2029-07-01', '2029-08-01', '2029-09-01', '2029-10-01', '2029-11-01',
    ]],
    ['once on a first that begins the subscription', '2028-02-01', 1, 0, ['2028-02-01']],
    ['once on a first that begins a later period', '2028-02-01', 1, 1, ['2028-03-01']],
    ['twice where the subscription begins later on a first', '2028-02-01T08:00', 1, 0, ['2028-02-01T08:00', '2028-03-01']],
    ['from the 31st of January', '2028-01-31', 1, 0, ['2028-01-31', '2028-02-01']],
    ['in the month from the leap day', '2028-01-31', 1, 1, ['2028-03-01']],
    ['in the month from the 31st of March', '2028-01-31', 1, 2, ['2028-04-01']],
    ['over the end of a year', '2027-12-31T23:59', 1, 0, ['2027-12-31T23:59', '2028-01-01']],
  ];
  it.each(cases)('%s', (_, anchor, months, index, days) => {
    const given = instantsOf(periodOf(at(anchor), months, index, calendarMonth));
    expect(given.map(isoText)).toEqual(days.map(at).map(isoText));
  });
});

describe('a rule gives every so many days from the anchor', () => {
  // prettier-ignore
  const cases: [what: string, anchor: string, months: number, index: number, days: number, given: string[]][] = [
    ['each week of the first month', '2026-01-31', 1, 0, 7, ['2026-01-31', '2026-02-07', '2026-02-14', '2026-02-21']],
    ['with the period where it falls on its start', '2026-01-31', 1, 1, 7, ['2026-02-28', '2026-03-07', '2026-03-14', '2026-03-21', '2026-03-28']],
    ['and not with the period where it does not', '2026-01-31', 1, 2, 7, ['2026-04-04', '2026-04-11', '2026-04-18', '2026-04-25']],
    ['each 30 days, which are no months', '2026-01-31', 1, 0, 30, ['2026-01-31']],
    ['each 30 days, in March', '2026-01-31', 1, 1, 30, ['2026-03-02']],
    ['each 30 days, in May', '2026-01-31', 1, 3, 30, ['2026-05-01']],
    ['each 30 days, on a boundary', '2026-01-31', 1, 4, 30, ['2026-05-31']],
    ['more seldom than the period comes', '2026-01-31', 12, 1, 400, ['2027-03-07']],
    ['never in a period between', '2026-01-31', 1, 1, 100, []],
    ['at the hour of the anchor', '2027-02-27T13:15', 1, 0, 14, ['2027-02-27T13:15', '2027-03-13T13:15']],
  ];
  it.each(cases)('%s', (_, anchor, months, index, days, given) => {
    const instants = instantsOf(periodOf(at(anchor), months, index, everyDays(days)));
    expect(instants.map(isoText)).toEqual(given.map(at).map(isoText));
  });

  it.each([
    ['29 days from 31 January 2028', 0, 29],
    ['31 days from the leap day', 1, 31],
    ['30 days from 31 March', 2, 30],
  ])('each day: %s', (_, index, times) => {
    const daily = periodOf(at('2028-01-31'), 1, index, everyDays(1));
    expect(instantsOf(daily)).toHaveLength(times);
    expect(timesGiven(daily.rule, daily.period, Infinity)).toBe(times);
  });

  it('366 times in a leap year and 365 in another', () => {
    const times = (index: number) => {
      const { rule, period } = periodOf(at('2027-06-15'), 12, index, everyDays(1));
      return timesGiven(rule, period, Infinity);
    };
    expect([times(0), times(1)]).toEqual([366, 365]);
  });

  it('is refused by the engine where the file does not say how many', () => {
    const { rule, period } = periodOf(at('2026-01-31'), 1, 0, everyDays(1));
    expect(() => timesGiven({ ...rule, everyDays: undefined }, period, period.anchor)).toThrow('does not say how many');
  });
});

describe('turns of a rhythm end', () => {
  // prettier-ignore
  const cases: [what: string, when: When, anchor: string, given: string, count: number, end: string][] = [
    ['a month on, on the anchored day',            month,         '2027-01-31', '2027-02-28', 1, '2027-03-31'],
    ['three months on',                            month,         '2027-01-31', '2027-11-30', 3, '2028-02-29'],
    ['with the calendar month',                    calendarMonth, '2027-01-15', '2027-02-01', 1, '2027-03-01'],
    ['with the calendar month, begun in its middle', calendarMonth, '2027-01-15', '2027-01-15', 1, '2027-02-01'],
    ['with the third calendar month, in a new year', calendarMonth, '2027-01-15', '2027-11-01', 3, '2028-02-01'],
    ['some days on',                               everyDays(7),  '2028-02-19', '2028-02-26', 1, '2028-03-04'],
    ['twice some days on',                         everyDays(7),  '2028-02-19', '2028-02-26', 2, '2028-03-11'],
    ['with the period',                            { when: 'period' }, '2027-01-31', '2027-01-31', 1, '2028-01-31'],
  ];
  it.each(cases)('%s', (_, when, anchor, given, count, end) => {
    const { rule, period } = periodOf(at(anchor), 12, 0, when);
    expect(isoText(endOfTurns(rule, period, at(given), count))).toBe(isoText(at(end)));
  });
});

describe('any rhythm', () => {
  const whens: fc.Arbitrary<When> = fc.oneof(
    fc.constantFrom<When>({ when: 'period' }, month, calendarMonth),
    fc.integer({ min: 1, max: 500 }).map(everyDays),
  );
  const anchors = fc.integer({ min: at('2024-01-01'), max: at('2032-01-01') });
  const about = { months: fc.integer({ min: 2, max: 12 }), index: fc.nat(9), when: whens, anchor: anchors };

  it('counts as many as one by one, to the millisecond, and none outside its period', () => {
    fc.assert(
      fc.property(fc.record(about), fc.nat(), ({ anchor, months, index, when }, dice) => {
        const { rule, period } = periodOf(anchor, months, index, when);
        const span = spanOfPaid(period);
        const instants = instantsOf({ rule, period });
        expect(instants.every((each) => each >= span.start && each < span.end)).toBe(true);
        for (const each of [...instants.slice(0, 2), ...instants.slice(-1), span.start + (dice % (90 * DAY_MS))]) {
          for (const through of [each - 1, each]) {
            const expected = instants.filter((given) => given <= through).length;
            expect(timesGiven(rule, period, through)).toBe(expected);
          }
          expect(givesAt(rule, period, each)).toBe(instants.includes(each));
        }
        expect(timesGiven(rule, period, span.end)).toBe(instants.length);
      }),
      { numRuns: 150 },
    );
  });

  it('goes on over periods as if they were one', () => {
    fc.assert(
      fc.property(fc.record(about), ({ anchor, months, when }) => {
        fc.pre(when.when !== 'period');
        const parts = [0, 1, 2].flatMap((index) => instantsOf(periodOf(anchor, months, index, when)));
        expect(parts).toEqual(instantsOf(periodOf(anchor, months * 3, 0, when)));
        expect(addMonthsUtc(anchor, months * 3)).toBeGreaterThan(parts.at(-1)!);
      }),
      { numRuns: 60 },
    );
  });
});
