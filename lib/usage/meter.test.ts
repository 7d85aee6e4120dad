import { describe, expect, it } from 'vitest';
import { credits } from '../credits';
import { always, grantLike, instant, LivedAccount, plan, sellingPlans, shipped } from '../ledger/testing/account';
import type { AccountState } from '../ledger/state';
import { DAY_MS, type Instant } from '../time';
import { calendarDays, meterOf, type Meter, type UsageRow } from './meter';
import { usageDeltas } from './rollup';

const captions = shipped('captions');
const start = instant('2026-01-31T09:00:00.000Z');
const second = instant('2026-02-28T09:00:00.000Z');
const third = instant('2026-03-31T09:00:00.000Z');

function on(planId: string) {
  const account = new LivedAccount(always(captions), start);
  account.subscribe(planId, start);
  return account;
}

/** The meter with the rollup that its entries make. */
function read(account: LivedAccount, now: Instant, zone = 'UTC', catalog = captions): Meter {
  const { period } = account.state.header;
  const usage: UsageRow[] = usageDeltas(account.entries, zone)
    .filter((row) => row.periodStart === (period?.start ?? 0))
    .map((row) => ({ ...row, model: row.model || null }));
  return meterOf(account.state, catalog, usage, zone, now);
}

const balanced = (meter: Meter) =>
  meter.carriedIn + meter.granted - (meter.used + meter.ended + meter.held + meter.available);

describe('the numbers of the meter', () => {
  it('add up: carried in + granted = used + ended + held + available', () => {
    const account = on('pro');
    account.spend(credits(50), start + 1);
    account.renew(1, second);
    account.give(credits(20), second + 1, second + DAY_MS);
    account.spend(credits(15), second + 2);
    account.spend(credits(40), second + 2 * DAY_MS);
    const meter = read(account, second + 2 * DAY_MS);
    expect(meter).toMatchObject({
      plan: { id: 'pro', name: 'Pro', status: 'active' },
      period: { start: '2026-02-28T09:00:00.000Z', end: '2026-03-31T09:00:00.000Z' },
      carriedIn: 150,
      granted: 220,
      used: 55,
      ended: 5,
      held: 0,
      available: 310,
      carryOverCap: 400,
    });
    expect(balanced(meter)).toBe(0);
  });

  it('show what is held', () => {
    const { state } = on('pro');
    const grants = [grantLike({ id: 1, amount: credits(200), held: credits(30), recurring: true })];
    const held: AccountState = {
      ...state,
      grants,
      header: { ...state.header, balance: credits(170), held: credits(30) },
    };
    const meter = meterOf(held, captions, [], 'UTC', start);
    expect(meter).toMatchObject({ granted: 200, held: 30, available: 170, used: 0 });
    expect(balanced(meter)).toBe(0);
  });

  it('are exact to the micro-credit', () => {
    const account = on('pro');
    account.spend(1n, start);
    account.spend(credits(1) / 10n, start);
    expect(read(account, start)).toMatchObject({ used: 0.100001, available: 199.899999 });
  });

  it('of an account without a subscription are noughts, and what was given', () => {
    const account = new LivedAccount(always(captions), start);
    expect(read(account, start)).toEqual({
      asOf: '2026-01-31T09:00:00.000Z',
      zone: 'UTC',
      plan: null,
      period: null,
      refresh: null,
      noRefresh: null,
      change: null,
      available: 0,
      held: 0,
      used: 0,
      carriedIn: 0,
      granted: 0,
      ended: 0,
      carryOverCap: null,
      carryOverShare: null,
      nextToEnd: null,
      forecast: null,
      spend: { byFeature: [], byDay: [] },
    });
    account.give(credits(3), start);
    expect(read(account, start)).toMatchObject({ available: 3, period: null });
  });

  it.each([
    ['captions', 'free', null],
    ['captions', 'max', 1000],
    ['ai-studios', 'personal', 0],
  ] as const)('tell how much may be carried: %s %s', (name, planId, cap) => {
    const catalog = shipped(name);
    const account = new LivedAccount(always(catalog), start);
    account.subscribe(planId, start);
    expect(read(account, start, 'UTC', catalog).carryOverCap).toBe(cap);
  });
});

