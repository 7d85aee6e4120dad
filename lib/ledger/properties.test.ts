import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog, CatalogAt, Lifetime } from '../catalog/schema';
import { credits, type Micro } from '../credits';
import { carryOverCap } from '../plans/carry-over';
import { nextUnitsMonth } from '../plans/add-ons';
import { nextPaymentWithin, paymentOwed } from '../plans/payments';
import { findTerms } from '../plans/plan';
import { addMonthsUtc, DAY_MS, type Instant } from '../time';
import { noFacts, type Command } from './command';
import { decide, type Change } from './decide';
import type { Entry } from './entry';
import { nextDue } from './settle';
import type { AccountState, RestingPlace } from './state';
import {
  always,
  deepFreeze,
  generationId,
  instant,
  LivedAccount,
  plan,
  quoteOf,
  sellingPlans,
  shipped,
} from './testing/account';

// Random lives of accounts, held to what must be true of any life. That the books are in order after every change
// (places add up to the grant, grants to the header, entries to the balance, the period to itself; no gap in the
// numbers; time that never runs back) is looked at by LivedAccount; what is here is what needs the whole life.
// A failure prints its seed and the shortest life that shows it.

const beginning = instant('2027-12-31T18:00:00.000Z');

/** A step of a life, as dice: what they mean depends on the account at that moment. */
interface Step {
  jump: {
    to: 'nowhere' | 'soon' | 'days' | 'months' | 'due' | 'beforeDue' | 'periodEnd' | 'payment' | 'past';
    by: number;
  };
  does: Command['type'] | 'pay';
  /** Chooses among plans, amounts and ends. */
  dice: number;
  amount: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  jump: fc.record({
    to: fc.constantFrom(
      'nowhere',
      'soon',
      'days',
      'months',
      'due',
      'due',
      'beforeDue',
      'periodEnd',
      'payment',
      'payment',
      'past',
    ),
    by: fc.nat(40),
  }),
  does: fc.constantFrom(
    ...(['settle', 'subscribe', 'renew', 'renew', 'pay', 'pay', 'debit', 'debit', 'debit', 'grant'] as const),
    ...(['changeSeats', 'addUnits', 'addUnits', 'removeUnits', 'payUnits', 'buyPack'] as const),
  ),
  dice: fc.nat(11),
  amount: fc.integer({ min: 0, max: 700_000_000 }),
});

/** Most of what an account can do takes a subscription: most lives begin with one. */
const life = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 25 }), fc.constantFrom(true, true, true, false))
  .map(([steps, subscribed]) => (subscribed ? steps.with(0, { ...steps[0]!, does: 'subscribe' }) : steps));

function moved(now: Instant, { to, by }: Step['jump'], account: LivedAccount): Instant {
  const due = nextDue(account.state, account.catalogAt) ?? now;
  const end = account.state.header.period?.end ?? now;
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
      return Math.max(now, end);
    case 'payment':
      return Math.max(now, nextPaymentWithin(account.state.subscription) ?? due);
    case 'past':
      return now - by * DAY_MS;
  }
}

function commandOf({ does, dice, amount }: Step, now: Instant, account: LivedAccount): Command {
  const { state } = account;
  switch (does) {
    case 'settle':
      return { type: 'settle' };
    case 'subscribe': {
      const { plans } = account.catalogAt(now);
      const chosen = plans[dice % plans.length]!;
      const interval = chosen.intervals[dice % chosen.intervals.length]!;
      const seats = chosen.seats ? (dice % 3) + 1 : 1;
      return { type: 'subscribe', planId: chosen.id, intervalId: interval.id, seats };
    }
    case 'renew':
      return { type: 'renew', periodIndex: (state.subscription?.periodIndex ?? 0) + (dice === 0 ? dice : 1) };
    case 'debit': {
      const { balance } = state.header;
      const amounts: Micro[] = [0n, 1n, balance, balance + 1n, balance / 2n, balance / 3n];
      const quote = quoteOf(amounts[dice] ?? BigInt(amount), { feature: `feature-${dice}` });
      return { type: 'debit', generationId: generationId(state.header.seq + 1), quote };
    }
    case 'pay':
      return paymentOwed(state.subscription, Math.max(now, state.header.at)) ?? { type: 'settle' };
    case 'changeSeats':
      return { type: 'changeSeats', seats: (state.subscription?.seats ?? 1) + (dice % 5) - 2 };
    case 'addUnits': {
      const planId = state.subscription?.planId ?? '';
      const addOns = account.catalogAt(now).addOns.filter((each) => dice === 0 || each.plans.includes(planId));
      return { type: 'addUnits', addOnId: addOns[dice % (addOns.length || 1)]?.id ?? 'none', units: (dice % 3) + 1 };
    }
    case 'removeUnits': {
      const own = state.subscription?.addOns[dice % (state.subscription.addOns.length || 1)];
      return { type: 'removeUnits', addOnId: own?.addOnId ?? 'none', units: (dice % (own?.unitsNext || 1)) + 1 };
    }
    case 'payUnits': {
      const month = state.subscription && nextUnitsMonth(state.subscription, Math.max(now, state.header.at));
      return { type: 'payUnits', monthIndex: (month ?? 1) + (dice === 0 ? 1 : 0) };
    }
    case 'buyPack': {
      const { packs } = account.catalogAt(now);
      return { type: 'buyPack', packId: packs[dice % (packs.length || 1)]?.id ?? 'none', count: (dice % 3) + 1 };
    }
    case 'grant': {
      const ends = [null, now, now + 1, now + 20 * DAY_MS, state.header.period?.end ?? null];
      const expiresAt = ends[dice % ends.length]!;
      return dice % 2 === 0
        ? { type: 'grant', source: 'goodwill', amount: BigInt(amount), expiresAt }
        : { type: 'grant', source: 'contract', amount: BigInt(amount), expiresAt, paid: BigInt(amount % 10_007) };
    }
  }
}

