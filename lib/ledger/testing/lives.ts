import fc from 'fast-check';
import { catalogSchema, type Catalog, type CatalogAt } from '../../catalog/schema';
import { credits, type Micro } from '../../credits';
import { nextUnitsMonth } from '../../plans/add-ons';
import { nextPaymentWithin, paymentOwed } from '../../plans/payments';
import { addMonthsUtc, DAY_MS, type Instant } from '../../time';
import type { Command } from '../command';
import type { KeptCharges } from '../kept-charges';
import { nextDue } from '../settle';
import type { AccountState, CapScope, FreeQuantity } from '../state';
import { deepFreeze, generationId, instant, plan, quoteOf } from './account';

/*
 * Random lives of accounts: catalogs, clocks and commands as dice, which mean something only beside the account at that
 * moment. The engine's properties and the database's are both held against them.
 */

export const beginning = instant('2027-12-31T18:00:00.000Z');

/** A step of a life, as dice. */
export interface Step {
  jump: { to: (typeof jumps)[number]; by: number };
  does: (typeof deeds)[number];
  /** Chooses among plans, amounts and ends. */
  dice: number;
  amount: number;
}

const jumps = [
  ...(['nowhere', 'nowhere', 'nowhere', 'nowhere', 'nowhere', 'nowhere', 'nowhere', 'nowhere', 'nowhere'] as const),
  ...(['soon', 'soon', 'soon', 'soon', 'soon', 'days', 'days', 'months', 'due', 'due', 'beforeDue'] as const),
  ...(['periodEnd', 'payment', 'payment', 'past'] as const),
] as const;

const deeds = [
  ...(['settle', 'subscribe', 'renew', 'pay', 'pay', 'pay', 'declinePayment', 'declinePayment'] as const),
  ...(['changePlan', 'changePlan', 'changePlan', 'undoChange', 'cancel', 'resume', 'end'] as const),
  ...(['changeSeats', 'addUnits', 'addUnits', 'removeUnits', 'payUnits', 'buyPack', 'buyPack'] as const),
  ...(['quote', 'debit', 'debit', 'debit', 'hold', 'hold', 'hold', 'hold'] as const),
  ...(['capture', 'capture', 'capture', 'void', 'refund', 'refund', 'refund'] as const),
  ...([
    'giveOnce',
    'grant',
    'grant',
    'revoke',
    'extend',
    'setCap',
    'setTopUp',
    'topUp',
    'topUp',
    'declineTopUp',
  ] as const),
] as const;

const step: fc.Arbitrary<Step> = fc.record({
  jump: fc.record({ to: fc.constantFrom(...jumps), by: fc.nat(40) }),
  does: fc.constantFrom(...deeds),
  dice: fc.nat(11),
  amount: fc.integer({ min: 0, max: 300_000_000 }),
});

/** Most of what an account can do takes a subscription: most lives begin with one. */
export function livesOf(steps: number): fc.Arbitrary<Step[]> {
  return fc
    .tuple(fc.array(step, { minLength: 1, maxLength: steps, size: 'max' }), fc.constantFrom(true, true, true, false))
    .map(([all, subscribed]) => (subscribed ? all.with(0, { ...all[0]!, does: 'subscribe' }) : all));
}

export function moved(now: Instant, { to, by }: Step['jump'], state: AccountState, catalogAt: CatalogAt): Instant {
  const due = nextDue(state, catalogAt) ?? now;
  switch (to) {
    case 'nowhere':
      return now;
    case 'soon':
      return now + by;
    case 'days':
      return now + by * DAY_MS;
    case 'months':
      return addMonthsUtc(now, by % 8);
    case 'due':
      return Math.max(now, due);
    case 'beforeDue':
      return Math.max(now, due - 1);
    case 'periodEnd':
      return Math.max(now, state.header.period?.end ?? now);
    case 'payment':
      return Math.max(now, nextPaymentWithin(state.subscription) ?? due);
    case 'past':
      return now - by * DAY_MS;
  }
}

