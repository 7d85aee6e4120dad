import type { Transaction } from '@/db/client';
import { readAccounts, type Account } from '@/db/ledger/accounts';
import { findAnswers, keepAnswers, type IdempotencyName, type KeptAnswer } from '@/db/ledger/idempotency';
import { loadStates, lockAccounts } from '@/db/ledger/load';
import { saveChanges, type AccountChanges, type KeptGeneration } from '@/db/ledger/save';
import type { Catalog } from '@/lib/catalog/schema';
import { fail, ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { seal, type SealedEntry } from '@/lib/ledger/chain';
import { noFacts, type Command, type Facts } from '@/lib/ledger/command';
import { decide, type Change } from '@/lib/ledger/decide';
import { nextDue } from '@/lib/ledger/settle';
import type { AccountState, Grant } from '@/lib/ledger/state';
import { sha256 } from '@/lib/sha256';
import type { Instant } from '@/lib/time';
import { usageDeltas } from '@/lib/usage/rollup';
import type { Context } from '../context';
import { receiptOf } from './receipt';

/** A command that needs nothing of the catalog. */
export function always(command: Command): () => Result<Command> {
  return () => ok(command);
}

/** One command for one account, with what makes it happen once and what is answered. */
export interface LedgerItem {
  accountId: Id;
  /** Makes the command from the catalog in force, once it is known that no earlier answer stands. */
  command(catalog: Catalog): Result<Command>;
  facts?: Facts;
  /** Where a test account's clock stands for this item, if not where it stands in its row. */
  clockAt?: Instant;
  project?: string | null;
  /** The API key that asked for the generation; absent: the program did. */
  keyId?: Id | null;
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
  change: Change | null;
}

/**
 * The durable shell of the engine: locks the accounts, reads their states in later statements, decides each item in
 * order, and writes everything in the caller's transaction. An item that fails changes nothing and does not touch the
 * others; an item whose name has an answer already gets that answer.
 *
 * @returns one result for each item, in their order; `not_found` for an account that does not exist
 */
export async function runCommands(
  tx: Transaction,
  context: Pick<Context, 'catalogs' | 'clock'>,
  items: readonly LedgerItem[],
): Promise<Result<LedgerAnswer>[]> {
  const ids = items.map((item) => item.accountId);
  await lockAccounts(tx, ids);
  const [accounts, states, answers] = await Promise.all([
    readAccounts(tx, ids),
    loadStates(tx, ids),
    findAnswers(
      tx,
      items.flatMap((item) => item.once ?? []),
    ),
  ]);
  const now = context.clock.now();
  const known = new Map(answers.map((answer) => [`${answer.owner} ${answer.key}`, answer]));
  const works = new Map<Id, Work>();
  const kept: KeptAnswer[] = [];

  const results = items.map((item): Result<LedgerAnswer> => {
    const account = accounts.get(item.accountId);
    const state = states.get(item.accountId);
    if (!account || !state) return fail('not_found', { detail: 'There is no such account.' });
    const earlier = item.once && known.get(`${item.once.owner} ${item.once.key}`);
    if (earlier) return replay(earlier, item.once!.requestHash);

    const work = works.get(item.accountId) ?? startWork(account, state.state, state.hash);
    works.set(item.accountId, work);
    const decided = decideItem(work, item, now, context);
    if (!decided.ok) return decided;
    const answer = item.answer?.(decided.value, account) ?? { status: 200, text: '' };
    if (item.once) {
      const keep = { ...item.once, ...{ status: answer.status, answer: answer.text } };
      kept.push(keep);
      known.set(`${keep.owner} ${keep.key}`, keep);
    }
    return ok({ ...answer, replayed: false, change: decided.value });
  });

  const changed = [...works.values()].filter((work) => work.changed).map((work) => changesOf(work, context));
  await Promise.all([saveChanges(tx, changed), keepAnswers(tx, kept, now)]);
  return results;
}

function replay(earlier: KeptAnswer, requestHash: string): Result<LedgerAnswer> {
  if (earlier.requestHash !== requestHash) {
    return fail('idempotency_key_reused', {
      detail:
        'This Idempotency-Key was used for another request. Nothing was changed. Use a new key for a new request.',
    });
  }
  return ok({ status: earlier.status, text: earlier.answer, replayed: true, change: null });
}

/** One account's part of the transaction, growing item by item. */
interface Work {
  account: Account;
  before: AccountState;
  state: AccountState;
  hash: string;
  changed: boolean;
  entries: SealedEntry[];
  grants: Map<number, Grant>;
  generations: KeptGeneration[];
}

function startWork(account: Account, state: AccountState, hash: string): Work {
  return { account, before: state, state, hash, changed: false, entries: [], grants: new Map(), generations: [] };
}

function decideItem(work: Work, item: LedgerItem, now: Instant, context: Pick<Context, 'catalogs'>): Result<Change> {
  const catalogAt = context.catalogs.at(work.account.catalogId);
  if (!catalogAt) throw new Error(`account ${work.account.accountId} belongs to a catalog that is not loaded`);
  const time = work.account.clockAt === null ? now : (item.clockAt ?? work.account.clockAt);
  const command = item.command(catalogAt(Math.max(time, work.state.header.at)));
  if (!command.ok) return command;
  const decided = decide(work.state, command.value, item.facts ?? noFacts, time, catalogAt);
  if (!decided.ok) return decided;
  const change = decided.value;
  const sealed = seal(item.accountId, change.entries, work.hash, sha256);
  work.changed = true;
  work.state = change.state;
  work.hash = sealed.at(-1)?.hash ?? work.hash;
  work.entries.push(...sealed);
  for (const grant of change.grants) work.grants.set(grant.id, grant);
  if (change.generation) {
    const own = sealed.filter((entry) => entry.generationId === change.generation!.id);
    work.generations.push({
      generation: change.generation,
      receipt: receiptOf(change.generation, work.account.currency),
      project: item.project ?? null,
      keyId: item.keyId ?? null,
      firstSeq: own[0]!.seq,
      lastSeq: own.at(-1)!.seq,
    });
  }
  return decided;
}

function changesOf(work: Work, context: Pick<Context, 'catalogs'>): AccountChanges {
  const catalogAt = context.catalogs.at(work.account.catalogId)!;
  return {
    state: work.state,
    hash: work.hash,
    // A test account's clock stands still: no sweep may pick it up.
    nextDueAt: work.account.clockAt === null ? nextDue(work.state, catalogAt) : null,
    subscriptionChanged: work.state.subscription !== work.before.subscription,
    entries: work.entries,
    grants: [...work.grants.values()],
    generations: work.generations,
    usage: usageDeltas(work.entries, work.account.zone),
  };
}
