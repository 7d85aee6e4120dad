import type { Transaction } from '@/db/client';
import type { Account } from '@/db/ledger/accounts';
import { findAnswers, keepAnswers, type IdempotencyName, type KeptAnswer } from '@/db/ledger/idempotency';
import { loadStates, lockAccounts } from '@/db/ledger/load';
import { noteDueBy } from '@/db/payments/agenda';
import type { Catalog } from '@/lib/catalog/schema';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { noFacts, type Command, type Facts } from '@/lib/ledger/command';
import { decide, type Change } from '@/lib/ledger/decide';
import { nextDue } from '@/lib/ledger/settle';
import type { AccountState } from '@/lib/ledger/state';
import type { Instant } from '@/lib/time';
import type { Context } from '../context';
import { factsOf } from './facts';
import { addChange, saveWork, startWork, type AskedBy, type Work } from './work';

/** A command that needs nothing of the catalog. */
export function always(command: Command): () => Result<Command> {
  return () => ok(command);
}

/** One command for one account, with what makes it happen once and what is answered. */
export interface LedgerItem extends AskedBy {
  accountId: Id;
  /**
   * Makes the command from the catalog in force and the account as it is at `at`, its own now (settled, after the items
   * before this one), once it is known that no earlier answer stands.
   */
  command(catalog: Catalog, state: AccountState, at: Instant): Result<Command>;
  /**
   * What the command refers to beyond the state, or how to read it in this transaction, with what the items before this
   * one did. What captures, voids, refunds and caps need is read without being asked for.
   */
  facts?: Partial<Facts> | ((tx: Transaction, state: AccountState) => Promise<Partial<Facts>>);
  /** Where a test account's clock stands for this item, if not where it stands in its row. */
  clockAt?: Instant;
  /** Absent: the command has no name and would happen again if it were sent again. */
  once?: IdempotencyName & { requestHash: string };
  /** The text that is answered, and stored where the item has a name. Ids and numbers only: no personal data. */
  answer?(change: Change, account: Account): { status: number; text: string };
}

export interface LedgerAnswer {
  status: number;
  text: string;
  /** True where the stored answer of an earlier request was found. */
  replayed: boolean;
}

/** An item's answer, and what it has done. */
export interface LedgerOutcome extends LedgerAnswer {
  /** null where it was done before. */
  change: Change | null;
}

type Shell = Pick<Context, 'catalogs' | 'clock'>;

/**
 * The durable shell of the engine: locks the accounts, reads their states in later statements, decides each item in
 * order, and writes everything in the caller's transaction. An item that fails changes nothing and does not touch the
 * others; an item whose name has an answer already gets that answer.
 *
 * @returns one result for each item, in their order; `not_found` for an account that does not exist
 */
export function runCommands(
  tx: Transaction,
  context: Shell,
  items: readonly LedgerItem[],
): Promise<Result<LedgerOutcome>[]> {
  return startCommands(tx, context, items).then(({ results, written }) => written.then(() => results));
}

/**
 * The same, for whoever needs no more than the answers. While the database writes, nothing else of hundreds of items is
 * held on to: it would be copied to and fro by the garbage's collector, which is among the dearest parts of a debit.
 */
export function answerCommands(
  tx: Transaction,
  context: Shell,
  items: readonly LedgerItem[],
): Promise<Result<LedgerAnswer>[]> {
  return startCommands(tx, context, items).then(({ results, written }) => {
    const answers = results.map(withoutChange);
    return written.then(() => answers);
  });
}

function withoutChange(result: Result<LedgerOutcome>): Result<LedgerAnswer> {
  if (!result.ok) return result;
  const { status, text, replayed } = result.value;
  return ok({ status, text, replayed });
}

