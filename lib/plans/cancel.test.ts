import { describe, expect, it } from 'vitest';
import type { Catalog } from '../catalog/schema';
import { credits, decimalText } from '../credits';
import type { Command } from '../ledger/command';
import type { Change } from '../ledger/decide';
import { spendable } from '../ledger/locks';
import { always, deepFreeze, instant, LivedAccount, plan, sellingPlans, shipped } from '../ledger/testing/account';
import { DAY_MS, isoText, type Instant } from '../time';
import { paymentOwed } from './payments';

const captions = deepFreeze(shipped('captions'));
const aiStudios = deepFreeze(shipped('ai-studios'));
const start = instant('2024-01-31');
const end = instant('2024-02-29');
const second = instant('2024-03-31');
const cancel: Command = { type: 'cancel' };
const resume: Command = { type: 'resume' };
const endNow: Command = { type: 'end' };

function on(catalog: Catalog, planId: string, intervalId = 'month'): LivedAccount {
  const account = new LivedAccount(always(catalog), start);
  account.subscribe(planId, start, { intervalId });
  return account;
}

const moves = (entries: Change['entries']) =>
  entries.map(({ kind, reason, amount, at }) => [kind, reason, decimalText(amount), isoText(at).slice(0, 10)]);
const planOf = ({ state }: LivedAccount) => state.subscription?.planId ?? null;

describe('rule 17: a cancellation', () => {
  it('ends the subscription with its period, and can be taken back until then', () => {
    const account = on(captions, 'pro');
    expect(account.do(cancel, start + 1).entries).toEqual([]);
    expect(account.state.subscription).toMatchObject({ planId: 'pro', status: 'active', next: { type: 'cancel' } });
    expect(account.refused(cancel, start + 2).code).toBe('change_not_possible');
    account.do(resume, end - 1);
    expect(account.refused(resume, end - 1).code).toBe('nothing_to_undo');
    account.renew(1, end);
    expect(account.state.subscription).toMatchObject({ planId: 'pro', periodIndex: 1 });
    account.do(cancel, end);
    account.settle(second - 1);
    expect(planOf(account)).toBe('pro');
    account.settle(second);
    expect(planOf(account)).toBe('free');
    expect(account.refused(resume, second).code).toBe('nothing_to_undo');
  });

  it('is taken back by undoing, too; a change of plan is not taken back by resuming', () => {
    const account = on(captions, 'max');
    account.do(cancel, start);
    account.do({ type: 'undoChange' }, start);
    expect(account.state.subscription!.next).toBeNull();
    account.do({ type: 'changePlan', planId: 'pro', intervalId: 'month' }, start);
    expect(account.refused(resume, start).code).toBe('nothing_to_undo');
    // A cancellation takes the place of the change.
    account.do(cancel, start);
    expect(account.state.subscription!.next).toEqual({ type: 'cancel' });
  });

  it('is what going to the free plan means', () => {
    const account = on(captions, 'pro');
    account.do({ type: 'changePlan', planId: 'free', intervalId: 'month' }, start);
    expect(account.state.subscription!.next).toEqual({ type: 'cancel' });
  });

  it('asks for no payment at the boundary, and charges nothing', () => {
    const account = on(captions, 'pro');
    account.do(cancel, start);
    expect(account.settle(second).charges).toEqual([]);
    expect(paymentOwed(account.state, second, account.catalogAt)).toBeNull();
  });
});