describe('the refresh', () => {
  it.each([
    ['UTC', start, 28],
    ['UTC', second - 1, 0],
    // In Honolulu it is still 30 January, and the refresh comes at 23:00 on 27 February.
    ['Pacific/Honolulu', instant('2026-01-31T09:00:00.000Z'), 28],
    ['Pacific/Honolulu', instant('2026-02-27T09:59:59.999Z'), 1],
    ['Pacific/Honolulu', instant('2026-02-27T10:00:00.000Z'), 0],
    // In Auckland the refresh is at 22:00 of the same day.
    ['Pacific/Auckland', instant('2026-02-27T11:00:00.000Z'), 0],
  ])('is a number of calendar days away in %s (%s)', (zone, now, days) => {
    expect(read(on('pro'), now, zone).refresh).toEqual({ at: '2026-02-28T09:00:00.000Z', credits: 200, days });
  });

  it('never comes on a plan that gave once', () => {
    const account = on('free');
    account.settle(third);
    expect(read(account, third)).toMatchObject({
      refresh: null,
      noRefresh: 'gives_once',
      carriedIn: 200,
      granted: 0,
      available: 200,
    });
  });

  it('that waits for a payment is shown as waiting', () => {
    const account = on('pro');
    account.settle(second + DAY_MS);
    const waiting = read(account, second + DAY_MS);
    expect(waiting.plan).toEqual({ id: 'pro', name: 'Pro', status: 'awaiting_payment' });
    // A date that is over is no promise.
    expect(waiting).toMatchObject({ refresh: null, noRefresh: 'awaiting_payment' });
  });

  it('never comes on a plan that gives nothing', () => {
    const catalog = shipped('artifio');
    const account = new LivedAccount(always(catalog), start);
    account.subscribe('pay-as-you-go', start);
    expect(read(account, start, 'UTC', catalog)).toMatchObject({ refresh: null, noRefresh: 'gives_none' });
  });
});

describe('what waits for the end of the period', () => {
  const end = '2026-02-28T09:00:00.000Z';

  it('is the end of a cancelled plan, until that is taken back', () => {
    const account = on('pro');
    expect(read(account, start)).toMatchObject({ change: null, noRefresh: null });
    account.do({ type: 'cancel' }, start + 1);
    expect(read(account, start + 1)).toMatchObject({
      refresh: null,
      noRefresh: 'cancelled',
      change: { at: end, plan: null, creditsEnd: false },
    });
    account.do({ type: 'resume' }, start + 2);
    expect(read(account, start + 2)).toMatchObject({ change: null, noRefresh: null, refresh: { at: end } });
  });

  it('is another plan, with its refresh and what it lets carry over', () => {
    const account = on('max');
    expect(read(account, start)).toMatchObject({ refresh: { credits: 500 }, carryOverCap: 1000 });
    account.do({ type: 'changePlan', planId: 'pro', intervalId: 'month' }, start + 1);
    expect(read(account, start + 1)).toMatchObject({
      refresh: { at: end, credits: 200 },
      carryOverCap: 400,
      change: { at: end, plan: { id: 'pro', name: 'Pro' }, creditsEnd: false },
    });
  });

  it('is a plan that gives nothing by itself: then there is no refresh to come', () => {
    const catalog = sellingPlans(
      plan('free', 0, []),
      plan('none', 100, []),
      plan('some', 900, [{ id: 'some', credits: 10, when: 'period', lasts: { type: 'periods', count: 2 } }]),
    );
    const account = new LivedAccount(always(catalog), start);
    account.subscribe('some', start);
    account.do({ type: 'changePlan', planId: 'none', intervalId: 'month' }, start + 1);
    expect(read(account, start + 1, 'UTC', catalog)).toMatchObject({
      refresh: null,
      noRefresh: 'plan_changes',
      // This catalog ends what is left of the old plan.
      carryOverCap: 0,
      change: { at: end, plan: { id: 'none', name: 'none' }, creditsEnd: true },
    });
  });

  it('is nothing while a payment is awaited; after the grace the plan is suspended', () => {
    const account = on('pro');
    account.settle(second);
    account.do({ type: 'declinePayment', periodIndex: 1 }, second + 1);
    const late = second + 8 * DAY_MS;
    account.settle(late);
    expect(read(account, late)).toMatchObject({
      plan: { status: 'suspended' },
      refresh: null,
      noRefresh: 'suspended',
      change: null,
    });
  });

  it.each([undefined, 30])('says which part of what is left is carried over, at most %s', (atMost) => {
    const grants = [{ id: 'some', credits: 100, when: 'period', lasts: { type: 'periods', count: 3 } }];
    const carryOver = { type: 'fraction', of: 'unspent', fraction: 0.5, ...(atMost && { atMost }) };
    const catalog = sellingPlans(plan('half', 0, grants, { carryOver }));
    const account = new LivedAccount(always(catalog), start);
    account.subscribe('half', start);
    account.spend(credits(20), start + 1);
    expect(read(account, start + 1, 'UTC', catalog)).toMatchObject({
      carryOverShare: 0.5,
      carryOverCap: atMost ?? null,
    });
    account.settle(second);
    // Half of 80, or as much as may be.
    const carriedIn = atMost ?? 40;
    expect(read(account, second, 'UTC', catalog)).toMatchObject({
      carriedIn,
      granted: 100,
      available: 100 + carriedIn,
    });
  });
});

