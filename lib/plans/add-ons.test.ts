import { describe, expect, it } from 'vitest';
import type { Catalog } from '../catalog/schema';
import { AMOUNT_MAX, credits } from '../credits';
import type { Command } from '../ledger/command';
import { always, deepFreeze, instant, LivedAccount, plan, sellingPlans, shipped } from '../ledger/testing/account';
import { DAY_MS, type Instant } from '../time';
import { nextUnitsMonth, nextUnitsPayment } from './add-ons';

const start = instant('2024-01-31');
const months = ['2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30'].map(instant);
const [second, third, fourth, fifth] = months as [Instant, Instant, Instant, Instant];
const nextYear = instant('2025-01-31');

const add = (addOnId: string, units = 1): Command => ({ type: 'addUnits', addOnId, units });
const remove = (addOnId: string, units = 1): Command => ({ type: 'removeUnits', addOnId, units });
const pay = (monthIndex: number): Command => ({ type: 'payUnits', monthIndex });

const addOn = (id: string, amount: bigint, price: bigint): Catalog['addOns'][number] => ({
  id,
  name: id,
  plans: ['pro'],
  credits: amount,
  price,
  shared: false,
  refundable: false,
  ends: 'mainPlanRenewal',
});

/** Pro by the month and by the year, and two add-ons beside it. */
const catalog: Catalog = deepFreeze({
  ...sellingPlans(
    {
      ...plan('pro', 3_000, []),
      intervals: [
        { id: 'month', months: 1, price: 3_000, grants: [] },
        { id: 'year', months: 12, price: 36_000, grants: [] },
      ],
    },
    plan('basic', 1_000, []),
  ),
  addOns: [addOn('small', credits(60), 1_000n), addOn('large', credits(200), 3_000n), addOn('huge', AMOUNT_MAX, 1n)],
});

function onPro(intervalId: 'month' | 'year'): LivedAccount {
  const account = new LivedAccount(always(catalog), start);
  account.subscribe('pro', start, { intervalId });
  return account;
}

/** What a command brings: rule, whole credits and cents of each grant. */
function brings(account: LivedAccount, command: Command, at: Instant) {
  return account
    .do(command, at)
    .grants.filter((grant) => grant.source === 'add_on' && grant.amount === grant.available)
    .map((grant) => [grant.ruleId, Number(grant.amount / credits(1)), Number(grant.paid / 1_000_000n)]);
}

const unitsOf = (account: LivedAccount) =>
  Object.fromEntries(
    account.state.subscription!.addOns.map(({ addOnId, ...units }) => [addOnId, Object.values(units)]),
  );

describe('units that are bought', () => {
  it.each(['month', 'year'] as const)('come at once at their full price, whatever is left of the %s', (intervalId) => {
    const end = intervalId === 'month' ? second : nextYear;
    for (const at of [start, start + DAY_MS, end - 1]) {
      const account = onPro(intervalId);
      const { entries, grants } = account.do(add('small', 3), at);
      expect(entries).toMatchObject([{ kind: 'grant', reason: 'add_on', at, amount: credits(180) }]);
      expect(grants).toMatchObject([
        {
          source: 'add_on',
          planId: 'pro',
          ruleId: 'small',
          recurring: false,
          paid: 3_000_000_000n,
          effectiveAt: at,
          expiresAt: end,
        },
      ]);
    }
  });

  it('end with the renewal of the main plan, used or not', () => {
    const account = onPro('month');
    account.do(add('small'), start);
    account.do(remove('small'), start + 1);
    account.spend(credits(10), second - 1);
    expect(account.settle(second - 1).entries).toEqual([]);
    expect(account.renew(1, second).entries).toMatchObject([{ kind: 'expire', amount: credits(50) }]);
  });

  it('several times in a month, are billed together from the next one on', () => {
    const account = onPro('year');
    account.do(add('small'), start);
    account.do(add('small', 2), second - 1);
    expect(unitsOf(account)).toEqual({ small: [3, 3, 0] });
    expect(brings(account, pay(1), second)).toEqual([['small', 180, 3_000]]);
    expect(unitsOf(account)).toEqual({ small: [3, 3, 1] });
  });
});