describe('rule 6: what a cancellation leaves', () => {
  it('Captions lets the plan’s credits live to their own end, and the free ones come once', () => {
    const account = on(captions, 'free');
    account.subscribe('pro', start);
    account.do(cancel, start + 1);
    expect(account.settle(end + DAY_MS).entries).toEqual([]);
    expect(planOf(account)).toBe('free');
    expect(account.state.grants.map((grant) => [decimalText(grant.available), grant.expiresAt])).toEqual([
      ['200', null],
      ['200', instant('2024-04-30') + 1],
    ]);
    expect(account.state.header.period).toMatchObject({ start: end + 1, carriedIn: credits(400), granted: 0n });
    expect(moves(account.settle(instant('2024-05-01')).entries)).toEqual([
      ['expire', 'lifetime_over', '200', '2024-04-30'],
    ]);
  });

  it('Captions gives the free credits of who never had them', () => {
    const account = on(captions, 'pro');
    account.do(cancel, start);
    expect(moves(account.settle(end).entries)).toEqual([['grant', 'first_time', '200', '2024-02-29']]);
    expect(account.state.claimed).toEqual(['welcome']);
  });

  it('AI Studios ends plan and add-on credits with the period, and starts the free plan there', () => {
    const account = on(aiStudios, 'personal');
    account.do({ type: 'addUnits', addOnId: 'personal-credits', units: 2 }, start);
    account.give(credits(5), start);
    account.do(cancel, start);
    // An old plan's credits, to be seen apart from those that end by themselves.
    account.suppose(1, { expiresAt: null });
    expect(moves(account.settle(end).entries)).toEqual([
      ['expire', 'lifetime_over', '120', '2024-02-29'],
      ['expire', 'cancelled', '60', '2024-02-29'],
      ['grant', 'subscribed', '16', '2024-02-29'],
    ]);
    expect(account.state.header).toMatchObject({
      balance: credits(21),
      period: { start: end, end: instant('2024-03-29') },
    });
    expect(account.state.subscription).toMatchObject({ planId: 'free', anchor: end, periodIndex: 0, addOns: [] });
  });

  it('never takes what came once, was bought, given or given back, nor what is held', () => {
    const lasts = { type: 'never' };
    const rules = [
      { id: 'w', credits: 1, when: 'once', lasts },
      { id: 's', credits: 2, when: 'start', lasts },
      { id: 'm', credits: 4, when: 'period', lasts },
    ];
    const pack = { id: 'p', name: 'Pack', credits: credits(8), price: 100n, lasts, needsSubscription: false };
    const catalog = sellingPlans(plan('free', 0, []), plan('pro', 999, rules));
    const account = on({ ...catalog, packs: [{ ...pack, volume: [], planPrices: {}, priority: 0 }] } as Catalog, 'pro');
    account.do({ type: 'buyPack', packId: 'p', count: 1 }, start);
    account.give(credits(16), start);
    account.hold(credits(1), start, { lapsesAt: start + 30 * DAY_MS });
    account.do(cancel, start);
    expect(moves(account.settle(end).entries)).toEqual([
      ['expire', 'cancelled', '2', '2024-02-29'],
      ['expire', 'cancelled', '4', '2024-02-29'],
    ]);
    expect(account.state.header).toMatchObject({ balance: credits(24), held: credits(1) });
  });

  it('ends what a rhythm would still have given', () => {
    const monthly = { id: 'm', credits: 10, when: 'month', lasts: { type: 'periods', count: 1 } };
    const year = plan('year', 999, [monthly], { months: 12 });
    const account = on(sellingPlans(plan('free', 0, []), year), 'year');
    account.do(endNow, end);
    expect(account.settle(instant('2025-01-30')).entries).toEqual([]);
    expect(account.state.header.balance).toBe(0n);
  });
});

describe('rule 15: a cancellation while the renewal waits for its payment', () => {
  const awaiting = (catalog: Catalog, planId: string) => {
    const account = on(catalog, planId);
    account.give(credits(5), start);
    account.settle(end);
    return account;
  };
  const suspended = (catalog: Catalog, planId: string) => {
    const account = awaiting(catalog, planId);
    account.do({ type: 'declinePayment', periodIndex: 1 }, end);
    account.settle(end + 7 * DAY_MS);
    expect(account.state.subscription!.status).toBe('suspended');
    expect(spendable(account.state, catalog)).toBe(credits(5));
    return account;
  };

  it.each([
    ['within the grace', awaiting, end + DAY_MS],
    ['after the grace', suspended, end + 20 * DAY_MS],
  ] as const)('ends it at once, %s: what had waited ends', (_, of, at) => {
    const account = of(aiStudios, 'personal');
    const { entries, charges } = account.do(cancel, at);
    const day = isoText(at).slice(0, 10);
    expect(moves(entries)).toEqual([
      ['expire', 'cancelled', '60', day],
      ['grant', 'subscribed', '16', day],
    ]);
    expect(charges).toEqual([]);
    expect(account.state.subscription).toMatchObject({ planId: 'free', anchor: at, periodIndex: 0, status: 'active' });
    expect(account.state.header).toMatchObject({ balance: credits(21), period: { start: at, carriedIn: credits(5) } });
    expect(account.refused({ type: 'renew', periodIndex: 1 }, at).code).toBe('nothing_to_renew');
  });

  it('leaves on Captions what had not come to its end', () => {
    const account = awaiting(captions, 'pro');
    expect(moves(account.do(cancel, end + 1).entries)).toEqual([['grant', 'first_time', '200', '2024-02-29']]);
    expect(account.state.header.balance).toBe(credits(405));
  });

  it('is forgotten by a late payment of the renewal no more than any other', () => {
    const account = suspended(aiStudios, 'personal');
    const late = end + 25 * DAY_MS;
    expect(paymentOwed(account.state, late, account.catalogAt)).toEqual({ type: 'renew', periodIndex: 1 });
    account.renew(1, late);
    expect(account.state.subscription).toMatchObject({ status: 'active', graceEndsAt: null, periodIndex: 1 });
    expect(account.state.header).toMatchObject({ balance: credits(65), period: { start: end } });
  });
});