/** What has to be there before a deed can be done, and mostly is done instead where it is not. */
function deedFor({ does, dice }: Step, { holds, subscription }: AccountState, kept: KeptCharges): Step['does'] {
  if (dice > 8) return does;
  const charged = () => [...kept.all.values()].some(({ burns }) => burns.some(({ amount }) => amount > 0n));
  switch (does) {
    case 'capture':
    case 'void':
      return holds.length > 0 ? does : 'hold';
    case 'refund':
      return charged() ? does : 'debit';
    case 'removeUnits':
      return subscription && subscription.addOns.length > 0 ? does : 'addUnits';
    case 'cancel':
      // A cancellation is often thought better of.
      return subscription?.next?.type === 'cancel' && dice > 3 ? 'resume' : does;
    default:
      return does;
  }
}

/** What the dice mean for this account now. `number` is the step's own, and names what it makes. */
export function commandOf(
  step: Step,
  now: Instant,
  number: number,
  state: AccountState,
  catalogAt: CatalogAt,
  kept: KeptCharges,
): Command {
  const { dice, amount } = step;
  const does = deedFor(step, state, kept);
  const catalog = catalogAt(now);
  const { subscription, header } = state;
  const pick = <T>(list: readonly T[]): T | undefined => list[dice % (list.length || 1)];
  const generation = generationId(number);
  const members = [null, 'ann', 'bob'];
  const quote = () => {
    const { balance } = header;
    const amounts: Micro[] = [0n, 1n, balance, balance + 1n, balance / 2n, balance / 3n, balance / 5n, balance / 9n];
    const feature = pick(['work', 'other', 'gift'])!;
    const free: FreeQuantity[] =
      feature === 'gift' ? [{ feature, per: pick(['period', 'day', 'ever'] as const)!, units: BigInt(dice + 1) }] : [];
    return { ...quoteOf(amounts[dice] ?? BigInt(amount), { feature }), free };
  };

  switch (does) {
    case 'settle':
    case 'undoChange':
    case 'cancel':
    case 'resume':
    case 'end':
    case 'declineTopUp':
      return { type: does };
    case 'subscribe':
    case 'changePlan': {
      const chosen = catalog.plans[(dice + amount) % catalog.plans.length]!;
      const interval = chosen.intervals[dice % chosen.intervals.length]!;
      const seats = dice === 11 ? 0 : chosen.seats ? (dice % 3) + 1 : 1;
      const planId = dice === 10 ? 'no-such-plan' : chosen.id;
      if (does === 'subscribe') return { type: does, planId, intervalId: interval.id, seats };
      const choice =
        dice % 4 === 0 ? [pick(catalog.changes.upgradeChoices)?.id, 'no-such-choice'][amount % 2] : undefined;
      return {
        type: does,
        planId,
        intervalId: interval.id,
        ...(dice % 3 === 2 ? { seats } : {}),
        ...(choice ? { choice } : {}),
      };
    }
    case 'giveOnce': {
      const rules = catalog.plans.flatMap(({ intervals }) => intervals.flatMap(({ grants }) => grants));
      return { type: does, ruleIds: dice === 10 ? ['no-such-rule'] : rules.map(({ id }) => id) };
    }
    case 'renew':
    case 'declinePayment':
      return { type: does, periodIndex: (subscription?.periodIndex ?? 0) + (dice === 0 ? dice : 1) };
    case 'pay':
      return paymentOwed({ subscription, header }, Math.max(now, header.at), catalogAt) ?? { type: 'settle' };
    case 'changeSeats':
      return { type: does, seats: (subscription?.seats ?? 1) + (dice % 5) - 2 };
    case 'addUnits': {
      const addOns = catalog.addOns.filter((each) => dice === 0 || each.plans.includes(subscription?.planId ?? ''));
      return { type: does, addOnId: pick(addOns)?.id ?? 'none', units: dice === 1 ? 0 : (dice % 3) + 1 };
    }
    case 'removeUnits': {
      const own = pick(subscription?.addOns ?? []);
      return {
        type: does,
        addOnId: own?.addOnId ?? 'none',
        units: dice === 2 ? 99 : (dice % (own?.unitsNext || 1)) + 1,
      };
    }
    case 'payUnits': {
      const month = subscription && nextUnitsMonth(subscription, Math.max(now, header.at));
      return { type: does, monthIndex: (month ?? 1) + (dice === 0 ? 1 : 0) };
    }
    case 'buyPack': {
      const packId = pick(catalog.packs)?.id ?? 'none';
      if (dice === 11) return { type: does, packId, count: 0 };
      return { type: does, packId, count: (dice % 3) + 1, ...(dice === 10 ? { topUp: true } : {}) };
    }
    case 'topUp':
      // The payment that the account's own rule waits for, or the news that it was declined.
      if (!state.topUp?.pending) return { type: 'setTopUp', rule: ruleOf(catalog, dice, amount) };
      if (dice === 0) return { type: 'declineTopUp' };
      return { type: 'buyPack', packId: state.topUp.packId, count: state.topUp.count, topUp: true };
    case 'setTopUp':
      return { type: does, rule: dice === 9 ? null : ruleOf(catalog, dice, amount) };
    case 'quote':
      return { type: does, quote: quote(), member: pick(members) };
    case 'debit':
      return { type: does, generationId: generation, quote: quote(), member: pick(members) };
    case 'hold': {
      const ms = [0, 1, 60_000, DAY_MS, 5 * DAY_MS, 10 * DAY_MS, 20 * DAY_MS, 25 * DAY_MS, 30 * DAY_MS, 40 * DAY_MS];
      const lapsesAt = Math.max(now, header.at) + ms[amount % ms.length]!;
      return { type: does, generationId: generation, quote: quote(), member: pick(members), lapsesAt };
    }
    case 'capture':
    case 'void': {
      const hold = dice > 9 ? undefined : state.holds[amount % (state.holds.length || 1)];
      const other = dice === 11 ? generationId(999_999) : [...kept.all.keys()][amount % (kept.all.size || 1)];
      const id = hold?.generationId ?? other ?? generationId(999_999);
      if (does === 'void') return { type: does, generationId: id };
      const held = hold?.parts.reduce((sum, part) => sum + part.amount, 0n) ?? 0n;
      const left = state.caps.map(({ limit, counted }) => (limit > counted ? limit - counted : 0n));
      const beyondCap = left.reduce((least, each) => (each < least ? each : least), left[0] ?? 0n) + 1n;
      const more = [
        ...[held, held, held / 2n, 0n, held + 1n, held + header.balance / 2n, held + header.balance + 1n, -1n],
        ...[held + beyondCap, held + beyondCap],
      ];
      return { type: does, generationId: id, credits: more[dice % more.length]! };
    }
    case 'refund': {
      const ids = [...kept.all.values()].filter(({ burns }) => dice > 8 || burns.some((burn) => burn.amount > 0n));
      const charge = ids[amount % (ids.length || 1)];
      const left = charge?.burns.reduce((sum, burn) => sum + burn.amount, 0n) ?? 0n;
      const amounts = [null, null, left, left / 2n, left / 3n, left + 1n, 0n];
      return {
        type: does,
        generationId: charge?.generationId ?? generationId(999_999),
        credits: amounts[dice % amounts.length]!,
      };
    }
    case 'grant': {
      const ends = [null, now, now + 1, now + 20 * DAY_MS, header.period?.end ?? null];
      const expiresAt = ends[dice % ends.length]!;
      const effectiveAt = dice % 4 === 3 ? { effectiveAt: now + (amount % 50) * DAY_MS } : {};
      return dice % 2 === 0
        ? { type: does, source: 'goodwill', amount: BigInt(amount), expiresAt, ...effectiveAt }
        : {
            type: does,
            source: 'contract',
            amount: BigInt(dice === 7 ? 0 : amount),
            expiresAt,
            paid: BigInt(amount % 10_007),
            ...effectiveAt,
          };
    }
    case 'revoke': {
      const grant = pick(state.grants);
      const amounts = [null, null, 1n, (grant?.available ?? 0n) / 2n, (grant?.available ?? 0n) + 1n];
      return { type: does, grantId: grant?.id ?? 0, amount: amounts[amount % amounts.length]! };
    }
    case 'extend': {
      const grant = dice === 11 ? undefined : pick(state.grants);
      const ends = [null, (grant?.expiresAt ?? now) + 30 * DAY_MS, (grant?.expiresAt ?? now) - 1, now + 400 * DAY_MS];
      return { type: does, grantId: grant?.id ?? 0, expiresAt: ends[amount % ends.length]! };
    }
    case 'setCap': {
      const scopes: CapScope[] = [
        { type: 'account' },
        { type: 'member', member: dice === 10 ? '' : 'ann' },
        { type: 'feature', feature: 'work' },
      ];
      const limits = [null, BigInt(amount), credits(100), credits(100), 0n, -1n];
      return {
        type: does,
        scope: pick(scopes)!,
        per: amount % 2 ? 'day' : 'period',
        limit: limits[(dice + amount) % limits.length]!,
      };
    }
  }
}

