import type { CatalogAt } from '../catalog/schema';
import { ok, type Failure, type Result } from '../errors';
import type { Id } from '../ids';
import type { Command } from '../ledger/command';
import { decide, type Change } from '../ledger/decide';
import type { Entry } from '../ledger/entry';
import { KeptCharges } from '../ledger/kept-charges';
import { nextDue } from '../ledger/settle';
import { newAccount, type AccountState, type Grant } from '../ledger/state';
import { totalDue, type ChargeLine } from '../plans/charge-line';
import { nextPaymentWithin, paymentOwed } from '../plans/payments';
import type { Instant, Zone } from '../time';
import type { WayOfPaying } from './events';

/** Money that became due at one instant, because of one command: one invoice. */
export interface Bill {
  readonly at: Instant;
  readonly lines: readonly ChargeLine[];
  /** Minor units, never below 0. */
  readonly due: bigint;
}

/** More purchases than any rule may ask for at one instant: one that never has enough is stopped. */
const TOP_UPS_MAX = 100;

/**
 * An account that lives in memory by the ledger's own rules and keeps its whole history. Payments come from a provider
 * that pays what falls due at its own instant, unless it was told not to.
 */
export class Life {
  readonly entries: Entry[] = [];
  /** Every grant that it ever had, by number, oldest first. */
  readonly grants = new Map<number, Grant>();
  readonly charges = new KeptCharges();
  readonly bills: Bill[] = [];
  state: AccountState;

  constructor(
    readonly catalogAt: CatalogAt,
    readonly hadBefore: readonly string[],
    account: { id: Id; opensAt: Instant; zone: Zone },
    public payments: WayOfPaying,
  ) {
    this.state = newAccount(account.id, account.opensAt, account.zone);
  }

  /** What has been paid in all, in minor units. */
  get paid(): bigint {
    return this.bills.reduce((sum, { due }) => sum + due, 0n);
  }

  /** Everything that falls due up to `to` happens at its own instant, and is paid there. */
  moveTo(to: Instant): void {
    for (;;) {
      const paysItself = this.payments === 'at_boundary';
      const dues = [
        nextDue(this.state, this.catalogAt),
        paysItself ? nextPaymentWithin(this.state.subscription) : null,
      ];
      const due = dues.reduce(
        (first, each) => (first === null || (each !== null && each < first) ? each : first),
        null,
      );
      if (due === null || due > to) return;
      const at = Math.max(due, this.state.header.at);
      this.#mustDo({ type: 'settle' }, at);
      if (paysItself) this.payOwed(at);
    }
  }

  /** Pays whatever is owed at `at`: a renewal, months of add-on units. */
  payOwed(at: Instant): void {
    for (;;) {
      const owed = paymentOwed(this.state, at, this.catalogAt);
      if (!owed) return;
      this.#mustDo(owed, at);
    }
  }

  /** Does a command, or leaves everything as it was and says why not. What the account's own rule asks for is bought. */
  do(command: Command, at: Instant): Result<{ change: Change; due: bigint }> {
    const done = this.#doAlone(command, at);
    if (!done.ok) return done;
    let wish = this.payments === 'at_boundary' ? done.value.change.topUp : null;
    for (let bought = 0; wish; bought += 1) {
      if (bought === TOP_UPS_MAX) throw new Error('the rule for buying packs asks for more and more');
      const { packId, count } = wish;
      const purchase = this.#doAlone({ type: 'buyPack', packId, count, topUp: true }, at);
      if (!purchase.ok) throw refusedByItself('buyPack', purchase.error);
      wish = purchase.value.change.topUp;
    }
    return done;
  }

  #doAlone(command: Command, at: Instant): ReturnType<Life['do']> {
    const kept = this.charges.factsFor(command, this.state, this.grants, at);
    const decided = decide(this.state, command, { claimedElsewhere: this.hadBefore, ...kept }, at, this.catalogAt);
    if (!decided.ok) return decided;
    const change = decided.value;
    this.state = change.state;
    this.entries.push(...change.entries);
    for (const grant of change.grants) this.grants.set(grant.id, grant);
    this.charges.note(change.steps);
    const due = totalDue(change.charges);
    if (change.charges.length > 0) this.bills.push({ at, lines: change.charges, due });
    return ok({ change, due });
  }

  #mustDo(command: Command, at: Instant): void {
    const done = this.do(command, at);
    if (!done.ok) throw refusedByItself(command.type, done.error);
  }
}

/** What nobody asked for is never refused: the rules themselves are at odds. */
function refusedByItself(what: string, { code, detail }: Failure): Error {
  return new Error(`${what} was refused: ${code}: ${detail ?? ''}`);
}
