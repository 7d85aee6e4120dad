import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import {
  always,
  generationId,
  instant,
  LivedAccount,
  plan,
  quoteOf,
  sellingPlans,
  shipped,
} from '../ledger/testing/account';
import { findTerms, nextPlan, periodCredits, periodPrice } from './plan';
import { nextRefresh } from './refresh';

const catalogs = { captions: shipped('captions'), 'ai-studios': shipped('ai-studios'), artifio: shipped('artifio') };
const start = instant('2026-01-31');

function on(catalog: keyof typeof catalogs, planId: string, intervalId = 'month', seats = 1) {
  const account = new LivedAccount(always(catalogs[catalog]), start);
  account.subscribe(planId, start, { intervalId, seats });
  return account;
}

describe('what a period of a plan gives and costs', () => {
  // prettier-ignore
  it.each([
    ['captions',   'free',          'month',    1,     0,       0n],
    ['captions',   'pro',           'month',    1,   200,     999n],
    ['captions',   'max',           'month',    1,   500,    2499n],
    ['captions',   'scale',         'month',    1,  1400,    6999n],
    ['captions',   'scale-2x',      'month',    1,  2800,   13999n],
    ['captions',   'scale-4x',      'month',    1,  5600,   27999n],
    ['ai-studios', 'free',          'month',    1,    16,       0n],
    ['ai-studios', 'personal',      'month',    1,    60,    2900n],
    ['ai-studios', 'personal',      'year',     1,   720,   34800n],
    ['ai-studios', 'team',          'month',    5,   750,   19500n],
    ['ai-studios', 'team',          'year',     5,  9000,  234000n],
    ['ai-studios', 'enterprise',    'contract', 1,     0,     null],
    ['artifio',    'pay-as-you-go', 'month',    1,     0,       0n],
  ] as const)('%s %s by the %s with %i seats: %i credits for %s minor units', (catalog, planId, intervalId, seats, amount, price) => {
    const terms = findTerms(catalogs[catalog], planId, intervalId);
    if (!terms.ok) throw new Error(terms.error.detail);
    expect(periodCredits(terms.value, seats)).toBe(credits(amount));
    expect(periodPrice(terms.value, seats)).toBe(price);
  });
});

describe('what a period gives in rhythms of its own', () => {
  const rule = (when: string, amount: number, more = {}) => ({
    ...{ id: when.toLowerCase(), credits: amount, when, lasts: { type: 'never' } },
    ...(when === 'days' ? { everyDays: 7 } : {}),
    ...more,
  });
  // prettier-ignore
  it.each([
    ['a year of months',                      12, [rule('month', 50)],                        1, 600],
    ['a year of months for each of two seats', 12, [rule('month', 50, { perSeat: true })],    2, 1200],
    ['a month with the first of a month',      1, [rule('calendarMonth', 20)],                1,  20],
    ['a year of weeks',                       12, [rule('days', 3)],                          1, 156],
    ['a year and its months together',        12, [rule('month', 50), rule('period', 100)],   1, 700],
    ['what comes once, or at the start',       1, [rule('once', 5), rule('start', 7)],        1,   0],
  ] as const)('counts %s', (_, months, grants, seats, amount) => {
    const terms = findTerms(sellingPlans(plan('a', 1, [...grants], { months, seats: { min: 1 } })), 'a', 'month');
    if (!terms.ok) throw new Error(terms.error.detail);
    expect(periodCredits(terms.value, seats)).toBe(credits(amount));
  });

  it('is what the next plan up has more of, and is told of it', () => {
    const year = (id: string, price: number, monthly: number) =>
      plan(id, price, [rule('month', monthly)], { months: 12 });
    const catalog = sellingPlans(year('a', 1, 50), year('b', 2, 50), year('c', 3, 60));
    const account = new LivedAccount(always(catalog), start);
    account.subscribe('a', start);
    expect(nextPlan(catalog, account.state.subscription!)!.plan.id).toBe('c');
    const debit = { type: 'debit', generationId: generationId(1), quote: quoteOf(credits(51)) } as const;
    expect(account.refused(debit, start).data).toMatchObject({
      refreshCredits: 50,
      nextPlan: { id: 'c', creditsPerPeriod: 720, priceMinor: 3 },
    });
  });

  it('is compared over the same time: twelve times as much in a year is no more', () => {
    const yearly = (id: string, amount: number) => ({
      ...plan(id, 2, []),
      intervals: [{ id: 'year', months: 12, price: 5, grants: [rule('period', amount)] }],
    });
    const catalog = sellingPlans(plan('a', 1, [rule('period', 10)]), yearly('b', 120), yearly('c', 121));
    const account = new LivedAccount(always(catalog), start);
    account.subscribe('a', start);
    expect(nextPlan(catalog, account.state.subscription!)!.plan.id).toBe('c');
  });
});