function ruleOf(catalog: Catalog, dice: number, amount: number) {
  const packId = dice === 8 ? 'none' : (catalog.packs[dice % (catalog.packs.length || 1)]?.id ?? 'none');
  const threshold = dice === 6 ? 0n : BigInt(amount) + 1n;
  return {
    packId,
    count: dice === 7 ? 0 : (dice % 2) + 1,
    threshold,
    monthlyLimit: [-1n, 100_000n, 10_000n][amount % 3]!,
  };
}

const amounts = fc.constantFrom(0, 1, 7, 100, 100, 500, 500, 0.5, '0.000001', '33.333333');
const lasts = fc.oneof(
  fc.constant({ type: 'never' as const }),
  fc.record({ type: fc.constant('periods' as const), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ type: fc.constant('months' as const), count: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ type: fc.constant('days' as const), count: fc.constantFrom(1, 10, 28, 30, 31, 90) }),
);
const grantRule = fc
  .record({
    credits: amounts,
    when: fc.constantFrom('period', 'period', 'period', 'once', 'start', 'month', 'calendarMonth', 'days'),
    lasts,
    perSeat: fc.boolean(),
    priority: fc.integer({ min: -1, max: 1 }),
    everyDays: fc.constantFrom(1, 7, 30, 45),
  })
  .map(({ everyDays, ...rule }) => (rule.when === 'days' ? { ...rule, everyDays } : rule));
