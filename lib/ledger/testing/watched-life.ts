import assert from 'node:assert/strict';
import type { CatalogAt } from '../../catalog/schema';
import type { Micro } from '../../credits';
import type { ErrorCode } from '../../errors';
import type { Id } from '../../ids';
import { isoText, type Instant } from '../../time';
import { windowName } from '../caps';
import { noFacts, type Command, type Facts } from '../command';
import { decide, type Change } from '../decide';
import { balanceChange, type Entry } from '../entry';
import { KeptCharges } from '../kept-charges';
import { isLocked, spendable } from '../locks';
import { nextDue } from '../settle';
import { accountTime, newAccount, type AccountState, type Grant, type RestingPlace } from '../state';
import { deepFreeze, generationId } from './account';
import { beginning, commandOf, moved, type Step } from './lives';

/** How often each command succeeded, and how often each refusal came. */
export type Tally = Map<Command['type'], Map<'done' | ErrorCode, number>>;

const resting = ['available', 'held', 'spent', 'expired', 'revoked', 'reissued'] as const;

/**
 * One account that lives through random steps, with its whole history and nothing taken on trust: after each change, what
 * it says of itself is worked out again from its entries and from what its generations say.
 */
export class WatchedLife {
  state: AccountState;
  readonly entries: Entry[] = [];
  readonly grants = new Map<number, Grant>();
  readonly kept = new KeptCharges();
  /** What the credits that left each grant had cost, by the word of the steps and of the grants issued again. */
  readonly #costs = new Map<number, bigint>();
  /** Charged beyond what was held, in another window than the hold's. */
  #chargedElsewhere = false;
  #paid = 0n;
  #due = 0n;
  now: Instant = beginning;
  /** A limit leaves no entry: a clock that runs back past the moment it was set would go unnoticed. */
  #capSetAt: Instant = beginning;
  #number = 0;

  constructor(
    readonly catalogAt: CatalogAt,
    readonly tally: Tally,
    accountId: Id = generationId(0),
    zone = 'Europe/Berlin',
  ) {
    this.state = deepFreeze(newAccount(accountId, beginning, zone));
  }

  /** Draws a moment and a command for it, and does it, or sees it refused. */
  live(step: Step): void {
    this.moveOn(step);
    this.do(this.drawn(step));
  }