describe('units that are given up', () => {
  it('stay for the month that is paid, and are not billed again', () => {
    const account = onPro('year');
    account.do(add('small', 3), start);
    expect(account.do(remove('small', 2), start + 1).entries).toEqual([]);
    expect([unitsOf(account), account.state.header.balance]).toEqual([{ small: [3, 1, 0] }, credits(180)]);
    expect(brings(account, pay(1), second)).toEqual([['small', 60, 1_000]]);
    expect(unitsOf(account)).toEqual({ small: [1, 1, 1] });
  });

  it('are forgotten with the next bill, and until then can only be bought anew', () => {
    const account = onPro('month');
    account.do(add('small'), start);
    account.do(remove('small'), start + 1);
    expect(brings(account, add('small'), start + 2)).toEqual([['small', 60, 1_000]]);
    expect(unitsOf(account)).toEqual({ small: [2, 1, 0] });
    account.do(remove('small'), start + 3);
    expect(brings(account, { type: 'renew', periodIndex: 1 }, second)).toEqual([]);
    expect(unitsOf(account)).toEqual({});
  });

  it('while a month is owed, are not owed any more; a new one starts afresh', () => {
    const account = onPro('year');
    account.do(add('small', 2), start);
    account.do(remove('small', 2), third);
    expect(nextUnitsMonth(account.state.subscription!, third)).toBeNull();
    expect(brings(account, add('small'), third + 1)).toEqual([['small', 60, 1_000]]);
    expect(unitsOf(account)).toEqual({ small: [1, 1, 2] });
  });
});

describe('a month of units on a yearly plan', () => {
  it('is owed from its first millisecond, and paid once, months in their order', () => {
    const account = onPro('year');
    account.do(add('small'), start + DAY_MS);
    expect(account.refused(pay(1), second - 1).code).toBe('nothing_to_renew');
    expect(account.refused(pay(0), second).code).toBe('nothing_to_renew');
    // Three months late: each of them is paid, none twice, none ahead.
    const late = fifth + DAY_MS;
    for (const month of [1, 2, 3, 4]) {
      expect(account.refused(pay(month + 1), late).code).toBe('nothing_to_renew');
      expect(brings(account, pay(month), late)).toEqual([['small', 60, 1_000]]);
      expect(account.refused(pay(month), late).code).toBe('nothing_to_renew');
    }
    expect([...account.grants.values()].map((grant) => grant.effectiveAt)).toEqual([
      start + DAY_MS,
      ...[second, third, fourth, fifth],
    ]);
    expect([...account.grants.values()].every((grant) => grant.expiresAt === nextYear)).toBe(true);
    expect(nextUnitsPayment(account.state.subscription!)).toBe(months[4]);
  });

  it('brings only what owes it: what was bought within that month is paid', () => {
    const account = onPro('year');
    account.do(add('small', 2), start);
    account.do(add('large'), second);
    expect(unitsOf(account)).toEqual({ small: [2, 2, 0], large: [1, 1, 1] });
    expect(brings(account, pay(1), second + 1)).toEqual([['small', 120, 2_000]]);
    expect(unitsOf(account)).toEqual({ small: [2, 2, 1], large: [1, 1, 1] });
    expect(account.refused(pay(1), second + 1).code).toBe('nothing_to_renew');
    expect(brings(account, pay(2), third)).toEqual([
      ['small', 120, 2_000],
      ['large', 200, 3_000],
    ]);
  });

  it('keeps what was given up within a month that was bought in it', () => {
    const account = onPro('year');
    account.do(add('small'), start);
    account.do(add('large', 2), second);
    account.do(remove('large', 2), second + 1);
    expect(brings(account, pay(1), second + 2)).toEqual([['small', 60, 1_000]]);
    expect(unitsOf(account).large).toEqual([2, 0, 1]);
    expect(brings(account, pay(2), third)).toEqual([['small', 60, 1_000]]);
    expect(unitsOf(account).large).toBeUndefined();
  });

  it('that was never paid is not asked for after the renewal', () => {
    const account = onPro('year');
    account.do(add('small'), start);
    const renewed = account.do({ type: 'renew', periodIndex: 1 }, nextYear);
    // Month 0 ended; months 1 to 11 were never paid and never came; month 12 comes with the renewal.
    expect(renewed.entries.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['expire', credits(60)],
      ['grant', credits(60)],
    ]);
    expect(unitsOf(account)).toEqual({ small: [1, 1, 12] });
    expect(nextUnitsMonth(account.state.subscription!, nextYear)).toBeNull();
    expect(nextUnitsPayment(account.state.subscription!)).toBe(instant('2025-02-28'));
  });

  it('costs what the catalog says when it is paid', () => {
    const dearer = { ...catalog, addOns: [addOn('small', credits(50), 1_500n)] };
    const account = new LivedAccount((at) => (at < second ? catalog : dearer), start);
    account.subscribe('pro', start, { intervalId: 'year' });
    account.do(add('small'), start);
    expect(brings(account, pay(1), second)).toEqual([['small', 50, 1_500]]);
  });
});