const carryOver = fc.oneof(
  fc.constantFrom({ type: 'everything' }, { type: 'nothing' }),
  fc.record({ type: fc.constant('amount'), credits: amounts }),
  fc.record({
    type: fc.constant('multiple'),
    of: fc.constant('periodCredits'),
    times: fc.constantFrom(0.5, 1, 1.5, 2, 3),
  }),
  fc.record({
    type: fc.constant('fraction'),
    of: fc.constant('unspent'),
    fraction: fc.constantFrom(0.1, 0.333333, 0.5, 1),
  }),
);
const price = fc.constantFrom(1, 999, 100_000);
const version = fc.record({ rules: fc.array(grantRule, { maxLength: 3 }), carryOver, price });
/** A plan in two versions: what it gives, carries and costs may change; how long its period is and who pays may not. */
const twoVersions = fc.record({
  months: fc.constantFrom(1, 1, 3, 12),
  withYear: fc.boolean(),
  billing: fc.constantFrom('free', 'paid', 'paid', 'paid', 'invoiced'),
  seats: fc.boolean(),
  pricePerSeat: fc.boolean(),
  versions: fc.tuple(version, version),
});
const ways = fc.constantFrom(
  { period: 'keep', charge: 'difference', grant: 'difference' },
  { period: 'keep', charge: 'prorated', grant: 'prorated' },
  { period: 'keep', charge: 'full', grant: 'full' },
  { period: 'restart', charge: 'full', grant: 'full' },
  { period: 'restart', charge: 'prorated', grant: 'full', unspent: 'endMatching' },
);
const ends = fc.constantFrom('keepToExpiry', 'end');
const packDice = fc.record({
  credits: fc.integer({ min: 1, max: 300 }),
  price: fc.integer({ min: 10, max: 5_000 }),
  lasts,
  priority: fc.integer({ min: -1, max: 1 }),
  needsSubscription: fc.boolean(),
  volume: fc.boolean(),
});
const burnOrder = fc.constantFrom(
  undefined,
  undefined,
  { order: ['soonestEnd', 'oldest'] },
  { order: ['free', 'newest'] },
  { order: ['paid', 'priority'] },
  { order: ['source', 'soonestEnd'], sources: ['goodwill', 'pack'] },
);