describe('the next plan up', () => {
  it.each([
    ['captions', 'free', 'month', 1, 'pro month'],
    ['captions', 'pro', 'month', 1, 'max month'],
    ['captions', 'scale-2x', 'month', 1, 'scale-4x month'],
    ['captions', 'scale-4x', 'month', 1, null],
    ['ai-studios', 'free', 'month', 1, 'personal month'],
    ['ai-studios', 'personal', 'month', 1, 'team month'],
    ['ai-studios', 'personal', 'year', 1, 'team year'],
    ['ai-studios', 'team', 'month', 3, null],
    ['artifio', 'pay-as-you-go', 'month', 1, null],
  ] as const)('from %s %s by the %s with %i seats is %s', (catalog, planId, intervalId, seats, expected) => {
    const next = nextPlan(catalogs[catalog], on(catalog, planId, intervalId, seats).state.subscription!);
    expect(next && `${next.plan.id} ${next.interval.id}`).toBe(expected);
  });

  it('gives more credits: a dearer plan that does not is passed over', () => {
    const monthly = (amount: number) => ({ id: 'm', credits: amount, when: 'period', lasts: { type: 'never' } });
    const catalog = sellingPlans(plan('a', 1, [monthly(10)]), plan('b', 2, [monthly(10)]), plan('c', 3, [monthly(11)]));
    const account = new LivedAccount(always(catalog), start);
    account.subscribe('a', start);
    expect(nextPlan(catalog, account.state.subscription!)!.plan.id).toBe('c');
  });

  it('takes its first interval where it is not sold by the one that one pays by', () => {
    const monthly = { id: 'm', credits: 10, when: 'period', lasts: { type: 'never' } };
    const many = { ...monthly, credits: 121 };
    const yearly = { ...plan('b', 2, []), intervals: [{ id: 'year', months: 12, price: 5, grants: [many] }] };
    const catalog = sellingPlans(plan('a', 0, []), yearly);
    const account = new LivedAccount(always(catalog), start);
    account.subscribe('a', start);
    expect(nextPlan(catalog, account.state.subscription!)!.interval.id).toBe('year');
  });
});

describe('the next refresh', () => {
  it.each([
    ['captions', 'free', 'month', 1, null],
    ['captions', 'pro', 'month', 1, { at: instant('2026-02-28'), credits: credits(200) }],
    ['ai-studios', 'team', 'year', 2, { at: instant('2027-01-31'), credits: credits(3600) }],
    ['ai-studios', 'enterprise', 'contract', 1, null],
    ['artifio', 'pay-as-you-go', 'month', 1, null],
  ] as const)('of %s %s by the %s with %i seats', (catalog, planId, intervalId, seats, expected) => {
    expect(nextRefresh(on(catalog, planId, intervalId, seats).state, catalogs[catalog])).toEqual(expected);
  });

  it('is none without a subscription', () => {
    expect(nextRefresh(new LivedAccount(always(catalogs.captions), start).state, catalogs.captions)).toBeNull();
  });
});
