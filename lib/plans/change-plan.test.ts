import { describe, expect, it } from 'vitest';
import type { Catalog, ChangeRule } from '../catalog/schema';
import { credits, decimalText, microFromNumber } from '../credits';
import type { ChangePlan, Command } from '../ledger/command';
import type { Change } from '../ledger/decide';
import { always, deepFreeze, instant, LivedAccount, plan, sellingPlans, shipped } from '../ledger/testing/account';
import { DAY_MS, isoText, type Instant } from '../time';
import { totalDue } from './charge-line';

// Every figure in these tables was worked out by hand. [30 April, 30 May) has 30 days: 15 May is half-time, and from
// 20 May a third of it is left.

const captions = deepFreeze(shipped('captions'));
const aiStudios = deepFreeze(shipped('ai-studios'));
const start = instant('2024-04-30');
const half = instant('2024-05-15');
const third = instant('2024-05-20');
const end = instant('2024-05-30');

const to = (planId: string, intervalId = 'month', more: Partial<ChangePlan> = {}): Command => ({
  type: 'changePlan',
  planId,
  intervalId,
  ...more,
});

function on(catalog: Catalog, planId: string, more: { intervalId?: string; seats?: number; at?: Instant } = {}) {
  const account = new LivedAccount(always(catalog), more.at ?? start);
  account.subscribe(planId, more.at ?? start, more);
  return account;
}

/** What a change charges, line by line, what it brings, and what it ends. */
function outcome({ charges, entries, grants }: Change) {
  const paid = new Map(grants.map((grant) => [grant.id, Number(grant.paid) / 1_000_000]));
  return {
    charges: charges.map(({ kind, itemId, amount }) => [kind, itemId, Number(amount)]),
    brings: entries
      .filter(({ kind }) => kind === 'grant')
      .map(({ amount, grantId }) => [decimalText(amount), paid.get(grantId!)]),
    ends: entries
      .filter(({ to: place }) => place === 'revoked' || place === 'expired')
      .map(({ kind, reason, amount }) => [kind, reason, decimalText(amount)]),
  };
}

const day = (at: Instant | null) => at && isoText(at).slice(0, 10);
const periodOf = ({ state }: LivedAccount) => [day(state.header.period!.start), day(state.header.period!.end)];
const endsOf = ({ state }: LivedAccount) =>
  state.grants.map((grant) => [decimalText(grant.available), day(grant.expiresAt)]);
const next = ({ state }: LivedAccount) => state.subscription!.next;

describe('rule 16: an upgrade on Captions', () => {
  // prettier-ignore
  it.each([
    ['in the first millisecond', start],
    ['at half-time',             half],
    ['in the last millisecond',  end - 1],
  ])('%s costs the full difference, brings it, and leaves the period as it is', (_, at) => {
    const account = on(captions, 'pro');
    const change = account.do(to('max'), at);
    expect(outcome(change)).toEqual({ charges: [['plan_change', 'max', 1_500]], brings: [['300', 1_500]], ends: [] });
    expect(change.charges[0]!.span).toEqual({ start, end });
    expect(change.entries).toMatchObject([{ kind: 'grant', reason: 'upgraded', at }]);
    expect(change.grants).toMatchObject([{ source: 'plan', planId: 'max', ruleId: 'monthly', recurring: true, effectiveAt: at }]);
    // As long as the month's own: with the second period after this one.
    expect(endsOf(account)).toEqual([['200', '2024-07-30'], ['300', '2024-07-30']]);
    expect(account.state.subscription).toMatchObject({ planId: 'max', anchor: start, anchorIndex: 0, periodIndex: 0 });
    expect(periodOf(account)).toEqual(['2024-04-30', '2024-05-30']);
    expect(outcome(account.renew(1, end))).toEqual({ charges: [['plan', 'max', 2_499]], brings: [['500', 2_499]], ends: [] });
  });

  it('goes step by step as in one step', () => {
    const [one, many] = [on(captions, 'pro'), on(captions, 'pro')];
    expect(outcome(one.do(to('scale'), half)).charges).toEqual([['plan_change', 'scale', 6_000]]);
    const steps = [many.do(to('max'), start), many.do(to('scale'), end - 1)];
    expect(steps.flatMap((change) => outcome(change).charges.map(([, , amount]) => amount))).toEqual([1_500, 4_500]);
    expect([one, many].map(({ state }) => state.header.balance)).toEqual([credits(1_400), credits(1_400)]);
  });

  it('takes nothing of what is carried at the cap, then or before the next renewal', () => {
    const account = on(captions, 'pro');
    account.renew(1, end);
    account.renew(2, instant('2024-06-30'));
    expect(account.recurring).toBe(credits(600));
    expect(outcome(account.do(to('max'), instant('2024-07-01')))).toMatchObject({ brings: [['300', 1_500]], ends: [] });
    expect(account.recurring).toBe(credits(900));
    // The first month's 200 end; 200 + 200 + 300 are within twice 500.
    expect(outcome(account.renew(3, instant('2024-07-30'))).ends).toEqual([['expire', 'lifetime_over', '200']]);
    expect(account.recurring).toBe(credits(1_200));
  });

  it('drops a change and a cancellation that waited', () => {
    for (const waiting of [to('pro'), { type: 'cancel' } as const]) {
      const account = on(captions, 'max');
      account.do(waiting, start);
      expect(next(account)).not.toBeNull();
      account.do(to('scale'), half);
      expect(next(account)).toBeNull();
      expect(account.renew(1, end).state.subscription).toMatchObject({ planId: 'scale', periodIndex: 1 });
    }
  });
});

