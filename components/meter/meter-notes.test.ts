import { describe, expect, it } from 'vitest';
import type { Meter } from '@/lib/usage/meter';
import { meterNotes } from './meter-notes';
import { meterShares, wholeOf } from './meter-shares';
import { noRefreshText } from './refresh-words';

const meter: Meter = {
  asOf: '2026-11-29T09:00:00.000Z',
  zone: 'UTC',
  plan: { id: 'max', name: 'Max', status: 'active' },
  period: { start: '2026-11-14T09:00:00.000Z', end: '2026-12-14T09:00:00.000Z' },
  refresh: { at: '2026-12-14T09:00:00.000Z', credits: 500, days: 15 },
  noRefresh: null,
  change: null,
  available: 640,
  held: 20,
  used: 40,
  carriedIn: 200,
  granted: 500,
  ended: 0,
  carryOverCap: 1000,
  carryOverShare: null,
  nextToEnd: { at: '2026-12-14T09:00:00.000Z', credits: 40, days: 15 },
  forecast: null,
  spend: { byFeature: [{ feature: 'a', name: 'A', credits: 40, generations: 1 }], byDay: [] },
};

const free = { id: 'free', name: 'Free', status: 'active' } as const;
const notes = (change: Partial<Meter>) => meterNotes({ ...meter, ...change }, 'en-GB').map((note) => note.text);

describe('what the meter says', () => {
  it('names what is held, what ends, and what carries over', () => {
    expect(notes({})).toEqual([
      '20 credits are held for work that is not finished; what it does not need comes back.',
      '40 carried-over credits end on 14 Dec, in 15 days; they are used first.',
      'Plan credits that are left on 14 Dec carry over, up to 1,000 credits.',
    ]);
  });

  it('calls credits carried over only where that is certain', () => {
    expect(notes({ used: 170, available: 510, held: 0 })[0]).toBe(
      '40 credits end on 14 Dec, in 15 days; they are used first.',
    );
  });

  it('says that the cap bites where there is more than it', () => {
    expect(notes({ available: 1100, held: 0, carriedIn: 640 }).at(-1)).toBe(
      'At most 1,000 credits of the plan carry over on 14 Dec; what is above that ends.',
    );
  });

  it('says how long it lasts at this pace, and how certain that is', () => {
    const forecast = {
      perDay: 12.5,
      days: 14,
      runsOut: '2026-12-08',
      earliest: '2026-12-05',
      latest: '2026-12-12',
      leftAtRefresh: null,
    };
    const lasts = { ...forecast, runsOut: null, earliest: null, latest: null, leftAtRefresh: 510 };
    const pace = 'At the pace of the last 14 days (12.5 credits a day), ';
    const told = (change: object) => notes({ held: 0, forecast: { ...forecast, ...change } })[0];
    expect(told({})).toBe(`${pace}nothing is left from 8 Dec on; four times in five that is between 5 Dec and 12 Dec.`);
    expect(told({ earliest: '2026-12-08', latest: '2026-12-08' })).toBe(`${pace}nothing is left from 8 Dec on.`);
    expect(told({ latest: null })).toBe(
      `${pace}nothing is left from 8 Dec on; on busier days from 5 Dec, on quieter ones perhaps not at all.`,
    );
    expect(told(lasts)).toBe(`${pace}about 510 credits are left on 14 Dec, when the plan refreshes.`);
    expect(told({ ...lasts, earliest: '2026-12-11' })).toBe(
      `${pace}about 510 credits are left on 14 Dec, when the plan refreshes. Busier days could use them up from 11 Dec on.`,
    );
  });

  it('marks a pace that the credits do not last at', () => {
    const forecast = { perDay: 1, days: 9, runsOut: '2026-12-20', earliest: null, latest: null, leftAtRefresh: null };
    const tone = (change: Partial<Meter>) => meterNotes({ ...meter, held: 0, forecast, ...change }, 'en-GB')[0]!.tone;
    expect(tone({})).toBe('soon');
    expect(tone({ refresh: null })).toBe('plain');
    expect(tone({ refresh: null, asOf: '2026-12-14T09:00:00.000Z' })).toBe('soon');
  });

  it('says when nothing is left, and when there will be more', () => {
    expect(notes({ available: 0, held: 0, used: 700, nextToEnd: null })).toEqual([
      'Nothing is left until 14 Dec. Then 500 credits come with the Max plan.',
    ]);
  });

  it('says that a plan without refresh gives no more', () => {
    expect(notes({ plan: free, refresh: null, available: 0, held: 0, nextToEnd: null })).toEqual([
      'Nothing is left, and the Free plan gives no more credits by itself. Work that costs credits is refused until there are new ones.',
    ]);
  });

  it('tells a new account that everything is still here and does not end', () => {
    const spend = { byFeature: [], byDay: [] };
    const fresh = { plan: free, refresh: null, available: 200, held: 0, used: 0, granted: 200, carriedIn: 0 };
    expect(notes({ ...fresh, carryOverCap: null, nextToEnd: null, spend })).toEqual([
      'Nothing has been used in this period yet: all 200 credits are still here.',
      'The Free plan gives no further credits by itself. What is left does not end.',
    ]);
  });

  it('does not say that nothing is left where nothing has come yet', () => {
    const none = { refresh: null, noRefresh: 'gives_once', nextToEnd: null } as const;
    const empty = { available: 0, held: 0, used: 0, granted: 0, carriedIn: 0 };
    expect(meterNotes({ ...meter, ...none, ...empty, plan: free }, 'en-GB')).toEqual([
      {
        key: 'note.nothingHere',
        tone: 'plain',
        text: 'There are no credits here now. Work that costs credits is refused until some come.',
      },
    ]);
    expect(notes({ ...none, ...empty, used: 200, granted: 200, plan: free })[0]).toMatch(/^Nothing is left/);
  });

  it('tells an account without plan and credits just that', () => {
    const bare = { plan: null, period: null, refresh: null, available: 0, held: 0, nextToEnd: null };
    expect(notes(bare)).toEqual(['There are no credits here yet, and no plan that gives any.']);
  });

  it('says first that a payment is awaited, and promises nothing that depends on it', () => {
    const said = notes({
      plan: { ...meter.plan!, status: 'awaiting_payment' },
      refresh: null,
      held: 0,
      nextToEnd: null,
    });
    expect(said).toEqual([expect.stringMatching(/^The payment for the next period has not arrived/)]);
  });

  it('says that a payment is overdue, and that what waits for it is not lost', () => {
    const said = notes({ plan: { ...meter.plan!, status: 'suspended' }, refresh: null, held: 0, nextToEnd: null });
    expect(said).toEqual([expect.stringMatching(/^A payment is overdue.+locked until it comes are not lost/)]);
  });

  it.each([
    [true, 'What is left of its credits ends with it.'],
    [false, 'What is left of its credits stays, each to its own end.'],
  ])('says when a cancelled plan ends, and what becomes of its credits (they end: %s)', (creditsEnd, what) => {
    const change = { at: meter.refresh!.at, plan: null, creditsEnd };
    expect(notes({ change, refresh: null, noRefresh: 'cancelled', held: 0, nextToEnd: null })).toEqual([
      `The Max plan is cancelled and ends on 14 Dec. ${what}`,
    ]);
  });

  it('says to which plan it changes, and what that lets carry over', () => {
    const change = { at: meter.refresh!.at, plan: { id: 'pro', name: 'Pro' }, creditsEnd: false };
    expect(notes({ change, carryOverCap: 400, held: 0, nextToEnd: null })).toEqual([
      'On 14 Dec the plan changes from Max to Pro.',
      'At most 400 credits of the plan carry over on 14 Dec; what is above that ends.',
    ]);
  });

  it('says which part carries over, where that is a part', () => {
    const half = { carryOverShare: 0.5, carryOverCap: null, held: 0, nextToEnd: null };
    expect(notes(half)).toEqual(['Of the plan credits that are left on 14 Dec, 50% are carried over; the rest ends.']);
    expect(notes({ ...half, carryOverCap: 100 })).toEqual([
      'Of the plan credits that are left on 14 Dec, 50% are carried over, up to 100 credits; the rest ends.',
    ]);
  });

  it('says once that nothing carries over', () => {
    const all = { at: meter.refresh!.at, credits: 640, days: 15 };
    expect(notes({ carryOverCap: 0, held: 0, nextToEnd: all })).toEqual([
      '640 credits end on 14 Dec, in 15 days; they are used first.',
    ]);
    expect(notes({ carryOverCap: 0, held: 0, nextToEnd: null })).toEqual([
      'Plan credits do not carry over: what is left of them ends on 14 Dec.',
    ]);
  });

  it('speaks of one credit as one', () => {
    expect(notes({ held: 0, nextToEnd: { ...meter.nextToEnd!, credits: 1 } })[0]).toBe(
      '1 carried-over credit ends on 14 Dec, in 15 days; it is used first.',
    );
  });
});

