import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, plan, sellingPlans } from '../ledger/testing/account';
import type { Instant } from '../time';
import { nextRefreshIn, rulesGivingAt } from './period-grants';
import { findTerms } from './plan';
import { shareOf, stillToShare } from './price-shares';
import { spanOfPaid, type PaidPeriod } from './rhythm';

const anchor = instant('2027-05-31');
const never = { type: 'never' };
const rule = (id: string, credits: number, when: string, more = {}) => ({ id, credits, when, lasts: never, ...more });

interface Paying {
  price?: number | null;
  months?: number;
  seats?: number;
  index?: number;
  pricePerSeat?: boolean;
}

function paid(grants: unknown[], more: Paying = {}): PaidPeriod {
  const { price = 999, months = 12, seats = 1, index = 0, pricePerSeat = false } = more;
  const sold = plan('pro', price, grants, { months, pricePerSeat, seats: { min: 1 } });
  const terms = findTerms(sellingPlans(sold), 'pro', 'month');
  if (!terms.ok) throw new Error(terms.error.detail);
  return { terms: terms.value, seats, anchor, index };
}

/** Each share of a period's price, in the order in which the credits come. */
function sharesOf(period: PaidPeriod, after: Instant = spanOfPaid(period).start - 1): bigint[] {
  const shares: bigint[] = [];
  for (let next = nextRefreshIn(period, after); next !== null; next = nextRefreshIn(period, next.at)) {
    for (const each of rulesGivingAt(period, next.at)) shares.push(shareOf(period, each, next.at));
  }
  return shares;
}

const sum = (shares: bigint[]) => shares.reduce((total, share) => total + share, 0n);
const times = <T>(count: number, parts: T[]): T[] => Array.from({ length: count }, () => parts).flat();

describe("rule 20: a year's price is shared among its twelve months by cumulative floor", () => {
  const monthly = rule('monthly', 50, 'month');
  // In millionths of a minor unit: (k + 1)/12 of the price, rounded down, less k/12 of it, rounded down.
  // prettier-ignore
  const cases: [what: string, price: number, shares: bigint[]][] = [
    ['that twelve divides',           34_800, times(12, [2_900_000_000n])],
    ['of a dollar',                      100, times(4, [8_333_333n, 8_333_333n, 8_333_334n])],
    ['that leaves two thirds of a millionth', 5, times(4, [416_666n, 416_667n, 416_667n])],
    ['of one cent',                        1, times(4, [83_333n, 83_333n, 83_334n])],
  ];
  it.each(cases)('%s', (_, price, shares) => {
    expect(sharesOf(paid([monthly], { price }))).toEqual(shares);
    expect(sum(shares)).toBe(BigInt(price) * 1_000_000n);
  });

  it('of each seat where it is a price for each', () => {
    const seats = { ...monthly, perSeat: true };
    expect(sharesOf(paid([seats], { price: 100, seats: 3, pricePerSeat: true }))).toEqual(times(12, [25_000_000n]));
  });

  it('and is nothing where a contract sets it', () => {
    expect(sharesOf(paid([monthly], { price: null }))).toEqual(times(12, [0n]));
  });
});

describe("a period's price", () => {
  const upFront = rule('up-front', 600, 'period');
  const monthly = rule('monthly', 50, 'month');
  // prettier-ignore
  const cases: [what: string, grants: unknown[], more: Paying, shares: bigint[]][] = [
    ['is half for 600 at the start and half for 12 × 50', [upFront, monthly], { price: 10_000 },
      [5_000_000_000n, 416_666_666n, ...times(3, [416_666_667n, 416_666_667n, 416_666_666n]), 416_666_667n, 416_666_667n]],
    ["is shared in the file's order at one instant", [monthly, upFront], { price: 10_000 },
      [416_666_666n, 5_000_000_000n, ...times(3, [416_666_667n, 416_666_667n, 416_666_666n]), 416_666_667n, 416_666_667n]],
    ['is thirteen parts where the first year has thirteen firsts', [rule('firsts', 7, 'calendarMonth')], { price: 1_300 },
      times(13, [100_000_000n])],
    ['is twelve parts in the year after it', [rule('firsts', 7, 'calendarMonth')], { price: 1_200, index: 1 },
      times(12, [100_000_000n])],
    ['is five weeks in a month of 30 days from its 31st', [rule('weekly', 7, 'days', { everyDays: 7 })], { months: 1 },
      times(5, [199_800_000n])],
    ['is all for the rule that gives anything', [rule('none', 0, 'month'), upFront], {}, [999_000_000n]],
    ['is not for gifts', [rule('gift', 500, 'once'), rule('bonus', 500, 'start'), upFront], {}, [999_000_000n]],
    ['counts the seats of a rule where it counts them itself',
      [rule('shared', 10, 'period'), rule('each', 10, 'period', { perSeat: true })],
      { price: 100, seats: 4, pricePerSeat: true }, [80_000_000n, 320_000_000n]],
    ['counts none where it counts none itself',
      [rule('shared', 10, 'period'), rule('each', 10, 'period', { perSeat: true })],
      { price: 100, seats: 4 }, [50_000_000n, 50_000_000n]],
  ];
  it.each(cases)('%s', (_, grants, more, shares) => {
    expect(sharesOf(paid(grants, more))).toEqual(shares);
  });
});