/** What is found out over a whole life, beside the account itself. */
interface Findings {
  charged: Micro;
  /** What the credits spent of each grant had cost, by the debits' own word. */
  costs: Map<number, bigint>;
  /** Each month of each add-on that was billed. */
  billed: Set<string>;
}

function live(
  catalogAt: CatalogAt,
  steps: readonly Step[],
  watch: (account: LivedAccount, now: Instant) => void,
): void {
  const account = new LivedAccount(catalogAt, beginning);
  const findings: Findings = { charged: 0n, costs: new Map(), billed: new Set() };
  let now = beginning;
  for (const each of steps) {
    now = moved(now, each.jump, account);
    const command = commandOf(each, now, account);
    const before = account.state;
    const copy = structuredClone(before);

    settledHowever(before, now, catalogAt);
    const decided = decide(before, command, noFacts, now, catalogAt);
    expect(before).toEqual(copy);
    if (!decided.ok) continue;

    const change = account.do(command, now);
    if (command.type === 'debit') findings.charged += command.quote.credits;
    for (const { grantId, cost } of change.generation?.burns ?? []) {
      findings.costs.set(grantId, (findings.costs.get(grantId) ?? 0n) + cost);
    }
    expectDebitPaidInTime(command, change, account);
    expectBilledOnce(command, change, findings);
    expectSeatsAtNoDiscount(change, catalogAt);
    expectUnitsEnding(change.state);
    expectNothingOutlived(change.state);
    if (command.type !== 'renew') expectWaiting(change, account);
    expectCarriedWithinCap(before, change.state, catalogAt);
    expectSettled(change.state, now, catalogAt);
    expectReplayed(account, findings);
    watch(account, now);
  }
}

/** Looked at now and then or only at the end, an account is the same. */
function settledHowever(state: AccountState, now: Instant, catalogAt: CatalogAt): void {
  const to = Math.max(now, state.header.at);
  const settled = (from: AccountState, at: Instant): Change => {
    const done = decide(from, { type: 'settle' }, noFacts, at, catalogAt);
    if (!done.ok) throw new Error(done.error.code);
    return deepFreeze(done.value);
  };
  const half = settled(state, state.header.at + Math.floor((to - state.header.at) / 2));
  const rest = settled(half.state, to);
  const once = settled(state, to);
  expect(rest.state).toEqual(once.state);
  expect([...half.entries, ...rest.entries]).toEqual(once.entries);
}

function expectSettled(state: AccountState, now: Instant, catalogAt: CatalogAt): void {
  const again = decide(state, { type: 'settle' }, noFacts, now, catalogAt);
  expect(again).toMatchObject({ ok: true, value: { entries: [], grants: [], claims: [] } });
  expect(again.ok && again.value.state).toEqual(state);
  const due = nextDue(state, catalogAt);
  if (due !== null) expect(due).toBeGreaterThan(Math.max(now, state.header.at));
}

