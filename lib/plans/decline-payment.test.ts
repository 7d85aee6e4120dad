import { describe, expect, it } from 'vitest';
import type { Catalog, CatalogAt, Lifetime } from '../catalog/schema';
import { credits } from '../credits';
import type { Command } from '../ledger/command';
import { spendable } from '../ledger/locks';
import { nextDue } from '../ledger/settle';
import {
  always,
  deepFreeze,
  generationId,
  instant,
  LivedAccount,
  plan,
  quoteOf,
  sellingPlans,
} from '../ledger/testing/account';
import { DAY_MS, type Instant } from '../time';

const start = instant('2027-01-31');
const boundary = instant('2027-02-28');
const third = instant('2027-03-31');
const monthly = { id: 'm', credits: 100, when: 'period', lasts: { type: 'periods', count: 1 } };
const kept = { ...monthly, id: 'kept', credits: 30, lasts: { type: 'periods', count: 3 } };

const selling = (more: Partial<Catalog> = {}): CatalogAt =>
  always(deepFreeze({ ...sellingPlans(plan('pro', 999, [monthly, kept]), plan('free', 0, [])), ...more }));
const decline = (periodIndex = 1): Command => ({ type: 'declinePayment', periodIndex });
const debit = (amount: number): Command => ({
  type: 'debit',
  generationId: generationId(77),
  quote: quoteOf(credits(amount)),
});

function paying(book = selling()) {
  const account = new LivedAccount(book, start);
  account.subscribe('pro', start);
  return account;
}
const canSpend = (account: LivedAccount, at: Instant) => spendable(account.settle(at).state, account.catalogAt(at));

describe('rule 15: a declined payment', () => {
  it('starts the grace, from the day of the first one', () => {
    const account = paying();
    const declinedAt = boundary + 2 * DAY_MS + 5;
    expect(account.do(decline(), declinedAt).entries).toEqual([]);
    expect(account.state.subscription).toMatchObject({
      status: 'awaiting_payment',
      graceEndsAt: declinedAt + 7 * DAY_MS,
      periodIndex: 0,
    });
    expect(nextDue(account.state, account.catalogAt)).toBe(declinedAt + 7 * DAY_MS);
  });

  it('changes nothing the second time, in the grace and after it', () => {
    const account = paying();
    account.do(decline(), boundary);
    const before = account.state;
    account.do(decline(), boundary + 3 * DAY_MS);
    expect(account.state).toEqual(before);
    account.do(decline(), boundary + 8 * DAY_MS);
    expect(account.state.subscription).toMatchObject({ status: 'suspended', graceEndsAt: boundary + 7 * DAY_MS });
  });

  const refusals: [what: string, at: Instant, periodIndex: number][] = [
    ['before the period is over', boundary - 1, 1],
    ['for the period that was paid', boundary, 0],
    ['for one that is still far away', boundary, 2],
  ];
  it.each(refusals)('is refused %s', (_, at, periodIndex) => {
    expect(paying().refused(decline(periodIndex), at).code).toBe('nothing_to_renew');
  });

  it('is refused without a subscription, and on a free plan', () => {
    expect(new LivedAccount(selling(), start).refused(decline(), start).code).toBe('nothing_to_renew');
    const free = new LivedAccount(selling(), start);
    free.subscribe('free', start);
    expect(free.refused(decline(), boundary).code).toBe('nothing_to_renew');
  });

  it('is not an outage: who was never declined is never suspended', () => {
    const account = paying();
    account.settle(boundary + 400 * DAY_MS);
    expect(account.state.subscription).toMatchObject({ status: 'awaiting_payment', graceEndsAt: null });
    account.spend(credits(100), boundary + 400 * DAY_MS);
  });

  it('goes by the grace of the version in force at the boundary', () => {
    const early = deepFreeze({ ...selling()(0), graceDays: 3 });
    const account = paying((at) => (at <= boundary ? early : selling()(0)));
    account.do(decline(), boundary + DAY_MS);
    expect(account.state.subscription!.graceEndsAt).toBe(boundary + 4 * DAY_MS);
  });

  it('suspends at once where there are no days of grace', () => {
    const account = paying(selling({ graceDays: 0 }));
    account.do(decline(), boundary + 5);
    expect(account.state.subscription).toMatchObject({ status: 'suspended', graceEndsAt: boundary + 5 });
  });
});