/** Random catalogs, each with a second version that takes over some time. */
export const books: fc.Arbitrary<{ catalogAt: CatalogAt; catalogs: Catalog[] }> = fc
  .record({
    addOns: fc.array(fc.record({ credits: fc.integer({ min: 1, max: 300 }), price: fc.nat(5_000) }), { maxLength: 2 }),
    packs: fc.array(packDice, { maxLength: 3 }),
    plans: fc.array(twoVersions, { minLength: 1, maxLength: 3 }),
    upgrade: ways,
    other: ways,
    ends: fc.tuple(ends, ends),
    carryOverOf: fc.constantFrom('new', 'old'),
    graceDays: fc.constantFrom(0, 3, 7),
    graceCredits: fc.constantFrom(undefined, { credits: 5, lasts: { type: 'days', count: 3 } }),
    burnDown: burnOrder,
    changesAt: fc.constantFrom(beginning, beginning + 45 * DAY_MS, beginning + 400 * DAY_MS),
  })
  .map(({ changesAt, ...dice }) => {
    const catalogs = ([0, 1] as const).map((which) => catalogOf(dice, which));
    deepFreeze(catalogs);
    return { catalogAt: (at) => catalogs[at < changesAt ? 0 : 1]!, catalogs };
  });

/** The catalog that the dice make, as it would be read from a file. */
function catalogOf(
  dice: {
    addOns: { credits: number; price: number }[];
    packs: { volume: boolean; price: number }[];
    plans: {
      months: number;
      withYear: boolean;
      billing: string;
      seats: boolean;
      pricePerSeat: boolean;
      versions: VersionDice[];
    }[];
    upgrade: object;
    other: object;
    ends: string[];
    carryOverOf: string;
    graceDays: number;
    graceCredits: object | undefined;
    burnDown: object | undefined;
  },
  which: 0 | 1,
): Catalog {
  const plans = dice.plans.map(({ months, withYear, billing, seats, pricePerSeat, versions }, index) => {
    const { rules, carryOver: policy, price } = versions[which]!;
    const cents = billing === 'free' ? 0 : billing === 'paid' ? price : null;
    const grants = rules
      .filter((rule) => rule.when !== 'month' || months > 1)
      .map((rule, at) => ({ ...rule, id: `rule-${at}` }));
    const own = plan(`plan-${index}`, cents, grants, {
      months,
      pricePerSeat,
      carryOver: policy,
      ...(seats ? { seats: { min: 1 } } : {}),
    });
    if (!withYear || months > 3) return own;
    const year = { ...own.intervals[0]!, id: 'year', months: 12, price: cents === null ? null : cents * 10 };
    return { ...own, intervals: [...own.intervals, year] };
  });
  const paid = plans.filter((each) => each.billing !== 'free').map((each) => each.id);
  return catalogSchema.parse({
    ...frame,
    defaultPlan: plans[0]!.id,
    plans: plans.map((each, rank) => ({ name: each.id, rank, ...each })),
    changes: {
      upgrade: dice.upgrade,
      upgradeChoices: [{ id: 'other', name: 'Other', ...dice.other }],
      downgrade: { at: 'periodEnd', unspent: dice.ends[0], carryOverOf: dice.carryOverOf },
      cancel: { at: 'periodEnd', unspent: dice.ends[1] },
    },
    graceDays: dice.graceDays,
    ...(dice.graceCredits ? { graceCredits: dice.graceCredits } : {}),
    ...(dice.burnDown ? { burnDown: dice.burnDown } : {}),
    addOns: (paid.length > 0 ? dice.addOns : []).map((each, index) => ({
      id: `units-${index}`,
      name: 'Units',
      ends: 'mainPlanRenewal',
      plans: paid,
      shared: true,
      refundable: false,
      ...each,
    })),
    packs: dice.packs.map(({ volume, ...each }, index) => ({
      id: `pack-${index}`,
      name: 'Pack',
      ...each,
      volume: volume ? [{ from: 2, price: each.price - 5 }] : [],
      planPrices: volume && paid[0] ? { [paid[0]]: each.price - 2 } : {},
    })),
  });
}

interface VersionDice {
  rules: { when: string }[];
  carryOver: object;
  price: number;
}

/** What every random catalog has. */
const frame = {
  format: 1,
  id: 'random',
  version: 1,
  effectiveAt: '2020-01-01T00:00:00Z',
  name: 'Random',
  currency: 'USD',
  products: [{ id: 'test', name: 'Test' }],
  features: [
    { id: 'work', name: 'Work', product: 'test', kind: 'image', price: { type: 'free' } },
    {
      id: 'gift',
      name: 'Gift',
      product: 'test',
      kind: 'image',
      price: { type: 'perUnit', unit: 'image', credits: 1 },
      firstFree: { units: 3, per: 'day' },
    },
  ],
};