describe('a month of units on a monthly plan', () => {
  it('comes with the renewal, however late that is', () => {
    const account = onPro('month');
    account.do(add('small', 2), second - 1);
    const { entries } = account.renew(1, second + 3 * DAY_MS);
    expect(entries.map(({ at, kind, amount }) => [at, kind, amount])).toEqual([
      [second + 3 * DAY_MS, 'expire', credits(120)],
      [second + 3 * DAY_MS, 'grant', credits(120)],
    ]);
    expect(account.state.grants).toMatchObject([{ effectiveAt: second, expiresAt: third, paid: 2_000_000_000n }]);
  });

  it('is never paid for by itself', () => {
    const account = onPro('month');
    account.do(add('small'), start);
    for (const at of [second - 1, second, third]) expect(account.refused(pay(1), at).code).toBe('nothing_to_renew');
    account.renew(1, second);
    expect(account.refused(pay(1), second).code).toBe('nothing_to_renew');
  });
});

describe('units beside another plan', () => {
  const monthly = { id: 'm', credits: 1, when: 'period', lasts: { type: 'periods', count: 1 } };
  const intervals = [1, 12].map((months) => ({
    ...{ id: months === 1 ? 'month' : 'year', months, price: 3_000 * months },
    grants: [monthly],
  }));
  const selling = (upgrade: 'keep' | 'restart'): Catalog => {
    const plans = ['pro', 'max', 'top'].map((id) => ({ ...plan(id, 3_000, [monthly]), intervals }));
    const both = { ...addOn('small', credits(60), 1_000n), plans: ['pro', 'max'] };
    const book = sellingPlans(...plans);
    const rule = { period: upgrade, charge: 'full', grant: 'full', unspent: 'keep' } as const;
    return deepFreeze({
      ...book,
      addOns: [both, addOn('large', credits(200), 3_000n)],
      changes: { ...book.changes, upgrade: rule },
    });
  };
  const withUnits = (upgrade: 'keep' | 'restart', intervalId: 'month' | 'year') => {
    const account = new LivedAccount(always(selling(upgrade)), start);
    account.subscribe('pro', start, { intervalId });
    account.do(add('small', 2), start);
    account.do(add('large'), start);
    return account;
  };
  const change = (planId: string, intervalId: string): Command => ({ type: 'changePlan', planId, intervalId });
  const later = instant('2024-02-10');

  it('keep their months within the period; what the new plan does not sell is not billed again', () => {
    const account = withUnits('keep', 'year');
    account.do(change('max', 'year'), later);
    expect(unitsOf(account)).toEqual({ small: [2, 2, 0], large: [1, 0, 0] });
    expect(account.state.header.balance).toBe(credits(60 + 60 + 200 + 1 + 1));
    expect(brings(account, pay(1), second)).toEqual([['small', 120, 2_000]]);
    expect(unitsOf(account)).toEqual({ small: [2, 2, 1] });
    expect(account.refused(add('large'), second).code).toBe('unknown_add_on');
  });

  it('count their months from a new anchor, and what is paid is not billed again within its month', () => {
    const account = withUnits('restart', 'year');
    account.do(change('max', 'year'), later);
    expect(unitsOf(account)).toEqual({ small: [2, 2, 0], large: [1, 0, 0] });
    const month = instant('2024-03-10');
    expect(nextUnitsPayment(account.state.subscription!)).toBe(month);
    expect(account.refused(pay(1), month - 1).code).toBe('nothing_to_renew');
    expect(brings(account, pay(1), month)).toEqual([['small', 120, 2_000]]);
    // What came with the old year still ends with it.
    const ends = account.state.grants.filter((grant) => grant.source === 'add_on').map((grant) => grant.expiresAt);
    expect(ends).toEqual([nextYear, nextYear, instant('2025-02-10')]);
  });

  it('that were owed at a new anchor are owed from it on', () => {
    const account = withUnits('restart', 'year');
    account.do(change('max', 'year'), second);
    expect(unitsOf(account).small).toEqual([2, 2, -1]);
    expect(nextUnitsMonth(account.state.subscription!, second)).toBe(0);
    expect(brings(account, pay(0), second)).toEqual([['small', 120, 2_000]]);
    expect(nextUnitsPayment(account.state.subscription!)).toBe(instant('2024-03-29'));
  });

  it('are billed with the first period of the plan that one goes down to, if that sells them', () => {
    const down = (from: 'month' | 'year', planId: string, intervalId: string) => {
      const account = withUnits('keep', from);
      account.do(change('max', from), start);
      account.do(change(planId, intervalId), start);
      return account;
    };
    const same = down('month', 'pro', 'month');
    expect(brings(same, { type: 'renew', periodIndex: 1 }, second)).toEqual([['small', 120, 2_000]]);
    expect(unitsOf(same)).toEqual({ small: [2, 2, 1] });
    // The year is over on its own day, and months are counted from there.
    const year = down('year', 'pro', 'month');
    expect(brings(year, { type: 'renew', periodIndex: 1 }, nextYear)).toEqual([['small', 120, 2_000]]);
    expect(unitsOf(year)).toEqual({ small: [2, 2, 0] });
    expect(brings(year, { type: 'renew', periodIndex: 2 }, instant('2025-02-28'))).toEqual([['small', 120, 2_000]]);
    // From a new anchor on: month 0, though a month of the old one was paid.
    const other = down('month', 'pro', 'year');
    expect(brings(other, { type: 'renew', periodIndex: 1 }, second)).toEqual([['small', 120, 2_000]]);
    expect(unitsOf(other)).toEqual({ small: [2, 2, 0] });
    expect(nextUnitsPayment(other.state.subscription!)).toBe(instant('2024-03-29'));
  });
});