describe('rule 15: what waits for the payment', () => {
  // 100 wait for it at the boundary, 30 last for three periods, 5 are goodwill.
  function declined() {
    const account = paying();
    account.give(credits(5), start + 1);
    account.do(decline(), boundary);
    return account;
  }
  const graceEnd = boundary + 7 * DAY_MS;

  it.each([
    ['before its end', boundary - 1, 135],
    ['at its end', boundary, 135],
    ['in the last millisecond of the grace', graceEnd - 1, 135],
    ['when the grace is over: the others stay', graceEnd, 35],
    ['long after it', graceEnd + 10 * DAY_MS, 35],
  ])('can be spent %s', (_, at, amount) => {
    const account = declined();
    expect(canSpend(account, at)).toBe(credits(amount));
    expect(account.state.header.balance).toBe(credits(135));
  });

  it('is refused as locked, and the others pay', () => {
    const account = declined();
    expect(account.refused(debit(36), graceEnd).code).toBe('credits_locked');
    account.spend(credits(35), graceEnd);
    expect(account.state.grants).toMatchObject([{ ruleId: 'm', available: credits(100) }]);
  });

  it('ends with a late payment, which opens the period at its boundary', () => {
    const account = declined();
    const paidAt = graceEnd + 2 * DAY_MS;
    const { entries } = account.renew(1, paidAt);
    expect(entries.map((entry) => [entry.kind, entry.reason, entry.at, entry.amount])).toEqual([
      ['expire', 'lifetime_over', paidAt, credits(100)],
      ['grant', 'renewed', paidAt, credits(100)],
      ['grant', 'renewed', paidAt, credits(30)],
    ]);
    expect(account.state.subscription).toMatchObject({ status: 'active', periodIndex: 1, graceEndsAt: null });
    expect(account.state.header.period).toMatchObject({ start: boundary, end: third });
    expect(canSpend(account, paidAt)).toBe(credits(100 + 30 + 30 + 5));
  });

  it('has a grace anew in the next period', () => {
    const account = declined();
    account.renew(1, graceEnd);
    account.do(decline(2), third + DAY_MS);
    expect(account.state.subscription).toMatchObject({ status: 'awaiting_payment', graceEndsAt: third + 8 * DAY_MS });
    expect(canSpend(account, third + 2 * DAY_MS)).toBe(credits(165));
  });

  it.each([
    ['in the grace', graceEnd - 1],
    ['after it', graceEnd],
  ])('ends with a cancellation %s', (_, at) => {
    const account = declined();
    const { entries } = account.do({ type: 'cancel' }, at);
    expect(entries.filter((entry) => entry.amount === credits(100))).toMatchObject([{ kind: 'expire', at }]);
    expect(account.state.subscription?.planId).not.toBe('pro');
    expect(account.state.grants.map((grant) => grant.source)).toContain('goodwill');
  });
});

describe('credits for the grace', () => {
  const graceCredits = (lasts: Lifetime, amount = 20) => selling({ graceCredits: { credits: credits(amount), lasts } });
  const never: Lifetime = { type: 'never' };

  it('come once with the first decline, as a promotion that cost nothing', () => {
    const account = paying(graceCredits(never));
    const { entries, grants } = account.do(decline(), boundary + 1);
    expect(entries).toMatchObject([{ kind: 'grant', reason: 'payment_failed', at: boundary + 1, amount: credits(20) }]);
    expect(grants).toMatchObject([
      { source: 'promotion', planId: null, ruleId: null, recurring: false, paid: 0n, effectiveAt: boundary + 1 },
    ]);
    expect(account.do(decline(), boundary + 2).entries).toEqual([]);
    expect(account.do(decline(), boundary + 9 * DAY_MS).entries).toEqual([]);
  });

  it('can be spent when the rest is locked', () => {
    const account = paying(graceCredits(never));
    account.do(decline(), boundary);
    expect(canSpend(account, boundary + 7 * DAY_MS)).toBe(credits(20 + 30));
  });

  it('come again for another period, once each', () => {
    const account = paying(graceCredits(never));
    account.do(decline(), boundary);
    account.renew(1, boundary + DAY_MS);
    account.do(decline(2), third);
    account.do(decline(2), third + 1);
    expect([...account.grants.values()].filter((grant) => grant.source === 'promotion')).toHaveLength(2);
  });

  it('come on the spot where there is no grace', () => {
    const account = paying(selling({ graceDays: 0, graceCredits: { credits: credits(20), lasts: never } }));
    account.do(decline(), boundary);
    expect(canSpend(account, boundary)).toBe(credits(20 + 30));
  });

  const lasting: [what: string, lasts: Lifetime, end: Instant | null][] = [
    ['never', never, null],
    ['days after the decline', { type: 'days', count: 7 }, instant('2027-03-08')],
    ['months after it', { type: 'months', count: 2 }, instant('2027-05-01')],
    ['after as many months as a period has', { type: 'periods', count: 1 }, instant('2027-04-01')],
  ];
  it.each(lasting)('end %s', (_, lasts, end) => {
    const account = paying(graceCredits(lasts));
    expect(account.do(decline(), instant('2027-03-01')).grants).toMatchObject([{ expiresAt: end }]);
  });

  it('end with as many years as a period has, where it is of years', () => {
    const yearly = sellingPlans(plan('pro', 9_990, [monthly], { months: 12 }));
    const lasts: Lifetime = { type: 'periods', count: 2 };
    const account = paying(always({ ...yearly, graceCredits: { credits: credits(20), lasts } }));
    const declinedAt = instant('2028-01-31');
    expect(account.do(decline(), declinedAt).grants).toMatchObject([{ expiresAt: instant('2030-01-31') }]);
  });
});