/** A debit pays its quote whole, from nothing that has ended, unless that waits for a payment. */
function expectDebitPaidInTime(command: Command, change: Change, account: LivedAccount): void {
  if (command.type !== 'debit') return;
  const { subscription, header } = change.state;
  const burnt = change.entries.filter((entry) => entry.generationId === command.generationId);
  expect(burnt.reduce((sum, entry) => sum + entry.amount, 0n)).toBe(command.quote.credits);
  expect(change.generation!.balanceBefore - change.generation!.balanceAfter).toBe(command.quote.credits);
  for (const entry of burnt) {
    if (entry.grantId === null) continue;
    const { expiresAt, effectiveAt } = account.grants.get(entry.grantId)!;
    const waits = subscription?.status === 'awaiting_payment' && expiresAt === header.period?.end;
    expect(effectiveAt).toBeLessThanOrEqual(entry.at);
    expect(expiresAt === null || expiresAt > entry.at || waits).toBe(true);
  }
}

/** Nothing is available after its end, unless it waits for a payment. */
function expectNothingOutlived({ grants, header, subscription }: AccountState): void {
  const waits = subscription?.status === 'awaiting_payment' ? header.period?.end : undefined;
  for (const { available, expiresAt } of grants) {
    if (available > 0n && expiresAt !== null && expiresAt !== waits) expect(expiresAt).toBeGreaterThan(header.at);
  }
}

/** An unpaid boundary takes nothing away: what would have ended there is not expired before it is paid. */
function expectWaiting({ state, entries }: Change, account: LivedAccount): void {
  if (state.subscription?.status !== 'awaiting_payment') return;
  for (const { reason, grantId } of entries) {
    if (reason !== 'lifetime_over') continue;
    expect(account.grants.get(grantId!)!.expiresAt).not.toBe(state.header.period!.end);
  }
}

/** Right after a renewal, recurring plan grants hold no more than its cap and what it gave. */
function expectCarriedWithinCap(
  before: AccountState,
  { grants, header, subscription }: AccountState,
  catalogAt: CatalogAt,
): void {
  if (!subscription || !before.subscription || before.subscription.anchor !== subscription.anchor) return;
  if (before.subscription.periodIndex === subscription.periodIndex) return;
  const { start } = header.period!;
  const terms = findTerms(catalogAt(start), subscription.planId, subscription.intervalId);
  const cap = terms.ok ? carryOverCap(terms.value, subscription.seats) : null;
  if (cap === null) return;
  const carried = grants.filter((grant) => grant.recurring && grant.effectiveAt < start);
  expect(carried.reduce((sum, grant) => sum + grant.available + grant.held, 0n)).toBeLessThanOrEqual(cap);
}

/** From nothing but its entries, all that the account says of itself can be worked out again. */
function expectReplayed(account: LivedAccount, { charged, costs }: Findings): void {
  const { entries, grants, state } = account;
  const places = new Map<number, Record<RestingPlace, Micro> & { amount: Micro }>();
  const total = (which: Pick<Entry, 'from' | 'to' | 'amount'>[], place: RestingPlace | 'issued') =>
    which.reduce(
      (sum, { from, to, amount }) => sum + (to === place ? amount : 0n) - (from === place ? amount : 0n),
      0n,
    );

  for (const [index, entry] of entries.entries()) {
    expect(entry.seq).toBe(index + 1);
    expect(entry.balanceAfter).toBe((entries[index - 1]?.balanceAfter ?? 0n) + total([entry], 'available'));
    if (entry.grantId === null || entry.from === null || entry.to === null) continue;
    const empty = { available: 0n, held: 0n, spent: 0n, expired: 0n, revoked: 0n, reissued: 0n, amount: 0n };
    const grant = places.get(entry.grantId) ?? empty;
    if (entry.from === 'issued') grant.amount += entry.amount;
    else grant[entry.from] -= entry.amount;
    grant[entry.to as RestingPlace] += entry.amount;
    places.set(entry.grantId, grant);
  }
  expect([...places.keys()]).toEqual([...grants.keys()]);
  for (const [id, replayed] of places) expect(grants.get(id)).toMatchObject(replayed);

  const { header } = state;
  expect(header).toMatchObject({
    seq: entries.length,
    at: entries.at(-1)?.at ?? beginning,
    balance: total(entries, 'available'),
    held: total(entries, 'held'),
  });
  expect(total(entries, 'spent')).toBe(charged);
  // However often a grant was burnt, the costs add up to its share of what was paid for it, rounded once.
  for (const { id, paid, spent, amount } of grants.values()) expect(costs.get(id) ?? 0n).toBe((paid * spent) / amount);

  if (header.period) {
    const own = entries.filter((entry) => entry.periodStart === header.period!.start);
    const older = entries.filter((entry) => entry.periodStart !== header.period!.start);
    expect(header.period).toMatchObject({
      carriedIn: total(older, 'available') + total(older, 'held'),
      granted: -total(own, 'issued'),
      used: total(own, 'spent'),
      ended: total(own, 'expired') + total(own, 'revoked'),
    });
  }
}

