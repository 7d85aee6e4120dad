import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../catalog/schema';
import type { Micro } from '../credits';
import { noFacts, type Command } from '../ledger/command';
import { decide, type Change } from '../ledger/decide';
import {
  always,
  deepFreeze,
  generationId,
  instant,
  LivedAccount,
  quoteOf,
  sellingPlans,
} from '../ledger/testing/account';
import { DAY_MS } from '../time';
import { paymentOwed } from './payments';
import { periodPrice } from './plan';
import { wholeCredits } from './so-far';

// No sequence of changes may give more credits for the money than the plans themselves do. Random catalogs of three paid
// plans, whose ranks say nothing of what they cost and give, live through random changes.

const beginning = instant('2027-12-31T18:00:00.000Z');
const SEATS_MAX = 4;

const rules = fc.constantFrom(
  { period: 'keep', charge: 'difference', grant: 'difference' },
  { period: 'keep', charge: 'prorated', grant: 'prorated' },
  { period: 'keep', charge: 'full', grant: 'full' },
  { period: 'keep', charge: 'full', grant: 'difference' },
  { period: 'keep', charge: 'difference', grant: 'prorated' },
  { period: 'restart', charge: 'full', grant: 'full' },
  { period: 'restart', charge: 'prorated', grant: 'full', unspent: 'endMatching' },
  { period: 'restart', charge: 'prorated', grant: 'full', unspent: 'keep' },
  { period: 'restart', charge: 'prorated', grant: 'prorated' },
  { period: 'restart', charge: 'difference', grant: 'difference' },
  { period: 'restart', charge: 'difference', grant: 'full', unspent: 'endMatching' },
);
const rule = fc.record({
  credits: fc.constantFrom(0, 1, 7, 100, 150, 1000, '0.000003', '33.333333'),
  perSeat: fc.boolean(),
  // Months of a year are as long as they are: what one of them gives is never worth just a twelfth of the time.
  when: fc.constantFrom('period', 'period', 'month'),
});
const interval = fc.record({ price: fc.integer({ min: 1, max: 5_000 }), grants: fc.array(rule, { maxLength: 2 }) });
const planDice = fc.record({ month: interval, year: interval, seats: fc.boolean(), pricePerSeat: fc.boolean() });
const books = fc
  .record({ plans: fc.tuple(planDice, planDice, planDice), upgrade: rules, other: rules, longer: rules })
  .map(({ plans, upgrade, other, longer }): Catalog => {
    const free = { id: 'free', billing: 'free', intervals: [{ id: 'month', months: 1, price: 0, grants: [] }] };
    const paid = plans.map(({ month, year, seats, pricePerSeat }, index) => ({
      id: `plan-${index}`,
      billing: 'paid',
      ...(seats ? { seats: { min: 1, max: SEATS_MAX } } : {}),
      intervals: ([1, 12] as const).map((months) => {
        const { price, grants } = months === 1 ? month : year;
        const given = grants.map((each, at) => ({
          ...each,
          id: `rule-${at}`,
          when: months === 1 ? 'period' : each.when,
          lasts: { type: 'periods', count: 2 },
        }));
        return { id: months === 1 ? 'month' : 'year', months, price, pricePerSeat, grants: given };
      }),
    }));
    const catalog = sellingPlans(free, ...paid);
    const ways = { ...catalog.changes, upgrade, longerInterval: longer };
    const choices = [{ id: 'other', name: 'Other', ...other }];
    return { ...catalog, changes: { ...ways, upgradeChoices: choices } as Catalog['changes'] };
  });

interface Step {
  days: number;
  does: 'change' | 'subscribe' | 'seats' | 'pay' | 'spend' | 'undo' | 'cancel' | 'due';
  dice: number;
  /** Days since it was ordered: what is paid late is prorated from then. */
  late: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  days: fc.constantFrom(0, 0, 1, 3, 10, 20, 31, 200),
  does: fc.constantFrom(
    'change',
    'change',
    'change',
    'subscribe',
    'seats',
    'pay',
    'pay',
    'spend',
    'undo',
    'cancel',
    'due',
  ),
  dice: fc.nat(23),
  late: fc.constantFrom(0, 0, 0, 1, 3, 12, 40),
});