describe('what ends next', () => {
  it('is all that ends at the soonest instant, and when', () => {
    const account = on('pro');
    account.give(credits(5), start, second);
    account.give(credits(7), start, second);
    account.give(credits(9), start, third);
    expect(read(account, start).nextToEnd).toEqual({ at: '2026-02-28T09:00:00.000Z', credits: 12, days: 28 });
    account.spend(credits(12), start + 1);
    expect(read(account, start + 1).nextToEnd).toEqual({ at: '2026-03-31T09:00:00.000Z', credits: 9, days: 59 });
  });

  it('is nothing where nothing ever ends', () => {
    expect(read(on('free'), start).nextToEnd).toBeNull();
  });

  it('is nothing that has ended already and only waits for a payment', () => {
    const account = on('pro');
    account.give(credits(5), start, second);
    account.settle(second);
    expect(account.state.header.balance).toBe(credits(205));
    expect(read(account, second).nextToEnd).toMatchObject({ at: '2026-04-30T09:00:00.000Z', credits: 200 });
  });
});

describe('the forecast', () => {
  const pace = [10, 10, 10, 10, 10].map(credits);
  const ahead = (account: LivedAccount, now: Instant) =>
    meterOf(account.state, captions, [], 'UTC', now, pace).forecast;

  it('looks as far as the refresh', () => {
    const account = on('pro');
    expect(ahead(account, start)).toMatchObject({ runsOut: '2026-02-20', leftAtRefresh: null });
    account.give(credits(100), start + 1);
    expect(ahead(account, start + 1)).toMatchObject({ runsOut: null, leftAtRefresh: 20 });
  });

  it('is silent while a payment is awaited', () => {
    const account = on('pro');
    account.settle(second);
    expect(ahead(account, second)).toBeNull();
  });
});