describe('rule 16: an upgrade on AI Studios', () => {
  // prettier-ignore
  it.each([
    ['all of the difference, in the first millisecond', start,    1, 1_000, '90'],
    ['half of it, at half-time',                        half,     1,   500, '45'],
    ['a third, with the cent rounded up',               third,    1,   334, '30'],
    ['a cent for less than a micro-credit, at the last', end - 1, 1,     1, null],
    ['half of three seats less one plan',               half,     3, 4_400, '195'],
  ])('costs and brings %s', (_, at, seats, cents, amount) => {
    const account = on(aiStudios, 'personal');
    const change = account.do(to('team', 'month', { seats }), at);
    expect(outcome(change)).toEqual({
      charges: [['plan_change', 'team', cents]],
      brings: amount === null ? [] : [[amount, cents]],
      ends: [],
    });
    expect(change.charges[0]).toMatchObject({ intervalId: 'month', quantity: seats, span: { start: at, end } });
    expect(account.state.grants.every((grant) => grant.expiresAt === end)).toBe(true);
    expect(periodOf(account)).toEqual(['2024-04-30', '2024-05-30']);
    expect(outcome(account.renew(1, end)).charges).toEqual([['plan', 'team', 3_900 * seats]]);
  });
});

describe('rule 16: from a free plan to a paid one', () => {
  it('is a new subscription, whichever way it is asked for', () => {
    const account = on(captions, 'free');
    const change = account.do(to('pro'), half);
    expect(outcome(change)).toEqual({ charges: [['plan', 'pro', 999]], brings: [['200', 999]], ends: [] });
    expect(account.state.subscription).toMatchObject({ planId: 'pro', anchor: half, periodIndex: 0 });
    expect(account.state.header.balance).toBe(credits(400));
    const bought = on(captions, 'free').subscribe('pro', half);
    expect(change.state).toEqual(bought.state);
  });
});

/** Two plans, by the month and by the year, and one way to change between them. */
function changing(upgrade: Partial<ChangeRule>, more: { choices?: object[]; longer?: object } = {}): Catalog {
  const lasts = { type: 'periods', count: 1 };
  const monthly = (amount: number) => [{ id: 'monthly', credits: amount, when: 'period', lasts }];
  const years = (month: { intervals: object[] }, price: number, amount: number) => ({
    ...month,
    intervals: [...month.intervals, { id: 'year', months: 12, price, grants: [{ ...monthly(amount)[0]! }] }],
  });
  const catalog = sellingPlans(
    plan('free', 0, []),
    years(plan('a', 1_000, monthly(100)), 12_000, 1_200),
    years(plan('b', 3_000, monthly(400)), 2_000, 4_800),
  );
  const rule = { ...catalog.changes.upgrade, ...upgrade };
  const longerInterval = { ...catalog.changes.longerInterval, ...more.longer };
  const changes = { ...catalog.changes, upgrade: rule, longerInterval, upgradeChoices: more.choices ?? [] };
  return deepFreeze({ ...catalog, changes } as Catalog);
}