/** A month of units is billed once, whether with a renewal or by itself: only what is bought comes besides. */
function expectBilledOnce(command: Command, { entries, grants, state }: Change, { billed }: Findings): void {
  if (command.type === 'addUnits') return;
  for (const { reason, grantId } of entries) {
    if (reason !== 'add_on') continue;
    const { ruleId, effectiveAt } = grants.find((grant) => grant.id === grantId)!;
    const month = `${state.subscription!.anchor} ${ruleId} ${effectiveAt}`;
    expect(billed).not.toContain(month);
    billed.add(month);
  }
}

/** Seats within a period give no more credits for the money than the period's own. */
function expectSeatsAtNoDiscount({ entries, grants, state }: Change, catalogAt: CatalogAt): void {
  const added = entries.filter((entry) => entry.reason === 'seats_added');
  if (added.length === 0) return;
  const { planId, intervalId } = state.subscription!;
  const terms = findTerms(catalogAt(added[0]!.at), planId, intervalId);
  if (!terms.ok || !terms.value.interval.pricePerSeat) return;
  const rules = terms.value.interval.grants.filter((rule) => rule.when === 'period' && rule.perSeat);
  const seatCredits = rules.reduce((sum, rule) => sum + rule.credits, 0n);
  const bought = grants.filter((grant) => added.some((entry) => entry.grantId === grant.id));
  const total = (of: 'amount' | 'paid') => bought.reduce((sum, grant) => sum + grant[of], 0n);
  const seatPaid = (terms.value.interval.price ?? 0n) * 1_000_000n;
  expect(total('paid') * seatCredits).toBeGreaterThanOrEqual(total('amount') * seatPaid);
}

/** A subscription's units never outlive its renewal. */
function expectUnitsEnding({ grants, header, subscription }: AccountState): void {
  for (const { source, effectiveAt, expiresAt } of grants) {
    if (source === 'add_on' && effectiveAt >= subscription!.anchor)
      expect(expiresAt).toBeLessThanOrEqual(header.period!.end);
  }
}

/** What a plan gives comes once for each of its periods, and what comes once ever comes once. */
function expectGivenOnce(account: LivedAccount): void {
  const withSeats = new Set(
    account.entries.filter((entry) => entry.reason === 'seats_added').map((entry) => entry.grantId),
  );
  const given = [...account.grants.values()].filter(
    (grant) => grant.source === 'plan' && grant.recurring && !withSeats.has(grant.id),
  );
  const keys = given.map(({ planId, ruleId, effectiveAt }) => `${planId} ${ruleId} ${effectiveAt}`);
  expect(new Set(keys).size).toBe(keys.length);
  const gifts = [...account.grants.values()].filter((grant) => grant.source === 'once').map((grant) => grant.ruleId);
  expect(new Set(gifts).size).toBe(gifts.length);
  expect(account.state.claimed).toEqual(expect.arrayContaining(gifts));
}

/** Captions' promise: recurring plan credits never above three months' worth of the plan. */
function expectThreeMonthsAtMost(account: LivedAccount): void {
  const { subscription } = account.state;
  if (!subscription) return;
  const terms = findTerms(account.catalogAt(0), subscription.planId, subscription.intervalId);
  const monthly = terms.ok
    ? terms.value.interval.grants.filter((rule) => rule.when === 'period')[0]?.credits
    : undefined;
  expect(account.recurring).toBeLessThanOrEqual(3n * (monthly ?? 0n));
}