/** Decides everything, and has begun to write it. */
async function startCommands(
  tx: Transaction,
  context: Shell,
  items: readonly LedgerItem[],
): Promise<{ results: Result<LedgerOutcome>[]; written: Promise<unknown> }> {
  const ids = items.map((item) => item.accountId);
  const names = items.flatMap((item) => item.once ?? []);
  // Sent one behind the other: each statement sees what is there once the one before it has ended, its waiting included.
  const [, states, answers] = await Promise.all([lockAccounts(tx, ids), loadStates(tx, ids), findAnswers(tx, names)]);
  const now = context.clock.now();
  const known = new Map(answers.map((answer) => [nameOf(answer), answer]));
  const works = new Map<Id, Work>();
  const done: KeptAnswer[] = [];
  /** Accounts whose own rule has asked for packs: the worker is to look at them soon. */
  const wishing = new Set<Id>();

  const run = (item: LedgerItem): Result<LedgerOutcome> | Promise<Result<LedgerOutcome>> => {
    const kept = states.get(item.accountId);
    if (!kept) return fail('not_found', { detail: 'There is no such account.' });
    const earlier = item.once && known.get(nameOf(item.once));
    if (earlier) return replay(earlier, item.once!.requestHash);

    const work = works.get(item.accountId) ?? startWork(kept, catalogOf(kept.account, context));
    works.set(item.accountId, work);
    const decided = decideItem(tx, work, item, now);
    return decided instanceof Promise ? decided.then((later) => keep(item, work, later)) : keep(item, work, decided);
  };
  const keep = (item: LedgerItem, { account }: Work, decided: Result<Change>): Result<LedgerOutcome> => {
    if (!decided.ok) return decided;
    if (decided.value.topUp !== null) wishing.add(item.accountId);
    const answer = item.answer?.(decided.value, account) ?? { status: 200, text: '' };
    if (item.once) {
      const kept = { status: answer.status, answer: answer.text, ...item.once };
      done.push(kept);
      known.set(nameOf(kept), kept);
    }
    return ok({ replayed: false, change: decided.value, ...answer });
  };
  const results: Result<LedgerOutcome>[] = [];
  for (const item of items) {
    const result = run(item);
    // Most need nothing more of the database, and are not made to wait for it.
    results.push(result instanceof Promise ? await result : result);
  }
  const saved = [saveWork(tx, [...works.values()]), keepAnswers(tx, done, now)];
  // In the order of their ids, as their accounts are locked.
  const noted = [...wishing].sort().map((accountId) => noteDueBy(tx, accountId, now));
  return { results, written: Promise.all([...saved, ...noted]) };
}

function nameOf({ owner, key }: IdempotencyName): string {
  return `${owner} ${key}`;
}

function catalogOf({ accountId, catalogId }: Account, { catalogs }: Pick<Context, 'catalogs'>) {
  const catalogAt = catalogs.at(catalogId);
  if (!catalogAt) throw new Error(`account ${accountId} belongs to a catalog that is not loaded`);
  return catalogAt;
}

function replay(earlier: KeptAnswer, requestHash: string): Result<LedgerOutcome> {
  if (earlier.requestHash !== requestHash) {
    return fail('idempotency_key_reused', {
      detail:
        'This Idempotency-Key was used for another request. Nothing was changed. Use a new key for a new request.',
    });
  }
  return ok({ status: earlier.status, text: earlier.answer, replayed: true, change: null });
}

function decideItem(
  tx: Transaction,
  work: Work,
  item: LedgerItem,
  now: Instant,
): Result<Change> | Promise<Result<Change>> {
  const { account, catalogAt } = work;
  const time = account.clockAt === null ? now : (item.clockAt ?? account.clockAt);
  const state = settledTo(work, time);
  const at = Math.max(time, state.header.at, state.header.period?.start ?? state.header.at);
  const command = item.command(catalogAt(at), state, at);
  if (!command.ok) return command;
  const decideWith = (facts: Facts): Result<Change> => {
    const decided = decide(work.state, command.value, facts, time, catalogAt);
    if (decided.ok) addChange(work, decided.value, item);
    return decided;
  };
  const read = factsOf(tx, work, command.value, state, at);
  if (!read && !item.facts) return decideWith(noFacts);
  return Promise.resolve(read)
    .then(async (found) => ({ ...noFacts, ...found, ...(await givenFacts(tx, work, item, state)) }))
    .then(decideWith);
}

async function givenFacts(
  tx: Transaction,
  work: Work,
  { facts = {} }: LedgerItem,
  state: AccountState,
): Promise<Partial<Facts>> {
  if (typeof facts !== 'function') return facts;
  if (work.changed) await saveWork(tx, [work]);
  return facts(tx, state);
}

/** The account as it is at an instant, whether or not what has fallen due by then was done. Nothing is written for it. */
function settledTo({ state, catalogAt }: Work, time: Instant): AccountState {
  const due = nextDue(state, catalogAt);
  if (due === null || due > Math.max(time, state.header.at)) return state;
  const settled = decide(state, { type: 'settle' }, noFacts, time, catalogAt);
  return settled.ok ? settled.value.state : state;
}
