import type { Id } from '@/lib/ids';
import type { SealedEntry } from '@/lib/ledger/chain';
import type { Generation } from '@/lib/ledger/debit';
import type { AccountState, Grant } from '@/lib/ledger/state';
import { isoText, type Instant } from '@/lib/time';
import type { UsageDelta } from '@/lib/usage/rollup';
import type { Transaction } from '../client';

/** A generation as it is kept: with its receipt, and the numbers of its entries. */
export interface KeptGeneration {
  generation: Generation;
  receipt: unknown;
  project: string | null;
  keyId: Id | null;
  firstSeq: number;
  lastSeq: number;
}

/** Everything that a transaction changes in one account. */
export interface AccountChanges {
  state: AccountState;
  /** Hash of the last entry, hex. */
  hash: string;
  nextDueAt: Instant | null;
  subscriptionChanged: boolean;
  entries: readonly SealedEntry[];
  grants: readonly Grant[];
  generations: readonly KeptGeneration[];
  usage: readonly UsageDelta[];
}

/**
 * Writes the changes of locked accounts, in the caller's transaction. A fixed number of statements, whatever the number
 * of accounts: each takes its rows as one JSON text, so that its plan is made once.
 */
export async function saveChanges(tx: Transaction, changes: readonly AccountChanges[]): Promise<void> {
  const rows = <T>(of: (change: AccountChanges) => T[]) => changes.flatMap(of);
  const writes: Promise<unknown>[] = [];

  const grants = rows((change) => change.grants.map((grant) => grantRow(change.state.accountId, grant)));
  if (grants.length > 0) writes.push(writeGrants(tx, grants));
  const generations = rows((change) => change.generations.map((kept) => generationRow(change.state.accountId, kept)));
  if (generations.length > 0) writes.push(writeGenerations(tx, generations));
  const entries = rows((change) => change.entries.map((entry) => entryRow(change.state.accountId, entry)));
  if (entries.length > 0) writes.push(writeEntries(tx, entries));
  const usage = rows((change) => change.usage.map((delta) => usageRow(change.state.accountId, delta)));
  if (usage.length > 0) writes.push(writeUsage(tx, usage));
  const subscriptions = rows((change) => (change.subscriptionChanged ? [subscriptionRow(change.state)] : []));
  if (subscriptions.length > 0) writes.push(writeSubscriptions(tx, subscriptions));
  if (changes.length > 0) writes.push(writeHeaders(tx, changes.map(headerRow)));

  // Sent one behind the other on the transaction's connection, in this order.
  await Promise.all(writes);
}

const iso = (at: Instant | null) => (at === null ? null : isoText(at));
const text = (amount: bigint) => amount.toString();

function headerRow({ state, hash, nextDueAt }: AccountChanges) {
  const { header } = state;
  return {
    account_id: state.accountId,
    seq: header.seq,
    at: isoText(header.at),
    hash,
    balance: text(header.balance),
    held: text(header.held),
    next_due_at: iso(nextDueAt),
    period_start: iso(header.period?.start ?? null),
    period_end: iso(header.period?.end ?? null),
    carried_in: text(header.period?.carriedIn ?? 0n),
    granted: text(header.period?.granted ?? 0n),
    used: text(header.period?.used ?? 0n),
    ended: text(header.period?.ended ?? 0n),
  };
}

function writeHeaders(tx: Transaction, rows: object[]) {
  return tx`
    UPDATE headers SET seq = r.seq, at = r.at, hash = decode(r.hash, 'hex'), balance = r.balance, held = r.held,
      next_due_at = r.next_due_at, period_start = r.period_start, period_end = r.period_end,
      carried_in = r.carried_in, granted = r.granted, used = r.used, ended = r.ended
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(
      account_id uuid, seq bigint, at timestamptz, hash text, balance bigint, held bigint, next_due_at timestamptz,
      period_start timestamptz, period_end timestamptz, carried_in bigint, granted bigint, used bigint, ended bigint)
    WHERE headers.account_id = r.account_id`.execute();
}

function subscriptionRow({ accountId, subscription, claimed }: AccountState) {
  if (!subscription) throw new Error('a subscription once begun is never without a row');
  return {
    account_id: accountId,
    plan_id: subscription.planId,
    interval_id: subscription.intervalId,
    seats: subscription.seats,
    anchor: isoText(subscription.anchor),
    period_index: subscription.periodIndex,
    status: subscription.status,
    seats_next: subscription.seatsNext,
    add_ons: subscription.addOns,
    claimed,
  };
}

function writeSubscriptions(tx: Transaction, rows: object[]) {
  return tx`
    INSERT INTO subscriptions (account_id, plan_id, interval_id, seats, anchor, period_index, status, seats_next,
      add_ons, claimed)
    SELECT account_id, plan_id, interval_id, seats, anchor, period_index, status, seats_next, add_ons, claimed
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(
      account_id uuid, plan_id text, interval_id text, seats int, anchor timestamptz, period_index int, status text,
      seats_next int, add_ons jsonb, claimed text[])
    ON CONFLICT (account_id) DO UPDATE SET plan_id = excluded.plan_id, interval_id = excluded.interval_id,
      seats = excluded.seats, anchor = excluded.anchor, period_index = excluded.period_index,
      status = excluded.status, seats_next = excluded.seats_next, add_ons = excluded.add_ons,
      claimed = excluded.claimed`.execute();
}