  moveOn({ jump }: Step): void {
    this.#number += 1;
    this.now = Math.max(moved(this.now, jump, this.state, this.catalogAt), this.#capSetAt);
  }

  /** What the step's dice mean now. */
  drawn(step: Step): Command {
    return commandOf(step, this.now, this.#number, this.state, this.catalogAt, this.kept);
  }

  /** @returns why it was refused; null: it was done */
  do(command: Command): ErrorCode | null {
    const before = this.state;
    if (this.#number % 4 === 0) this.#settlesHowever();
    const decided = decide(before, command, this.#factsFor(command), this.now, this.catalogAt);
    this.#count(command.type, decided.ok ? 'done' : decided.error.code);
    if (!decided.ok) {
      assert.ok(decided.error.detail, `${command.type} is refused without a word`);
      return decided.error.code;
    }
    const change = deepFreeze(decided.value);
    this.state = change.state;
    if (command.type === 'setCap') this.#capSetAt = accountTime(this.state, this.now);
    this.#writtenInOrder(before, change);
    for (const grant of change.grants) this.grants.set(grant.id, grant);
    this.#noteSteps(change);
    this.kept.note(change.steps);
    this.#booksInOrder(change);
    this.#chargedWhole(command, change);
    this.#nothingOutlived();
    this.#capsCount(command);
    this.#topUpWithinLimit(command, before, change);
    this.#settled();
    return null;
  }

  /** What only the whole history can show. */
  finish(): void {
    const places = new Map<number, Record<RestingPlace, Micro> & { amount: Micro }>();
    for (const { grantId, from, to, amount } of this.entries) {
      if (grantId === null || from === null || to === null) continue;
      const empty = { available: 0n, held: 0n, spent: 0n, expired: 0n, revoked: 0n, reissued: 0n, amount: 0n };
      const grant = places.get(grantId) ?? empty;
      if (from === 'issued') grant.amount += amount;
      else grant[from] -= amount;
      grant[to as RestingPlace] += amount;
      places.set(grantId, grant);
    }
    assert.deepEqual([...places.keys()], [...this.grants.keys()]);
    for (const [id, replayed] of places) {
      const grant = this.grants.get(id)!;
      for (const place of [...resting, 'amount'] as const)
        assert.equal(grant[place], replayed[place], `grant ${id}: ${place}`);
      const left = grant.spent + grant.reissued;
      assert.equal(
        this.#costs.get(id) ?? 0n,
        (grant.paid * left) / grant.amount,
        `grant ${id}: cost of what has left it`,
      );
    }
    this.#periodFromEntries();
    const bought = [...this.grants.values()].filter(({ source }) => ['plan', 'add_on', 'pack'].includes(source));
    const issuedAgain = new Set(
      this.entries.filter(({ reason }) => reason === 'extended').map(({ grantId }) => grantId),
    );
    const worth = bought.filter(({ id }) => !issuedAgain.has(id)).reduce((sum, { paid }) => sum + paid, 0n);
    assert.ok(worth <= this.#paid * 1_000_000n, `grants are worth ${worth}, and ${this.#paid} was charged`);
    assert.ok(this.#due <= this.#paid);
  }

  #factsFor(command: Command): Facts {
    const settled = command.type === 'setCap' ? this.#settledTo(this.now).state : this.state;
    return { ...noFacts, ...this.kept.factsFor(command, settled, this.grants, this.now) };
  }

  #count(type: Command['type'], outcome: 'done' | ErrorCode): void {
    const own = this.tally.get(type) ?? new Map<'done' | ErrorCode, number>();
    own.set(outcome, (own.get(outcome) ?? 0) + 1);
    this.tally.set(type, own);
  }

  #writtenInOrder(before: AccountState, { state, entries, charges }: Change): void {
    let { seq, at, balance } = before.header;
    for (const entry of entries) {
      seq += 1;
      balance += balanceChange(entry);
      assert.equal(entry.seq, seq);
      assert.ok(entry.at >= at, 'time runs backwards');
      assert.equal(entry.balanceAfter, balance);
      at = entry.at;
    }
    assert.equal(state.header.seq, seq);
    assert.equal(state.header.at, at);
    assert.equal(state.header.balance, balance);
    this.entries.push(...entries);
    for (const { amount } of charges) {
      this.#due += amount;
      if (amount > 0n) this.#paid += amount;
    }
  }

  #noteSteps({ steps, entries, grants }: Change): void {
    const addCost = (id: number, cost: bigint) => this.#costs.set(id, (this.#costs.get(id) ?? 0n) + cost);
    const paidOf = (id: number) => grants.find((grant) => grant.id === id)!.paid;
    for (const { kind, generationId: id, burns, at, periodStart } of steps) {
      const sign = kind === 'refund' ? -1n : 1n;
      for (const burn of burns) {
        if (kind === 'debit' || kind === 'capture' || kind === 'refund') addCost(burn.grantId, sign * burn.cost);
        // What was given back of an ended grant went on into a new one, and its cost with it.
        if (burn.reissuedAs !== undefined) addCost(burn.grantId, paidOf(burn.reissuedAs));
      }
      const hold = this.kept.all.get(id);
      if (kind === 'capture' && hold) {
        const held = hold.counted;
        const all = burns.reduce((sum, { amount }) => sum + amount, 0n);
        if (held > 0n && all > held && (hold.countedPeriodStart !== periodStart || hold.at !== at))
          this.#chargedElsewhere = true;
      }
    }
    // Parts of a hold that were not needed and whose grant had ended are not in the capture's burns; extensions in none.
    const released = new Set(steps.flatMap(({ burns }) => burns.map(({ reissuedAs }) => reissuedAs)));
    entries.forEach((entry, index) => {
      if (entry.to !== 'reissued') return;
      const issued = entries.slice(index + 1).find(({ from }) => from === 'issued')!.grantId!;
      if (!released.has(issued)) addCost(entry.grantId!, paidOf(issued));
    });
  }

  #booksInOrder({ grants }: Change): void {
    for (const grant of grants) {
      let sum = 0n;
      for (const place of resting) {
        assert.ok(grant[place] >= 0n, `grant ${grant.id} has less than nothing ${place}`);
        sum += grant[place];
      }
      assert.equal(sum, grant.amount);
    }
    const { header, holds } = this.state;
    const open = [...this.grants.values()].filter((grant) => grant.available > 0n || grant.held > 0n);
    assert.deepEqual(
      this.state.grants.map(({ id }) => id),
      open.map(({ id }) => id),
    );
    for (const [at, grant] of this.state.grants.entries()) assert.equal(grant, open[at]);
    assert.equal(
      header.balance,
      open.reduce((sum, grant) => sum + grant.available, 0n),
    );
    assert.equal(
      header.held,
      open.reduce((sum, grant) => sum + grant.held, 0n),
    );

    const held = new Map<number, Micro>();
    for (const { parts } of holds) {
      for (const { grantId, amount } of parts) held.set(grantId, (held.get(grantId) ?? 0n) + amount);
    }
    for (const { id, held: amount } of open) assert.equal(held.get(id) ?? 0n, amount, `grant ${id}: open holds`);
    const { period } = header;
    if (!period) return;
    assert.equal(period.carriedIn + period.granted, period.used + period.ended + header.balance + header.held);
    for (const figure of [period.carriedIn, period.granted, period.used, period.ended]) assert.ok(figure >= 0n);
  }

  /** A charge or a hold takes its quote whole, from nothing that has ended or is locked. */
  #chargedWhole(command: Command, { entries, steps }: Change): void {
    if (command.type !== 'debit' && command.type !== 'hold') return;
    const own = entries.filter((entry) => entry.generationId === command.generationId);
    assert.equal(
      own.reduce((sum, { amount }) => sum + amount, 0n),
      command.quote.credits,
    );
    assert.equal(steps.at(-1)!.credits, command.quote.credits);
    const catalog = this.catalogAt(this.now);
    for (const { grantId, at } of own) {
      if (grantId === null) continue;
      const grant = this.grants.get(grantId)!;
      assert.ok(grant.effectiveAt <= at, 'a grant paid before it was effective');
      assert.ok(!this.#isOver(grant, at), 'a grant paid after its end');
      assert.ok(!isLocked(grant, this.state, catalog), 'a locked grant paid');
    }
  }

  #isOver({ expiresAt }: Grant, at: Instant): boolean {
    return expiresAt !== null && expiresAt <= at && !this.#waits(expiresAt);
  }