describe('units from a year of the leap day on to months', () => {
  it('go on being billed by the month, each once', () => {
    const account = new LivedAccount(always(catalog), second);
    account.subscribe('pro', second, { intervalId: 'year' });
    account.do(add('small'), instant('2025-02-01'));
    account.do({ type: 'changePlan', planId: 'pro', intervalId: 'month' }, instant('2025-02-01'));
    // The month of 29 January is paid; the next one begins with the plan's own.
    const renewals = ['2025-02-28', '2025-03-29', '2025-04-29'].map(instant);
    renewals.forEach((at, index) => {
      expect(brings(account, { type: 'renew', periodIndex: index + 1 }, at)).toEqual([['small', 60, 1_000]]);
      expect(nextUnitsMonth(account.state.subscription!, at)).toBeNull();
      expect(nextUnitsPayment(account.state.subscription!)).toBe(renewals[index + 1] ?? instant('2025-05-29'));
    });
  });
});

describe('the refusals', () => {
  const none = () => new LivedAccount(always(catalog), start);
  const month = () => onPro('month');
  const basic = () => {
    const account = none();
    account.subscribe('basic', start);
    return account;
  };
  const awaiting = () => {
    const account = month();
    account.do(add('small'), start);
    account.settle(second);
    return account;
  };
  const owing = () => {
    const account = onPro('year');
    account.do(add('small', 2), start);
    return account;
  };
  const gaveUp = () => {
    const account = owing();
    account.do(remove('small', 2), start);
    return account;
  };
  const cases: [what: string, of: () => LivedAccount, command: Command, at: Instant, code: string][] = [
    ['units without a subscription', none, add('small'), start, 'no_subscription'],
    ['units nobody sells', month, add('tiny'), start, 'unknown_add_on'],
    ['units of another plan', basic, add('small'), start, 'unknown_add_on'],
    ['units while the renewal waits for its payment', awaiting, add('small'), second, 'payment_awaited'],
    ['other units while the renewal waits for its payment', awaiting, add('large'), second, 'payment_awaited'],
    ['more units while a month of them is owed', owing, add('small'), second, 'payment_awaited'],
    ['no unit', month, add('small', 0), start, 'invalid_quantity'],
    ['less than none', month, add('small', -1), start, 'invalid_quantity'],
    ['half a unit', month, add('small', 0.5), start, 'invalid_quantity'],
    ['no number of units', month, add('small', NaN), start, 'invalid_quantity'],
    ['too many units', month, add('small', 10_001), start, 'invalid_quantity'],
    ['too many units together with those there are', owing, add('small', 9_999), start, 'invalid_quantity'],
    ['more credits than one change may name', month, add('huge', 2), start, 'invalid_quantity'],
    ['to give up what one has not', month, remove('small'), start, 'unknown_add_on'],
    ['to give up without a subscription', none, remove('small'), start, 'unknown_add_on'],
    ['to give up more than one has', owing, remove('small', 3), start, 'invalid_quantity'],
    ['to give up twice', gaveUp, remove('small'), start, 'invalid_quantity'],
    ['to give up none', owing, remove('small', 0), start, 'invalid_quantity'],
    ['to give up a part of one', owing, remove('small', 1.5), start, 'invalid_quantity'],
    ['to pay without a subscription', none, pay(1), second, 'nothing_to_renew'],
    ['to pay without units', month, pay(1), second, 'nothing_to_renew'],
    ['to pay for what was given up', gaveUp, pay(1), second, 'nothing_to_renew'],
    ['to pay for a month that is paid', owing, pay(0), start, 'nothing_to_renew'],
    ['to pay for a month ahead', owing, pay(2), second, 'nothing_to_renew'],
    ['to pay while the renewal waits for its payment', awaiting, pay(1), second, 'nothing_to_renew'],
  ];
  it.each(cases)('%s', (_, of, command, at, code) => {
    const failure = of().refused(command, at);
    expect(failure.code).toBe(code);
    expect(failure.pointer).toBe(code === 'invalid_quantity' ? '/units' : undefined);
    expect(failure.detail).toMatch(/\.$/);
  });

  it('end where they have to: the most units, and other units beside those that owe', () => {
    expect(onPro('month').do(add('small', 10_000), start).entries).toHaveLength(1);
    const account = owing();
    expect(brings(account, add('large'), second)).toEqual([['large', 200, 3_000]]);
    expect(onPro('month').do(add('huge'), start).state.header.balance).toBe(AMOUNT_MAX);
  });
});

describe('AI Studios', () => {
  it('sells each plan its own units', () => {
    const aiStudios = always(deepFreeze(shipped('ai-studios')));
    // prettier-ignore
    const cases: [planId: string, intervalId: string, addOnId: string, sold: boolean][] = [
      ['free',       'month',    'personal-credits', false],
      ['free',       'month',    'team-credits',     false],
      ['personal',   'month',    'personal-credits', true],
      ['personal',   'year',     'personal-credits', true],
      ['personal',   'month',    'team-credits',     false],
      ['team',       'month',    'team-credits',     true],
      ['team',       'year',     'team-credits',     true],
      ['team',       'month',    'personal-credits', false],
      ['enterprise', 'contract', 'team-credits',     false],
    ];
    for (const [planId, intervalId, addOnId, sold] of cases) {
      const account = new LivedAccount(aiStudios, start);
      account.subscribe(planId, start, { intervalId });
      if (sold) expect(account.do(add(addOnId), start).entries).toHaveLength(1);
      else expect(account.refused(add(addOnId), start).code).toBe('unknown_add_on');
    }
  });
});
