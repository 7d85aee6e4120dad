import fc from 'fast-check';
import { expect } from 'vitest';
import type { Catalog, CatalogAt } from '../../catalog/schema';
import { noFacts, type Command } from '../../ledger/command';
import { decide } from '../../ledger/decide';
import { nextDue } from '../../ledger/settle';
import { accountTime, type AccountState } from '../../ledger/state';
import { always, LivedAccount, shipped } from '../../ledger/testing/account';
import { beginning, books, commandOf as diceCommand, livesOf, moved } from '../../ledger/testing/lives';
import type { Instant } from '../../time';
import { commandOf, type PlanOrder } from '../order';
import { nextPaymentWithin, paymentOwed } from '../payments';
import { previewChange } from '../preview';

/*
 * Lives in which, at every step, some orders are looked at and then tried: whatever a preview says is what happens.
 */

/** Everything that could be ordered, and some of what could not. */
function ordersFor({ plans, addOns, packs, changes }: Catalog, { subscription }: AccountState): PlanOrder[] {
  const seats = subscription?.seats ?? 1;
  return [
    ...plans.flatMap(({ id: planId, intervals }) =>
      intervals.map(({ id: intervalId }): PlanOrder => ({ type: 'changePlan', planId, intervalId })),
    ),
    ...changes.upgradeChoices.flatMap(({ id: choice }) =>
      plans.map((plan): PlanOrder => {
        return { type: 'changePlan', planId: plan.id, intervalId: plan.intervals[0]!.id, choice };
      }),
    ),
    ...[seats - 1, seats, seats + 1, seats + 3].map((each): PlanOrder => ({ type: 'changeSeats', seats: each })),
    ...addOns.flatMap(({ id: addOnId }): PlanOrder[] => [
      { type: 'addUnits', addOnId, units: 2 },
      { type: 'removeUnits', addOnId, units: 1 },
    ]),
    ...packs.map(({ id: packId }): PlanOrder => ({ type: 'buyPack', packId, count: 3 })),
    ...(['cancel', 'resume', 'undoChange'] as const).map((type): PlanOrder => ({ type })),
  ];
}

/** What an account has of each grant. */
const availableOf = (state: AccountState) =>
  new Map(state.grants.filter(({ available }) => available > 0n).map(({ id, available }) => [id, available]));

/** Lives on to an instant step by step, everything that falls due being paid at once. */
function livesOn(state: AccountState, from: Instant, until: Instant, catalogAt: CatalogAt): AccountState {
  const must = (command: Command, at: Instant) => {
    const decided = decide(now, command, noFacts, at, catalogAt);
    if (!decided.ok) throw new Error(decided.error.code);
    return decided.value.state;
  };
  let now = state;
  for (let at = from; ;) {
    now = must({ type: 'settle' }, at);
    const owed = paymentOwed(now, at, catalogAt);
    if (owed) {
      now = must(owed, at);
      continue;
    }
    if (at >= until) return now;
    const dues = [nextDue(now, catalogAt), nextPaymentWithin(now.subscription), until];
    at = Math.min(...dues.filter((due): due is number => due !== null && due > at));
  }
}

/** Looks at an order before it is done some minutes later: everything comes as it was said. */
function expectAsPreviewed(state: AccountState, order: PlanOrder, at: Instant, later: number, catalogAt: CatalogAt) {
  const preview = previewChange(state, order, at, catalogAt);
  // What falls due meanwhile, or has to be paid for, comes first: an order after it is another one.
  const dues = [nextDue(state, catalogAt), nextPaymentWithin(state.subscription)];
  const due = Math.min(...dues.filter((each): each is number => each !== null && each > at), Infinity);
  // What has come into a later version of the catalog in the middle of a period, or comes into it meanwhile, may count
  // otherwise a minute later: the confirmation finds that, and shows it anew.
  const begun = state.header.period?.start ?? at;
  const isOneVersion = [begun, at + later].every((each) => catalogAt(each) === catalogAt(at));
  const then = isOneVersion ? Math.min(at + later, due - 1) : at;
  const decided = decide(state, commandOf(order, at), noFacts, then, catalogAt);
  expect(decided.ok).toBe(preview.ok);
  if (!preview.ok || !decided.ok) return false;
  const { value } = preview;
  expect(decided.value.charges.map(({ amount, kind, itemId }) => [amount, kind, itemId])).toEqual(
    value.lines.map(({ amount, kind, itemId }) => [amount, kind, itemId]),
  );
  const outcome =
    value.when === 'now' ? decided.value.state : livesOn(decided.value.state, then, value.effectiveAt, catalogAt);
  const told = new Map(value.grants.filter(({ after }) => after > 0n).map(({ id, after }) => [id, after]));
  expect(availableOf(outcome)).toEqual(told);
  expect(outcome.header).toMatchObject({ balance: value.creditsAfter.available, held: value.creditsAfter.held });
  expect(outcome.subscription).toMatchObject({ ...(value.after ?? {}) });
  for (const { lost } of value.grants) expect(lost).toBeGreaterThanOrEqual(0n);
  // Nothing is lost that was not named.
  for (const { id, available } of state.grants) {
    const left = outcome.grants.find((grant) => grant.id === id)?.available ?? 0n;
    const fate = value.grants.find((grant) => grant.id === id);
    if (left < available) expect(fate?.fate).toMatch(/ends|trimmed/);
  }
  return true;
}

const lived = fc.record({ steps: livesOf(25), later: fc.constantFrom(0, 1, 60_000, 9 * 60_000) });

function liveAndLook(
  catalogAt: CatalogAt,
  { steps, later }: { steps: Parameters<typeof diceCommand>[0][]; later: number },
) {
  const account = new LivedAccount(catalogAt, beginning);
  let [now, looked]: [Instant, number] = [beginning, 0];
  for (const [number, step] of steps.entries()) {
    now = moved(now, step.jump, account.state, catalogAt);
    const at = accountTime(account.state, now);
    const settled = decide(account.state, { type: 'settle' }, noFacts, at, catalogAt);
    if (!settled.ok) continue;
    const command = diceCommand(step, at, number + 1, settled.value.state, catalogAt, account.kept);
    const all = ordersFor(catalogAt(at), settled.value.state);
    for (const order of [0, 5, 11].map((shift) => all[(step.dice + step.amount + shift) % all.length]!)) {
      if (expectAsPreviewed(settled.value.state, order, at, later, catalogAt)) looked += 1;
    }
    const facts = account.factsFor(command, at);
    if (decide(account.state, command, facts, at, catalogAt).ok) account.do(command, at, facts);
  }
  return looked;
}

/**
 * Lives so many lives, and holds every preview on the way to what really happens.
 * @param catalog the name of one that ships with the program; null: random ones, through a change of their version
 * @returns how many orders were looked at
 */
export function livePreviews(catalog: 'captions' | 'ai-studios' | 'artifio' | null, runs: number): number {
  let looked = 0;
  const look = (catalogAt: CatalogAt, life: Parameters<typeof liveAndLook>[1]) => {
    looked += liveAndLook(catalogAt, life);
  };
  const property =
    catalog === null
      ? fc.property(books, lived, ({ catalogAt }, life) => look(catalogAt, life))
      : fc.property(fc.constant({ catalogAt: always(shipped(catalog)) }), lived, ({ catalogAt }, life) =>
          look(catalogAt, life),
        );
  fc.assert(property, { numRuns: runs });
  return looked;
}