describe('each way to change that a catalog can name', () => {
  // From a (100 for 10.00) to b (400 for 30.00), with a third of the period left.
  // prettier-ignore
  const ways: [ChangeRule['period'], ChangeRule['charge'], ChangeRule['grant'], ChangeRule['unspent'],
    charges: [string, number][], brings: string, paid: number, ends: string | null][] = [
    ['keep',    'full',       'full',       'keep',        [['plan', 3_000]],                        '400',        3_000, null],
    ['keep',    'difference', 'difference', 'keep',        [['plan_change', 2_000]],                 '300',        2_000, null],
    ['keep',    'prorated',   'prorated',   'keep',        [['plan_change', 667]],                   '100',          667, null],
    ['keep',    'full',       'prorated',   'keep',        [['plan', 3_000]],                        '100',        3_000, null],
    ['restart', 'full',       'full',       'keep',        [['plan', 3_000]],                        '400',        3_000, null],
    ['restart', 'prorated',   'full',       'keep',        [['plan', 3_000]],                        '400',        3_000, null],
    ['restart', 'prorated',   'full',       'endMatching', [['plan', 3_000], ['unused_time', -333]], '400',        3_000, '33.333334'],
    ['restart', 'difference', 'full',       'endMatching', [['plan', 3_000], ['unused_time', -1_000]], '400',      3_000, '100'],
    ['restart', 'difference', 'difference', 'keep',        [['plan_change', 2_000]],                 '300',        2_000, null],
    ['restart', 'prorated',   'prorated',   'keep',        [['plan_change', 2_667]],                 '366.666666', 2_667, null],
    ['restart', 'full',       'difference', 'keep',        [['plan_change', 3_000]],                 '300',        3_000, null],
  ];
  it.each(ways)(
    'period %s, charge %s, grant %s, unspent %s',
    (period, charge, grant, unspent, charges, brings, paid, ends) => {
      const account = on(changing({ period, charge, grant, unspent }), 'a');
      const change = account.do(to('b'), third);
      expect(outcome(change)).toEqual({
        charges: charges.map(([kind, amount]) => [kind, kind === 'unused_time' ? 'a' : 'b', amount]),
        brings: [[brings, paid]],
        ends: ends === null ? [] : [['revoke', 'plan_changed', ends]],
      });
      expect(periodOf(account)).toEqual(
        period === 'keep' ? ['2024-04-30', '2024-05-30'] : ['2024-05-20', '2024-06-20'],
      );
      expect(account.state.subscription).toMatchObject(
        period === 'keep'
          ? { anchor: start, anchorIndex: 0, periodIndex: 0 }
          : { anchor: third, anchorIndex: 1, periodIndex: 1 },
      );
      // What was owned keeps its own end; what came ends with the period it came in.
      const own = ends === null ? 100 : 100 - Number(ends);
      const left: unknown[] = own === 0 ? [] : [[decimalText(microFromNumber(Number(own.toFixed(6)))!), '2024-05-30']];
      expect(endsOf(account)).toEqual([...left, [brings, period === 'keep' ? '2024-05-30' : '2024-06-20']]);
    },
  );

  it('gives nothing below nothing where the higher plan gives less, and nothing twice on the way back up', () => {
    const lasts = { type: 'never' };
    const rule = (amount: number) => [{ id: 'm', credits: amount, when: 'period', lasts }];
    for (const [charge, bringsLast] of [
      ['difference', '20'],
      ['prorated', null],
    ] as const) {
      const catalog = sellingPlans(plan('a', 100, rule(100)), plan('b', 150, rule(10)), plan('c', 200, rule(120)));
      const account = on(
        {
          ...catalog,
          changes: { ...catalog.changes, upgrade: { period: 'keep', charge, grant: charge, unspent: 'keep' } },
        },
        'a',
      );
      expect(outcome(account.do(to('b'), half)).brings).toEqual([]);
      // To 120 in all, of which 100 are there already.
      expect(outcome(account.do(to('c'), half)).brings).toEqual(bringsLast ? [[bringsLast, 50]] : []);
    }
  });

  it('takes the first, or the one that is chosen by its name', () => {
    const choices = [
      { id: 'afresh', name: 'Start afresh', period: 'restart', charge: 'full', grant: 'full', unspent: 'keep' },
    ];
    const catalog = changing({}, { choices });
    expect(outcome(on(catalog, 'a').do(to('b'), third)).charges).toEqual([['plan_change', 'b', 2_000]]);
    expect(outcome(on(catalog, 'a').do(to('b', 'month', { choice: 'afresh' }), third)).charges).toEqual([
      ['plan', 'b', 3_000],
    ]);
    expect(on(catalog, 'a').refused(to('b', 'month', { choice: 'no-such' }), third)).toMatchObject({
      code: 'unknown_choice',
      pointer: '/choice',
    });
    // There is nothing to choose on the way down, sideways in time, or from a free plan.
    for (const [from, into, intervalId] of [
      ['b', 'a', 'month'],
      ['a', 'b', 'year'],
      ['free', 'a', 'month'],
    ] as const) {
      expect(on(catalog, from).refused(to(into, intervalId, { choice: 'afresh' }), third).code).toBe('unknown_choice');
    }
  });

  it('begins a millisecond later where a period has just begun', () => {
    const account = on(changing({ period: 'restart', charge: 'prorated', grant: 'full', unspent: 'endMatching' }), 'a');
    const change = account.do(to('b'), start);
    expect(outcome(change)).toMatchObject({
      charges: [
        ['plan', 'b', 3_000],
        ['unused_time', 'a', -1_000],
      ],
      ends: [['revoke', 'plan_changed', '100']],
    });
    expect(account.state.header.period).toMatchObject({ start: start + 1, carriedIn: 0n, granted: credits(400) });
    expect(change.entries.map(({ at, periodStart }) => [at - start, periodStart! - start])).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });

  it('counts its periods from the new anchor, on from the index of the old ones', () => {
    const account = on(changing({ period: 'restart', charge: 'full', grant: 'full' }), 'a', {
      at: instant('2024-01-15'),
    });
    account.do(to('b'), instant('2024-01-31'));
    for (const [index, starts] of [
      [2, '2024-02-29'],
      [3, '2024-03-31'],
      [4, '2024-04-30'],
    ] as const) {
      account.renew(index, instant(starts));
      expect([account.state.subscription!.periodIndex, periodOf(account)[0]]).toEqual([index, starts]);
    }
    expect(account.refused({ type: 'renew', periodIndex: 1 }, instant('2024-05-31')).code).toBe('nothing_to_renew');
  });

  it('never takes held credits, and gives no money back for them', () => {
    const account = on(
      changing({ period: 'restart', charge: 'difference', grant: 'full', unspent: 'endMatching' }),
      'a',
    );
    account.hold(credits(80), half, { lapsesAt: end });
    expect(outcome(account.do(to('b'), third))).toMatchObject({
      charges: [
        ['plan', 'b', 3_000],
        ['unused_time', 'a', -200],
      ],
      ends: [['revoke', 'plan_changed', '20']],
    });
    expect(account.state.header.held).toBe(credits(80));
  });
});

