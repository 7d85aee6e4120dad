import type { Transaction } from '@/db/client';
import type { Account } from '@/db/ledger/accounts';
import type { KeptState } from '@/db/ledger/load';
import { rulesText } from '@/db/ledger/rules';
import { saveChanges, type AccountChanges, type GenerationChange } from '@/db/ledger/save';
import { isListed, keptStep, type KeptStep } from '@/db/ledger/steps';
import type { CatalogAt } from '@/lib/catalog/schema';
import type { Id } from '@/lib/ids';
import { seal, type SealedEntry } from '@/lib/ledger/chain';
import type { Change } from '@/lib/ledger/decide';
import { statusAfter, type GenerationStep, type RefundReason } from '@/lib/ledger/generation';
import { nextDue } from '@/lib/ledger/settle';
import type { AccountState, Grant, Hold } from '@/lib/ledger/state';
import { sha256 } from '@/lib/sha256';
import { usageDeltas } from '@/lib/usage/rollup';
import { priceReceipt, receiptText } from './receipt';

/** One locked account's part of a transaction, growing command by command until it is written. */
export interface Work {
  readonly account: Account;
  readonly catalogAt: CatalogAt;
  /** The state that the database has. */
  saved: AccountState;
  state: AccountState;
  hash: string;
  lastHold: number;
  /** What the database does not have yet. */
  changed: boolean;
  entries: SealedEntry[];
  grants: Map<number, Grant>;
  generations: Map<Id, GenerationChange>;
}

/** What is known of a generation beside what its account's rules need. */
export interface AskedBy {
  /** The vendor's own name for what it belongs to. */
  project?: string | null;
  /** The API key that asked for it; absent: the program did. */
  keyId?: Id | null;
  /** The generation of the same account that it does over. */
  regenerates?: Id | null;
  /** What the vendor keeps with it. */
  metadata?: Readonly<Record<string, string>> | null;
  /** Why it is given back, where it is. */
  refundReason?: RefundReason;
}

export function startWork({ account, state, hash, lastHold }: KeptState, catalogAt: CatalogAt): Work {
  const nothing = { changed: false, entries: [], grants: new Map(), generations: new Map() };
  return { account, catalogAt, saved: state, state, hash, lastHold, ...nothing };
}

/** Adds what a command did. */
export function addChange(work: Work, change: Change, askedBy: AskedBy): void {
  const sealed = seal(work.account.accountId, change.entries, work.hash, sha256);
  work.changed = true;
  work.state = change.state;
  work.hash = sealed.at(-1)?.hash ?? work.hash;
  work.entries.push(...sealed);
  for (const grant of change.grants) work.grants.set(grant.id, grant);
  for (const step of change.steps) addStep(work, step, askedBy);
}

function addStep(work: Work, step: GenerationStep, askedBy: AskedBy): void {
  const { generationId: id, kind } = step;
  const begins = kind === 'debit' || kind === 'free' || kind === 'hold';
  const known = work.generations.get(id) ?? { id, begun: null, status: null, credits: 0n, refunded: 0n, steps: [] };
  const charges = kind === 'debit' || kind === 'capture';
  work.generations.set(id, {
    id,
    begun: begins ? begunWith(work, step, askedBy) : known.begun,
    // A refund leaves it as it is, whatever that is.
    status: kind === 'refund' ? known.status : statusAfter(step, known.status),
    credits: known.credits + (charges ? step.credits : 0n),
    refunded: known.refunded + (kind === 'refund' ? step.credits : 0n),
    steps: isListed(kind) ? [...known.steps, stepToList(step, askedBy)] : known.steps,
  });
}

function stepToList(step: GenerationStep, { refundReason }: AskedBy): KeptStep {
  const kept = keptStep(step, step.kind !== 'hold' && step.quote ? priceReceipt(step.quote) : null);
  return step.kind === 'refund' && refundReason ? { ...kept, refundReason } : kept;
}

function begunWith({ account }: Work, step: GenerationStep, askedBy: AskedBy): GenerationChange['begun'] {
  const { feature, model, catalogVersion } = step.quote!;
  return {
    first: step,
    at: step.at,
    feature,
    model,
    member: step.member,
    held: step.kind === 'hold' ? step.credits : 0n,
    catalogVersion,
    receipt: receiptText(step, account.currency),
    project: askedBy.project ?? null,
    keyId: askedBy.keyId ?? null,
    regenerates: askedBy.regenerates ?? null,
    metadata: askedBy.metadata ?? null,
  };
}

/** Sends what accounts have gathered, in a fixed number of statements, and goes on from there. Nothing waits for it here. */
export function saveWork(tx: Transaction, works: readonly Work[]): Promise<unknown> {
  const changed = works.filter((work) => work.changed);
  const written = saveChanges(tx, changed.map(changesOf));
  for (const work of changed) {
    const nothing = { changed: false, entries: [], grants: new Map(), generations: new Map() };
    Object.assign(work, { saved: work.state, lastHold: work.lastHold + holdsMade(work).length, ...nothing });
  }
  return written;
}

function changesOf(work: Work): AccountChanges {
  const { account, saved, state } = work;
  const rules = sameRules(state, saved) ? null : rulesText(state);
  return {
    state,
    lastSeq: saved.header.seq,
    hash: work.hash,
    // A test account's clock stands still: no sweep may pick it up.
    nextDueAt: account.clockAt === null ? nextDue(state, work.catalogAt) : null,
    subscriptionChanged: state.subscription !== saved.subscription,
    rules: rules === null || rules === rulesText(saved) ? null : rules,
    entries: work.entries,
    grants: [...work.grants.values()],
    generations: [...work.generations.values()],
    holdsMade: holdsMade(work).map((hold, index) => ({ number: work.lastHold + 1 + index, hold })),
    holdsOver: notIn(saved.holds, state.holds).map(({ generationId }) => generationId),
    usage: usageDeltas(work.entries, account.zone),
  };
}

/** True where nothing was done to what its rules look at, as by most commands. */
function sameRules(state: AccountState, saved: AccountState): boolean {
  const same = (['caps', 'freeUses', 'upcoming', 'topUp', 'subscription'] as const).every(
    (part) => state[part] === saved[part],
  );
  return same && state.claimed.length === saved.claimed.length; // it only grows
}

function holdsMade({ saved, state }: Work): Hold[] {
  return notIn(state.holds, saved.holds);
}

function notIn(holds: readonly Hold[], others: readonly Hold[]): Hold[] {
  if (holds === others) return [];
  const known = new Set(others.map(({ generationId }) => generationId));
  return holds.filter(({ generationId }) => !known.has(generationId));
}