describe('a subscription that is ended', () => {
  it.each([
    ['in the first millisecond', start, start + 1],
    ['within its period', instant('2024-02-10'), instant('2024-02-10')],
    ['in the last millisecond', end - 1, end - 1],
  ])('%s, is over at once, and nothing is given back', (_, at, anchor) => {
    const account = on(aiStudios, 'enterprise', 'contract');
    account.do({ type: 'grant', source: 'contract', amount: credits(100), expiresAt: null }, start);
    expect(moves(account.do(endNow, at).entries)).toEqual([
      ['grant', 'subscribed', '16', isoText(anchor).slice(0, 10)],
    ]);
    expect(account.state.subscription).toMatchObject({ planId: 'free', anchor });
    expect(account.state.header).toMatchObject({ balance: credits(116), period: { start: anchor } });
  });

  it('in its first millisecond, takes along what falls due in the next one', () => {
    const account = on(aiStudios, 'personal');
    account.hold(credits(10), start, { lapsesAt: start + 1 });
    const { entries } = account.do(endNow, start);
    expect(entries.map(({ kind, at, periodStart }) => [kind, at - start, periodStart! - start])).toEqual([
      ['void', 1, 0],
      ['expire', 1, 0],
      ['grant', 1, 1],
    ]);
    expect(account.state.header).toMatchObject({ balance: credits(16), held: 0n });
  });

  it('is ended whatever it waits for', () => {
    const account = on(aiStudios, 'personal');
    account.do(cancel, start);
    account.do(endNow, start + 5);
    expect(planOf(account)).toBe('free');
    const unpaid = on(aiStudios, 'personal');
    unpaid.settle(second);
    expect(moves(unpaid.do(endNow, second).entries)[0]).toEqual(['expire', 'cancelled', '60', '2024-03-31']);
  });

  describe('where the default plan costs something', () => {
    const lasts = { type: 'periods', count: 2 };
    const monthly = [{ id: 'm', credits: 10, when: 'period', lasts }];
    const keeping = (): Catalog => {
      const catalog = sellingPlans(plan('pro', 999, monthly));
      return { ...catalog, changes: { ...catalog.changes, cancel: { at: 'periodEnd', unspent: 'keepToExpiry' } } };
    };

    it.each([
      ['at the end of its period', cancel, end],
      ['at once', endNow, start + 1],
    ])('leaves no subscription and no period, %s', (_, command, at) => {
      const account = on(keeping(), 'pro');
      account.do(command, start + 1);
      account.settle(at);
      expect(account.state).toMatchObject({ subscription: null, header: { period: null, balance: credits(10) } });
      // What is left can be spent, ends when it would have, and counts in no period.
      expect(account.spend(credits(3), end + DAY_MS).entries).toMatchObject([{ periodStart: null }]);
      expect(account.settle(instant('2024-04-01')).entries).toMatchObject([
        { kind: 'expire', amount: credits(7), at: second, periodStart: null },
      ]);
      for (const each of [
        cancel,
        endNow,
        { type: 'changeSeats', seats: 2 },
        { type: 'changePlan', planId: 'pro', intervalId: 'month' },
      ] as Command[]) {
        expect(account.refused(each, instant('2024-04-01')).code).toBe('no_subscription');
      }
    });

    it('and a new one begins its periods afresh', () => {
      const account = on(keeping(), 'pro');
      account.do(endNow, end - 1);
      account.subscribe('pro', end);
      expect(account.state.subscription).toMatchObject({ anchor: end, anchorIndex: 0, periodIndex: 0 });
      expect(account.state.header.period).toMatchObject({ start: end, carriedIn: credits(10), granted: credits(10) });
    });
  });
});

describe('a cancellation is refused', () => {
  const cases: [what: string, of: () => LivedAccount, at: Instant, code: string][] = [
    ['without a subscription', () => new LivedAccount(always(captions), start), start, 'no_subscription'],
    ['on a free plan', () => on(captions, 'free'), start, 'no_subscription'],
    [
      'after it was made',
      () => {
        const account = on(captions, 'pro');
        account.do(cancel, start);
        return account;
      },
      end - 1,
      'change_not_possible',
    ],
  ];
  it.each(cases)('%s', (_, of, at, code) => {
    const failure = of().refused(cancel, at);
    expect(failure.code).toBe(code);
    expect(failure.detail).toMatch(/\.$/);
  });
});