describe('rule 16: from a month to a year', () => {
  // prettier-ignore
  it.each([
    ['unused: half the price back, and half the credits end',       half,    0,  -1_450, '30'],
    ['a part of what should end used: money back for the rest',    half,    50,   -483, '10'],
    ['all of it used: nothing back',                                half,    60,      0, null],
    ['what should not end used: no less back',                      half,    30, -1_450, '30'],
    ['in the first millisecond: all of it',                         start,    0, -2_900, '60'],
    ['in the last one: nothing but a rounding, in our favour',      end - 1,  0,      0, '0.000001'],
  ])('AI Studios, %s', (_, at, used, back, ends) => {
    const account = on(aiStudios, 'personal');
    if (used > 0) account.spend(credits(used), start);
    const change = account.do(to('personal', 'year'), at);
    expect(outcome(change)).toEqual({
      charges: [['plan', 'personal', 34_800], ...(back ? [['unused_time', 'personal', back]] : [])],
      brings: [['720', 34_800]],
      ends: ends === null ? [] : [['revoke', 'plan_changed', ends]],
    });
    expect(totalDue(change.charges)).toBe(34_800n + BigInt(back));
    const anchor = at === start ? start + 1 : at;
    expect(account.state.subscription).toMatchObject({ intervalId: 'year', anchor, anchorIndex: 1, periodIndex: 1 });
    expect(change.charges.at(-1)!.span).toEqual(back ? { start: at, end } : { start: anchor, end: account.state.header.period!.end });
  });

  it('gives back no more than the year costs, and ends only what that had bought', () => {
    // b costs 30.00 a month and 20.00 a year: two thirds of the month are worth 20.00, and 266.666667 of its 400.
    const account = on(changing({}), 'b');
    const change = account.do(to('b', 'year'), start);
    expect(outcome(change)).toMatchObject({
      charges: [
        ['plan', 'b', 2_000],
        ['unused_time', 'b', -2_000],
      ],
      ends: [['revoke', 'plan_changed', '266.666667']],
    });
    expect(totalDue(change.charges)).toBe(0n);
  });

  it('is always a new period, though the catalog would keep it', () => {
    const catalog = changing({}, { longer: { period: 'keep', charge: 'full', grant: 'full' } });
    const account = on(catalog, 'a');
    account.do(to('a', 'year'), half);
    expect(periodOf(account)).toEqual(['2024-05-15', '2025-05-15']);
  });

  it('to a higher plan, goes the same way', () => {
    const account = on(aiStudios, 'personal');
    expect(outcome(account.do(to('team', 'year'), half))).toEqual({
      charges: [
        ['plan', 'team', 46_800],
        ['unused_time', 'personal', -1_450],
      ],
      brings: [['1800', 46_800]],
      ends: [['revoke', 'plan_changed', '30']],
    });
  });

  it('ends nothing that an earlier period or a gift brought', () => {
    const account = on(captionsByTheYear(), 'pro');
    account.give(credits(5), start);
    account.renew(1, end);
    // 30 May to 30 June: 31 days. With 62 hours of them left, a twelfth: 16.67 of the new 200.
    expect(outcome(account.do(to('pro', 'year'), instant('2024-06-30') - 31 * 2 * 3_600_000)).ends).toEqual([
      ['revoke', 'plan_changed', '16.666667'],
    ]);
    expect(endsOf(account).slice(0, 3)).toEqual([
      ['200', '2024-07-30'],
      ['5', null],
      ['183.333333', '2024-08-30'],
    ]);
  });
});