function grantRow(accountId: Id, grant: Grant) {
  return {
    account_id: accountId,
    id: grant.id,
    source: grant.source,
    plan_id: grant.planId,
    rule_id: grant.ruleId,
    recurring: grant.recurring,
    amount: text(grant.amount),
    available: text(grant.available),
    held: text(grant.held),
    spent: text(grant.spent),
    expired: text(grant.expired),
    revoked: text(grant.revoked),
    reissued: text(grant.reissued),
    effective_at: isoText(grant.effectiveAt),
    expires_at: iso(grant.expiresAt),
    priority: grant.priority,
    paid: text(grant.paid),
    open: grant.available + grant.held > 0n,
  };
}

function writeGrants(tx: Transaction, rows: object[]) {
  return tx`
    INSERT INTO grants (account_id, id, source, plan_id, rule_id, recurring, amount, available, held, spent, expired,
      revoked, reissued, effective_at, expires_at, priority, paid, open)
    SELECT account_id, id, source, plan_id, rule_id, recurring, amount, available, held, spent, expired, revoked,
      reissued, effective_at, expires_at, priority, paid, open
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(
      account_id uuid, id bigint, source text, plan_id text, rule_id text, recurring boolean, amount bigint,
      available bigint, held bigint, spent bigint, expired bigint, revoked bigint, reissued bigint,
      effective_at timestamptz, expires_at timestamptz, priority int, paid bigint, open boolean)
    ON CONFLICT (account_id, id) DO UPDATE SET available = excluded.available, held = excluded.held,
      spent = excluded.spent, expired = excluded.expired, revoked = excluded.revoked, reissued = excluded.reissued,
      expires_at = excluded.expires_at, paid = excluded.paid, open = excluded.open`.execute();
}

function generationRow(accountId: Id, { generation, receipt, project, keyId, firstSeq, lastSeq }: KeptGeneration) {
  const { quote } = generation;
  return {
    account_id: accountId,
    id: generation.id,
    at: isoText(generation.at),
    status: generation.status,
    feature: quote.feature,
    model: quote.model,
    credits: text(quote.credits),
    catalog_version: quote.catalogVersion,
    receipt,
    project,
    key_id: keyId,
    first_seq: firstSeq,
    last_seq: lastSeq,
  };
}

function writeGenerations(tx: Transaction, rows: object[]) {
  return tx`
    INSERT INTO generations (account_id, id, at, status, feature, model, credits, catalog_version, receipt, project,
      key_id, first_seq, last_seq)
    SELECT account_id, id, at, status, feature, model, credits, catalog_version, receipt, project, key_id, first_seq,
      last_seq
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(
      account_id uuid, id uuid, at timestamptz, status text, feature text, model text, credits bigint,
      catalog_version int, receipt jsonb, project text, key_id uuid, first_seq bigint, last_seq bigint)`.execute();
}

function entryRow(accountId: Id, entry: SealedEntry) {
  return {
    account_id: accountId,
    seq: entry.seq,
    at: isoText(entry.at),
    kind: entry.kind,
    reason: entry.reason,
    grant_id: entry.grantId,
    from_place: entry.from,
    to_place: entry.to,
    amount: text(entry.amount),
    balance_after: text(entry.balanceAfter),
    period_start: iso(entry.periodStart),
    generation_id: entry.generationId,
    feature: entry.feature,
    model: entry.model,
    hash: entry.hash,
  };
}

function writeEntries(tx: Transaction, rows: object[]) {
  return tx`
    INSERT INTO entries (account_id, seq, at, kind, reason, grant_id, from_place, to_place, amount, balance_after,
      period_start, generation_id, feature, model, hash)
    SELECT account_id, seq, at, kind, reason, grant_id, from_place, to_place, amount, balance_after, period_start,
      generation_id, feature, model, decode(hash, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(
      account_id uuid, seq bigint, at timestamptz, kind text, reason text, grant_id bigint, from_place text,
      to_place text, amount bigint, balance_after bigint, period_start timestamptz, generation_id uuid, feature text,
      model text, hash text)`.execute();
}

function usageRow(accountId: Id, delta: UsageDelta) {
  return {
    account_id: accountId,
    period_start: isoText(delta.periodStart),
    day: delta.day,
    feature: delta.feature,
    model: delta.model,
    used: text(delta.used),
    generations: delta.generations,
  };
}

function writeUsage(tx: Transaction, rows: object[]) {
  return tx`
    INSERT INTO usage_rollups AS kept (account_id, period_start, day, feature, model, used, generations)
    SELECT account_id, period_start, day, feature, model, used, generations
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(
      account_id uuid, period_start timestamptz, day date, feature text, model text, used bigint, generations int)
    ON CONFLICT (account_id, period_start, day, feature, model)
    DO UPDATE SET used = kept.used + excluded.used, generations = kept.generations + excluded.generations`.execute();
}