describe('where there is no refresh to come', () => {
  const change = { at: meter.refresh!.at, plan: null, creditsEnd: true };
  it.each([
    ['awaiting_payment', 'Payment awaited'],
    ['suspended', 'Suspended: the payment is overdue'],
    ['cancelled', 'Ends 14 Dec, 09:00 UTC'],
    ['plan_changes', 'Changes 14 Dec, 09:00 UTC'],
    ['gives_once', 'Does not refresh'],
    ['gives_none', 'Does not refresh'],
  ] as const)('%s: "%s"', (noRefresh, words) => {
    expect(noRefreshText({ ...meter, refresh: null, noRefresh, change }, 'en-GB')).toBe(words);
  });
});

describe('the bar', () => {
  it('is made of parts that fill it', () => {
    const { used, held, ended, left } = meterShares(meter);
    expect(used + held + ended + left).toBeCloseTo(1, 12);
    expect(wholeOf(meter)).toBe(700);
  });

  it('marks an even pace half-way through the period', () => {
    expect(meterShares(meter).evenPace).toBeCloseTo(0.5, 6);
    expect(meterShares({ ...meter, ended: 70 }).evenPace).toBeCloseTo(0.45, 6);
  });

  it('marks none where credits are not meant for one period', () => {
    expect(meterShares({ ...meter, refresh: null }).evenPace).toBeNull();
    expect(meterShares({ ...meter, carriedIn: 0, granted: 0, available: 0, used: 0, held: 0 })).toEqual({
      used: 0,
      held: 0,
      ended: 0,
      left: 0,
      evenPace: null,
    });
  });

  it('adds decimals without dust', () => {
    expect(wholeOf({ ...meter, carriedIn: 0.1, granted: 0.2 })).toBe(0.3);
  });
});