/** Captions, were it sold by the year, too. */
function captionsByTheYear(): Catalog {
  const year = (each: Catalog['plans'][number]) => ({
    ...each.intervals[0]!,
    id: 'year',
    months: 12,
    price: each.intervals[0]!.price! * 10n,
  });
  return deepFreeze({
    ...captions,
    plans: captions.plans.map((each) =>
      each.billing === 'paid' ? { ...each, intervals: [...each.intervals, year(each)] } : each,
    ),
  });
}

describe('rule 17: a step down', () => {
  // prettier-ignore
  it.each([
    ['to a lower plan',              captions,  'max',      'month', 'pro',      'month'],
    ['from a year to a month',       aiStudios, 'personal', 'year',  'personal', 'month'],
    ['to a higher plan, by the month from the year', aiStudios, 'personal', 'year', 'team', 'month'],
    ['to a lower plan by the year',  aiStudios, 'team',     'month', 'personal', 'year'],
  ] as const)('%s waits for the end of the period, and can be taken back until then', (_, catalog, from, by, planId, intervalId) => {
    const account = on(catalog, from, { intervalId: by });
    const { end: boundary } = account.state.header.period!;
    const change = account.do(to(planId, intervalId), half);
    expect(outcome(change)).toEqual({ charges: [], brings: [], ends: [] });
    expect(next(account)).toEqual({ type: 'plan', planId, intervalId, seats: 1 });
    expect(account.state.subscription).toMatchObject({ planId: from, intervalId: by });
    account.do({ type: 'undoChange' }, boundary - 1);
    expect(next(account)).toBeNull();
    expect(account.refused({ type: 'undoChange' }, boundary - 1).code).toBe('nothing_to_undo');
    account.do(to(planId, intervalId), boundary - 1);
    account.do(to(from, by), boundary - 1);
    expect(next(account)).toBeNull();
    account.do(to(planId, intervalId), boundary - 1);
    account.settle(boundary);
    expect(account.state.subscription).toMatchObject({ planId: from, status: 'awaiting_payment' });
    expect(account.refused({ type: 'undoChange' }, boundary).code).toBe('nothing_to_undo');
    account.renew(1, boundary + DAY_MS);
    expect(account.state.subscription).toMatchObject({ planId, intervalId, next: null, periodIndex: 1, status: 'active' });
    expect(account.state.header.period!.start).toBe(boundary);
  });

  it('charges the new plan from then on, and brings its credits', () => {
    const account = on(captions, 'max');
    account.do(to('pro'), half);
    expect(outcome(account.renew(1, end))).toEqual({
      charges: [['plan', 'pro', 999]],
      brings: [['200', 999]],
      ends: [['expire', 'carry_over_cap', '100']], // 500 carried, and twice 200 may be
    });
  });

  // prettier-ignore
  it.each([
    // After three months of 500: the first ends by itself. Of the other two the cap takes what ends first.
    ['keepToExpiry', 'new', [['lifetime_over', '500'], ['carry_over_cap', '500'], ['carry_over_cap', '100']],  600],
    ['keepToExpiry', 'old', [['lifetime_over', '500']],                                                     1_200],
    ['end',          'new', [['lifetime_over', '500'], ['plan_changed', '500'], ['plan_changed', '500']],     200],
  ] as const)('unspent %s, carrying over by the %s plan', (unspent, carryOverOf, ends, left) => {
    const downgrade = { at: 'periodEnd', unspent, carryOverOf } as const;
    const account = on({ ...captions, changes: { ...captions.changes, downgrade } }, 'max');
    account.give(credits(7), start);
    account.renew(1, end);
    account.renew(2, instant('2024-06-30'));
    account.do(to('pro'), instant('2024-07-01'));
    expect(outcome(account.renew(3, instant('2024-07-30'))).ends).toEqual(ends.map((each) => ['expire', ...each]));
    expect(account.recurring).toBe(credits(left));
    expect(account.state.header.balance).toBe(credits(left + 7));
  });

  it('leaves held credits where they are', () => {
    const account = on(aiStudios, 'team');
    account.hold(credits(40), half, { lapsesAt: end + DAY_MS });
    account.do(to('personal'), half);
    account.renew(1, end);
    expect(account.state.header).toMatchObject({ balance: credits(60), held: credits(40) });
  });

  it('asks for no payment where what one goes down to is free', () => {
    const lasts = { type: 'periods', count: 1 };
    const hobby = plan('hobby', 0, [{ id: 'm', credits: 3, when: 'period', lasts }]);
    const account = on(sellingPlans(plan('none', 0, []), hobby, plan('pro', 999, [])), 'pro');
    account.do(to('hobby'), half);
    expect(next(account)).toMatchObject({ type: 'plan', planId: 'hobby' });
    account.settle(end);
    expect(account.state.subscription).toMatchObject({ planId: 'hobby', status: 'active', periodIndex: 1 });
    expect(account.state.header.balance).toBe(credits(3));
  });

  // prettier-ignore
  it.each([
    ['personal', 'year',  'personal', 'month', '2024-02-29', ['2025-02-28', '2025-03-29', '2025-04-29'], '2025-01-29',  0],
    ['personal', 'year',  'personal', 'month', '2024-01-31', ['2025-01-31', '2025-02-28', '2025-03-31'], '2025-01-31',  1],
    ['team',     'month', 'personal', 'month', '2024-01-31', ['2024-02-29', '2024-03-31', '2024-04-30'], '2024-01-31', 0],
    ['team',     'month', 'personal', 'year',  '2024-01-31', ['2024-02-29', '2025-02-28', '2026-02-28'], '2024-02-29', 1],
  ] as const)('from %s by the %s to %s by the %s counts on from %s where it can', (from, by, planId, intervalId, at, starts, anchor, anchorIndex) => {
    const account = on(aiStudios, from, { intervalId: by, at: instant(at) });
    account.do(to(planId, intervalId), instant(at));
    starts.forEach((each, index) => {
      account.renew(index + 1, instant(each));
      expect(periodOf(account)[0]).toBe(each);
    });
    expect(account.state.subscription).toMatchObject({ anchor: instant(anchor), anchorIndex, periodIndex: 3 });
  });

  it('goes by the seats that are asked for, that are planned, or that there are', () => {
    const lasts = { type: 'periods', count: 1 };
    const perSeat = [{ id: 'm', credits: 10, perSeat: true, when: 'period', lasts }];
    const small = plan('small', 100, perSeat, { seats: { min: 1, max: 4 }, pricePerSeat: true });
    const large = plan('large', 200, perSeat, { seats: { min: 2 }, pricePerSeat: true });
    const book = sellingPlans(small, large);
    const account = on(book, 'large', { seats: 6 });
    account.do(to('small'), half);
    expect(next(account)).toMatchObject({ seats: 4 });
    account.do({ type: 'changeSeats', seats: 3 }, half);
    account.do(to('small'), half);
    expect(next(account)).toMatchObject({ seats: 3 });
    expect(account.refused(to('small', 'month', { seats: 5 }), half)).toMatchObject({
      code: 'invalid_quantity',
      pointer: '/seats',
    });
    account.do(to('small', 'month', { seats: 2 }), half);
    expect(outcome(account.renew(1, end)).charges).toEqual([['plan', 'small', 200]]);
    expect(account.state.subscription).toMatchObject({ seats: 2, seatsNext: null });
    // And up again: as many as there are, or as few as the plan takes.
    expect(outcome(on(book, 'small').do(to('large'), half)).charges).toEqual([['plan_change', 'large', 300]]);
  });
});