function commandOf({ does, dice, late }: Step, account: LivedAccount, now: number): Command {
  const { subscription, header } = account.state;
  const ordered = late === 0 ? {} : { orderedAt: Math.max(header.period?.start ?? now, now - late * DAY_MS) };
  const chosen = { planId: `plan-${dice % 3}`, intervalId: dice % 2 ? 'month' : 'year' };
  switch (does) {
    case 'change':
      return {
        type: 'changePlan',
        ...chosen,
        ...(dice > 15 ? { choice: 'other' } : {}),
        ...(dice % 4 === 3 ? { seats: (dice % SEATS_MAX) + 1 } : {}),
        ...ordered,
      };
    case 'subscribe':
      return { type: 'subscribe', ...chosen, seats: 1 };
    case 'seats':
      return { type: 'changeSeats', seats: (dice % SEATS_MAX) + 1, ...ordered };
    case 'pay':
      return paymentOwed({ subscription, header }, now, account.catalogAt) ?? { type: 'settle' };
    case 'spend':
      return {
        type: 'debit',
        generationId: generationId(header.seq + 1),
        quote: quoteOf(dice % 2 ? header.balance : header.balance / 2n),
      };
    case 'undo':
      return { type: 'undoChange' };
    case 'cancel':
      return { type: 'cancel' };
    case 'due':
      return { type: 'settle' };
  }
}

/** Every way to buy a plan: what a whole period of it gives, and what it costs. */
function offers(catalog: Catalog): { credits: Micro; price: bigint }[] {
  return catalog.plans
    .filter((plan) => plan.billing === 'paid')
    .flatMap((plan) =>
      plan.intervals.flatMap((each) =>
        Array.from({ length: plan.seats ? SEATS_MAX : 1 }, (_, index) => {
          const terms = { plan, interval: each };
          const credits = wholeCredits({ terms, seats: index + 1, anchor: beginning, index: 0 });
          return { credits, price: periodPrice(terms, index + 1)! };
        }),
      ),
    );
}

/** What changes gave for good, and what was paid for it in all. */
function received(changes: readonly Change[]): { credits: Micro; money: bigint } {
  let [amount, money] = [0n, 0n];
  for (const { entries, charges } of changes) {
    for (const each of charges) money += each.amount;
    for (const { kind, reason, amount: moved } of entries) {
      if (kind === 'grant') amount += moved;
      if (kind === 'revoke' && reason === 'plan_changed') amount -= moved;
    }
  }
  return { credits: amount, money };
}

describe('rule 18: any sequence of changes', () => {
  it('gives no more credits for the money than the best of the plans', () => {
    fc.assert(
      fc.property(books, fc.array(step, { minLength: 2, maxLength: 25, size: 'max' }), (catalog, steps) => {
        const catalogAt = always(deepFreeze(catalog));
        const account = new LivedAccount(catalogAt, beginning);
        const best = offers(catalog).reduce((a, b) => (b.credits * a.price > a.credits * b.price ? b : a));
        const changes: Change[] = [];
        let now = beginning;
        for (const each of [{ days: 0, does: 'subscribe', dice: steps[0]!.dice, late: 0 } as const, ...steps]) {
          const end = account.state.header.period?.end ?? now;
          now = each.does === 'due' ? Math.max(now, end - (each.dice % 3)) : now + each.days * DAY_MS;
          const command = commandOf(each, account, Math.max(now, account.state.header.at));
          const decided = decide(account.state, command, noFacts, now, catalogAt);
          if (!decided.ok) continue;
          changes.push(account.do(command, now));
          const got = received(changes);
          expect(got.credits * best.price, `${command.type}: ${got.credits} for ${got.money}`).toBeLessThanOrEqual(
            got.money * best.credits,
          );
          const worth = [...account.grants.values()].reduce((sum, grant) => sum + grant.paid, 0n);
          const paid = changes
            .flatMap((change) => change.charges)
            .reduce((sum, { amount }) => (amount > 0n ? sum + amount : sum), 0n);
          expect(worth, 'credits carry money that nobody paid').toBeLessThanOrEqual(paid * 1_000_000n);
        }
      }),
      { numRuns: 300 },
    );
  });
});