describe('any life of an account', () => {
  it.each([
    ['captions', expectThreeMonthsAtMost],
    ['ai-studios', expectGivenOnce],
    ['artifio', expectGivenOnce],
  ] as const)('on %s leaves books that are in order', (name, promise) => {
    const catalogAt = always(deepFreeze(shipped(name)));
    fc.assert(
      fc.property(life, (steps) =>
        live(catalogAt, steps, (account) => {
          promise(account);
          expectGivenOnce(account);
        }),
      ),
      { numRuns: 400 },
    );
  });

  const amount = fc.constantFrom(0, 1, 7, 100, 0.5, '0.000001', '33.333333');
  const lasts: fc.Arbitrary<Lifetime> = fc.oneof(
    fc.constant({ type: 'never' as const }),
    fc.record({ type: fc.constant('periods' as const), count: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ type: fc.constant('months' as const), count: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ type: fc.constant('days' as const), count: fc.constantFrom(1, 10, 28, 30, 31, 90) }),
  );
  const rule = fc.record({
    credits: amount,
    when: fc.constantFrom('period', 'period', 'period', 'once', 'start'),
    lasts,
    perSeat: fc.boolean(),
    priority: fc.integer({ min: -1, max: 1 }),
  });
  const carryOver = fc.oneof(
    fc.constantFrom({ type: 'everything' }, { type: 'nothing' }),
    fc.record({ type: fc.constant('amount'), credits: amount }),
    fc.record({
      type: fc.constant('multiple'),
      of: fc.constant('periodCredits'),
      times: fc.constantFrom(0.5, 1, 1.5, 2, 3),
    }),
  );
  const price = fc.constantFrom(0, 0, 1, 999, 100_000, null);
  const version = fc.record({ rules: fc.array(rule, { maxLength: 3 }), carryOver, price });
  /** A plan in two versions: what it gives, carries and costs may change, how long its period is may not. */
  const twoVersions = fc.record({
    months: fc.constantFrom(1, 1, 3, 12),
    seats: fc.boolean(),
    pricePerSeat: fc.boolean(),
    versions: fc.tuple(version, version),
  });
  const micro = fc.bigInt({ min: 1n, max: 300_000_000n });
  const cost = fc.bigInt({ min: 0n, max: 5_000n });
  const addOn = fc.record({ credits: micro, price: cost });
  const pack = fc.record({ credits: micro, price: cost, lasts, priority: fc.integer({ min: -1, max: 1 }) });
  const books = fc
    .record({
      addOns: fc.array(addOn, { maxLength: 3 }),
      packs: fc.array(pack, { maxLength: 3 }),
      plans: fc.array(twoVersions, { minLength: 1, maxLength: 3 }),
      changesAt: fc.constantFrom(beginning, beginning + 45 * DAY_MS, beginning + 400 * DAY_MS),
    })
    .map(({ addOns, packs, plans, changesAt }): { catalogAt: CatalogAt; catalogs: Catalog[] } => {
      const beside = {
        addOns: addOns.map((each, index): Catalog['addOns'][number] => {
          const about = { plans: plans.map((_, at) => `plan-${at}`), shared: true, refundable: false };
          return { id: `units-${index}`, name: 'Units', ends: 'mainPlanRenewal', ...about, ...each };
        }),
        packs: packs.map((each, index) => ({ id: `pack-${index}`, name: 'Pack', needsSubscription: false, ...each })),
      };
      const catalogs = ([0, 1] as const).map((which) => ({
        ...sellingPlans(
          ...plans.map(({ months, seats, pricePerSeat, versions }, index) => {
            const { rules, carryOver: policy, price: cents } = versions[which];
            const grants = rules.map((each, at) => ({ ...each, id: `rule-${at}` }));
            const more = { months, pricePerSeat, carryOver: policy, ...(seats ? { seats: { min: 1 } } : {}) };
            return plan(`plan-${index}`, cents, grants, more);
          }),
        ),
        ...beside,
      }));
      deepFreeze(catalogs);
      return { catalogAt: (at) => catalogs[at < changesAt ? 0 : 1]!, catalogs };
    });

  it('on any catalog, through a change of its version, leaves books that are in order', () => {
    fc.assert(
      fc.property(books, life, ({ catalogAt }, steps) => live(catalogAt, steps, expectGivenOnce)),
      { numRuns: 600 },
    );
  });
});

describe('a life with a held credit', () => {
  it('keeps it through every end and every renewal', () => {
    const catalogAt = always(deepFreeze(shipped('ai-studios')));
    const start = new LivedAccount(catalogAt, beginning);
    start.subscribe('personal', beginning);
    const [grant] = start.state.grants;
    const held: AccountState = {
      ...start.state,
      header: { ...start.state.header, balance: credits(50), held: credits(10) },
      grants: [{ ...grant!, available: credits(50), held: credits(10) }],
    };
    fc.assert(
      fc.property(life, (steps) => {
        const account = new LivedAccount(catalogAt, held);
        let now = beginning;
        for (const each of steps) {
          now = moved(now, each.jump, account);
          const command = commandOf(each, now, account);
          if (decide(account.state, command, noFacts, now, catalogAt).ok) account.do(command, now);
          expect(account.state.header.held).toBe(credits(10));
          expect(account.grants.get(grant!.id)!.held).toBe(credits(10));
        }
      }),
      { numRuns: 200 },
    );
  });
});