describe('a plan by contract', () => {
  it('begins now, costs nothing here, and leaves what the paid one gave', () => {
    const account = on(aiStudios, 'team', { seats: 2 });
    const change = account.do(to('enterprise', 'contract'), half);
    expect(outcome(change)).toEqual({ charges: [], brings: [], ends: [] });
    expect(endsOf(account)).toEqual([['300', '2024-05-30']]);
    expect(account.state.subscription).toMatchObject({
      planId: 'enterprise',
      seats: 1,
      anchor: half,
      anchorIndex: 1,
      periodIndex: 1,
    });
    account.settle(instant('2024-06-15'));
    expect(account.state.subscription).toMatchObject({ status: 'active', periodIndex: 2 });
  });

  it('is left now, too, at the full price of what comes', () => {
    const account = on(aiStudios, 'enterprise', { intervalId: 'contract' });
    expect(outcome(account.do(to('team', 'month', { seats: 2 }), half))).toEqual({
      charges: [['plan', 'team', 7_800]],
      brings: [['300', 7_800]],
      ends: [],
    });
    expect(account.state.subscription).toMatchObject({ planId: 'team', anchor: half, anchorIndex: 1 });
  });
});

describe('rule 20: a change within a year of monthly credits', () => {
  const lasts = { type: 'periods', count: 1 };
  const year = (id: string, price: number, amount: number) =>
    plan(id, price, [{ id: 'm', credits: amount, when: 'month', lasts }], { months: 12 });
  const yearly = (upgrade: ChangeRule) => {
    const catalog = sellingPlans(year('a', 1_200, 10), year('b', 3_600, 40));
    return deepFreeze({ ...catalog, changes: { ...catalog.changes, upgrade } });
  };
  const from = instant('2024-01-31');
  const at = instant('2024-07-31'); // the seventh month has just come: five are to come, and 184 of 366 days are left

  // prettier-ignore
  it.each([
    // The year's difference is 360: five months of 30 come by themselves, and carry 5/12 of the price's.
    ['difference', 2_400, '210',       1_400],
    ['prorated',   1_207, '30.983606',   207],
  ] as const)('by the %s, brings now what the months to come do not', (mode, due, amount, paid) => {
    const account = on(yearly({ period: 'keep', charge: mode, grant: mode, unspent: 'keep' }), 'a', { at: from });
    account.settle(at);
    expect(outcome(account.do(to('b'), at))).toMatchObject({
      charges: [['plan_change', 'b', due]],
      brings: [[amount, paid]],
    });
    expect(endsOf(account)).toEqual([['10', '2024-08-31'], [amount, '2024-08-31']]);
    account.settle(instant('2025-01-31') - 1);
    const months = [...account.grants.values()].slice(8);
    expect(months.map((grant) => [Number(grant.amount / credits(1)), Number(grant.paid)])).toEqual(Array(5).fill([40, 300_000_000]));
    const paidInAll = [...account.grants.values()].reduce((sum, grant) => sum + grant.paid, 0n);
    expect(paidInAll).toBe(BigInt(1_200 + due) * 1_000_000n);
  });

  it('costs at least what the months to come carry, where those are the shorter ones', () => {
    const rule = { period: 'keep', charge: 'prorated', grant: 'prorated', unspent: 'keep' } as const;
    const account = on(yearly(rule), 'a', { at: instant('2024-07-31') });
    const last = instant('2025-01-31') - 1;
    account.settle(last);
    // Six of the twelve months are to come, in 181 of the 365 days: by the time they would cost 11.91.
    expect(outcome(account.do(to('b'), last))).toEqual({
      charges: [['plan_change', 'b', 1_200]],
      brings: [],
      ends: [],
    });
  });

  it('with a new period, ends of what has come only what the months that will not come leave over', () => {
    const catalog = yearly({ period: 'restart', charge: 'prorated', grant: 'full', unspent: 'endMatching' });
    const account = on(catalog, 'a', { at: from });
    account.settle(instant('2024-08-15'));
    // 169 of 366 days are left: 5.54 of the price, and 55.409837 of 120 credits. Fifty of them never come.
    expect(outcome(account.do(to('b'), instant('2024-08-15')))).toMatchObject({
      charges: [
        ['plan', 'b', 3_600],
        ['unused_time', 'a', -554],
      ],
      ends: [['revoke', 'plan_changed', '5.409837']],
    });
  });

  it('to a plan of more, gives back what was paid for the months that will not come', () => {
    const catalog = yearly({ period: 'restart', charge: 'prorated', grant: 'full', unspent: 'endMatching' });
    const account = on(catalog, 'a', { at: from });
    account.spend(credits(10), at); // this month's
    // 1,200 × 184 ÷ 366 = 603.27…, but the five months that do not come are only 5/12 of the price: 500.
    expect(outcome(account.do(to('b'), at))).toMatchObject({
      charges: [
        ['plan', 'b', 3_600],
        ['unused_time', 'a', -500],
      ],
      ends: [],
    });
  });
});