  /** What ends at an unpaid boundary waits for the payment. */
  #waits(expiresAt: Instant): boolean {
    const { subscription, header } = this.state;
    return subscription !== null && subscription.status !== 'active' && expiresAt === header.period?.end;
  }

  #nothingOutlived(): void {
    for (const grant of this.state.grants) {
      if (grant.available > 0n)
        assert.ok(!this.#isOver(grant, this.state.header.at), `grant ${grant.id} has outlived its end`);
    }
    const left = spendable(this.state, this.catalogAt(this.now));
    assert.ok(left >= 0n && left <= this.state.header.balance);
  }

  #capsCount(command: Command): void {
    const { zone, header, caps } = this.state;
    for (const cap of caps) {
      assert.ok(cap.counted >= 0n);
      const window = windowName(cap.per, zone, accountTime(this.state, this.now), header.period?.start ?? null);
      if (cap.window !== window) continue;
      const which = `cap ${JSON.stringify(cap.scope)} ${cap.per}`;
      // Outside any period there is no telling one such time from another.
      if (!this.#chargedElsewhere && window !== '')
        assert.equal(cap.counted, this.kept.counted(cap.scope, cap.per, this.state, this.now), which);
      const counts = (command.type === 'debit' || command.type === 'hold') && command.quote.credits > 0n;
      const own =
        counts &&
        (cap.scope.type === 'account' ||
          (cap.scope.type === 'member' && cap.scope.member === command.member) ||
          (cap.scope.type === 'feature' && cap.scope.feature === command.quote.feature));
      if (own) assert.ok(cap.counted <= cap.limit, `${which} is passed`);
    }
  }

  #topUpWithinLimit(command: Command, before: AccountState, { topUp, state }: Change): void {
    if (state.topUp)
      assert.ok(state.topUp.spent <= state.topUp.monthlyLimit || state.topUp.spent <= (before.topUp?.spent ?? 0n));
    if (!topUp) return;
    assert.ok(state.topUp?.enabled && state.topUp.pending);
    // While it waits it asks again only when what it waited for has come, or the rule was set anew.
    const answered = command.type === 'setTopUp' || command.type === 'buyPack';
    assert.ok(answered || !before.topUp?.pending);
    assert.ok(spendable(state, this.catalogAt(this.now)) < state.topUp.threshold);
  }

  /** After a change nothing is left to be done. */
  #settled(): void {
    const due = nextDue(this.state, this.catalogAt);
    const at = accountTime(this.state, this.now);
    if (due !== null) assert.ok(due > at, `something is still due: ${isoText(due)} by ${isoText(at)}`);
    if (this.#number % 5 !== 0) return;
    const again = decide(this.state, { type: 'settle' }, noFacts, this.now, this.catalogAt);
    assert.ok(again.ok && again.value.entries.length === 0 && again.value.steps.length === 0);
    assert.deepEqual(again.value.state, this.state);
  }

  /** Looked at now and then or only at the end, an account is the same. */
  #settlesHowever(): void {
    const { state } = this;
    const to = Math.max(this.now, state.header.at);
    const half = this.#settledTo(state.header.at + Math.floor((to - state.header.at) / 2));
    const rest = this.#settledTo(to, half.state);
    const once = this.#settledTo(to);
    assert.deepEqual(rest.state, once.state);
    assert.deepEqual([...half.entries, ...rest.entries], once.entries);
    assert.deepEqual([...half.charges, ...rest.charges], once.charges);
  }

  /** Settled, and nothing else; the life itself stays as it is. */
  #settledTo(at: Instant, from: AccountState = this.state): Change {
    const done = decide(from, { type: 'settle' }, noFacts, at, this.catalogAt);
    assert.ok(done.ok);
    return done.value;
  }

  /** The current period's totals, told by the entries alone: what is given back lowers the use of its own period only. */
  #periodFromEntries(): void {
    const { period } = this.state.header;
    if (!period) return;
    const own = this.entries.filter((entry) => entry.periodStart === period.start);
    const charged = new Set(own.filter(({ to }) => to === 'spent').map((entry) => entry.generationId));
    let [used, ended] = [0n, 0n];
    for (const { from, to, amount, generationId: id } of own) {
      if (to === 'spent') used += amount;
      if (from === 'spent' && charged.has(id)) used -= amount;
      if (to === 'expired' || to === 'revoked') ended += amount;
    }
    assert.deepEqual({ used: period.used, ended: period.ended }, { used, ended });
  }
}