describe('what is still to be shared', () => {
  const year = paid([rule('monthly', 50, 'month')], { price: 1_200 });
  it.each([
    ['right after the start: eleven months', anchor, 1_100_000_000n],
    ['a millisecond before the second month', instant('2027-06-30') - 1, 1_100_000_000n],
    ['with the second month', instant('2027-06-30'), 1_000_000_000n],
    ['on the leap day', instant('2028-02-29'), 200_000_000n],
    ['with the last month', instant('2028-04-30'), 0n],
    ['at the end', instant('2028-05-31'), 0n],
  ])('%s', (_, after, left) => {
    expect(stillToShare(year, after)).toBe(left);
  });

  it('is nothing of a plan that gives it all at the start, or nothing at all', () => {
    expect(stillToShare(paid([rule('up-front', 600, 'period')]), anchor)).toBe(0n);
    expect(stillToShare(paid([]), anchor)).toBe(0n);
  });
});

describe('the shares of any period', () => {
  const rules = fc.array(
    fc.record({
      credits: fc.integer({ min: 0, max: 500 }),
      perSeat: fc.boolean(),
      rhythm: fc.constantFrom({ when: 'period' }, { when: 'month' }, { when: 'calendarMonth' }, { when: 'days' }),
      everyDays: fc.integer({ min: 3, max: 200 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const about = {
    rules: rules.filter((all) => all.some((one) => one.credits > 0)),
    price: fc.integer({ min: 1, max: 100_000 }),
    months: fc.integer({ min: 2, max: 13 }),
    seats: fc.integer({ min: 1, max: 30 }),
    index: fc.nat(3),
    pricePerSeat: fc.boolean(),
  };
  const periodOf = ({ rules: all, ...more }: { rules: { rhythm: { when: string }; everyDays: number }[] } & Paying) =>
    paid(
      all.map(({ rhythm, everyDays, ...one }, place) => ({
        ...one,
        ...rhythm,
        ...(rhythm.when === 'days' ? { everyDays } : {}),
        id: `r${place}`,
        lasts: never,
      })),
      more,
    );

  it('are its price together, exactly', () => {
    fc.assert(
      fc.property(fc.record(about), (paying) => {
        const period = periodOf(paying);
        fc.pre(nextRefreshIn(period, spanOfPaid(period).start - 1) !== null);
        const seats = paying.pricePerSeat ? paying.seats : 1;
        expect(sum(sharesOf(period))).toBe(BigInt(paying.price) * BigInt(seats) * 1_000_000n);
      }),
      { numRuns: 60 },
    );
  });

  it('and after more seats, what was given before and what that change adds, never more', () => {
    fc.assert(
      fc.property(fc.record(about), fc.integer({ min: 1, max: 20 }), fc.nat(999), (paying, more, permille) => {
        const before = periodOf(paying);
        const { start, end } = spanOfPaid(before);
        const at = start + Math.floor(((end - start) * permille) / 1000);
        const after = { ...before, seats: before.seats + more };
        const given = sum(sharesOf(before)) - sum(sharesOf(before, at));
        const added = stillToShare(after, at) - stillToShare(before, at);
        expect(given + sum(sharesOf(after, at))).toBe(sum(sharesOf(before)) + added);
        expect(added >= 0n).toBe(true);
        if (!paying.pricePerSeat) expect(added).toBe(0n);
      }),
      { numRuns: 60 },
    );
  });
});