describe('a change of plan is refused', () => {
  const awaiting = () => {
    const account = on(captions, 'pro');
    account.settle(end);
    return account;
  };
  const suspended = () => {
    const account = awaiting();
    account.do({ type: 'declinePayment', periodIndex: 1 }, end);
    account.settle(end + 8 * DAY_MS);
    return account;
  };
  // prettier-ignore
  const cases: [what: string, of: () => LivedAccount, command: Command, at: Instant, code: string][] = [
    ['without a subscription',             () => new LivedAccount(always(captions), start), to('pro'), start, 'no_subscription'],
    ['to a plan that nobody sells',        () => on(captions, 'pro'),  to('gold'),            half, 'unknown_plan'],
    ['to an interval that nobody sells',   () => on(captions, 'pro'),  to('max', 'year'),     half, 'unknown_plan'],
    ['while a payment is awaited',         awaiting,                   to('max'),             end,  'payment_awaited'],
    ['downwards, while one is awaited',    awaiting,                   to('free'),            end,  'payment_awaited'],
    ['after the grace',                    suspended,                  to('max'),             end + 9 * DAY_MS, 'payment_awaited'],
    ['to what one is on',                  () => on(captions, 'pro'),  to('pro'),             half, 'change_not_possible'],
    ['to the free plan one is on',         () => on(captions, 'free'), to('free'),            half, 'change_not_possible'],
    ['for seats that the plan has not',    () => on(captions, 'pro'),  to('max', 'month', { seats: 2 }), half, 'invalid_quantity'],
    ['for no seat',                        () => on(aiStudios, 'personal'), to('team', 'month', { seats: 0 }), half, 'invalid_quantity'],
  ];
  it.each(cases)('%s', (_, of, command, at, code) => {
    const failure = of().refused(command, at);
    expect(failure.code).toBe(code);
    expect(failure.detail).toMatch(/\.$/);
  });
});