describe('what the period was used for', () => {
  it('is summed by feature, dearest first, then by name', () => {
    const account = on('pro');
    account.spend(credits(14), start, { feature: 'ai-edit' });
    account.spend(credits(10), start, { feature: 'ai-creator' });
    account.spend(credits(4), start + DAY_MS, { feature: 'ai-creator' });
    account.spend(credits(28), start, { feature: 'genai-video', model: 'veo-2' });
    account.spend(credits(2), start, { feature: 'genai-video', model: 'ray-2' });
    account.spend(0n, start, { feature: 'genai-music', model: 'mmaudio' });
    account.spend(credits(1), start, { feature: 'withdrawn-since' });
    const rows = read(account, start + DAY_MS).spend.byFeature;
    expect(rows.map((row) => [row.name, row.credits, row.generations])).toEqual([
      ['GenAI Video', 30, 2],
      ['AI Creator', 14, 2],
      ['AI Edit', 14, 1],
      ['withdrawn-since', 1, 1],
      ['GenAI Music', 0, 1],
    ]);
    expect(rows.reduce((sum, row) => sum + row.credits, 0)).toBe(read(account, start + DAY_MS).used);
  });

  it('is drawn for every day of the period, in the zone, with today marked', () => {
    const account = on('pro');
    // 30 January, 23:00 in New York; then two features on one day.
    account.spend(credits(8), instant('2026-02-01T04:00:00.000Z'), { feature: 'ai-ads' });
    account.spend(credits(3), instant('2026-02-01T05:00:00.000Z'), { feature: 'ai-ads' });
    account.spend(credits(14), instant('2026-02-02T04:59:59.999Z'), { feature: 'ai-edit' });
    const days = read(account, instant('2026-02-02T04:59:59.999Z'), 'America/New_York').spend.byDay;
    expect(days).toHaveLength(29);
    expect(days.slice(0, 3)).toEqual([
      { day: '2026-01-31', credits: { 'ai-ads': 8 }, isToday: false, isFuture: false },
      { day: '2026-02-01', credits: { 'ai-ads': 3, 'ai-edit': 14 }, isToday: true, isFuture: false },
      { day: '2026-02-02', credits: {}, isToday: false, isFuture: true },
    ]);
    // The period ends on 28 February at 04:00 in New York: that day has its four hours.
    expect(days.at(-1)).toEqual({ day: '2026-02-28', credits: {}, isToday: false, isFuture: true });
  });

  it('goes on day by day past the end of a period that waits for its payment', () => {
    const account = on('pro');
    const now = second + 3 * DAY_MS;
    account.spend(credits(6), now, { feature: 'ai-ads' });
    const days = read(account, now).spend.byDay;
    expect(days.at(-1)).toEqual({ day: '2026-03-03', credits: { 'ai-ads': 6 }, isToday: true, isFuture: false });
  });

  it('has no day twice and none missing where the clocks change', () => {
    const account = new LivedAccount(always(captions), instant('2026-03-15'));
    account.subscribe('pro', instant('2026-03-15'));
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe']) {
      const days = read(account, instant('2026-03-29T12:00:00.000Z'), zone).spend.byDay.map(({ day }) => day);
      expect(new Set(days).size).toBe(days.length);
      const [first, last] = [Date.parse(days[0]!), Date.parse(days.at(-1)!)];
      expect((last - first) / DAY_MS + 1).toBe(days.length);
    }
  });
});

describe('calendar days', () => {
  it.each([
    ['UTC', '2026-03-15T00:00:00Z', '2026-03-15T23:59:59Z', 0],
    ['UTC', '2026-03-15T23:59:59Z', '2026-03-16T00:00:00Z', 1],
    ['Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-30T11:00:00Z', 2],
    ['Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z', 2],
    ['Asia/Tokyo', '2026-03-15T14:59:59Z', '2026-03-15T15:00:00Z', 1],
    ['America/New_York', '2026-12-31T12:00:00Z', '2027-01-31T12:00:00Z', 31],
    ['UTC', '2028-02-28T12:00:00Z', '2028-03-01T00:00:00Z', 2],
    ['UTC', '2026-03-15T12:00:00Z', '2026-03-12T12:00:00Z', -3],
  ])('in %s from %s to %s: %i', (zone, from, to, days) => {
    expect(calendarDays(zone, Date.parse(from), Date.parse(to))).toBe(days);
  });
});

describe('the meter of a plan of another make', () => {
  it('needs no code of its own', () => {
    const quarterly = plan(
      'studio',
      4500,
      [{ id: 'q', credits: 99.5, when: 'period', lasts: { type: 'days', count: 45 } }],
      {
        months: 3,
        carryOver: { type: 'amount', credits: 12.25 },
      },
    );
    const catalog = sellingPlans(quarterly);
    const account = new LivedAccount(always(catalog), start);
    account.subscribe('studio', start);
    expect(read(account, start, 'UTC', catalog)).toMatchObject({
      refresh: { at: '2026-04-30T09:00:00.000Z', credits: 99.5, days: 89 },
      nextToEnd: { at: '2026-03-17T09:00:00.000Z', credits: 99.5, days: 45 },
      carryOverCap: 12.25,
    });
  });
});
