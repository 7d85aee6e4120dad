import type { Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import type { SealedEntry } from '@/lib/ledger/chain';
import type { GenerationStatus, GenerationStep } from '@/lib/ledger/generation';
import type { AccountState, Grant, Hold } from '@/lib/ledger/state';
import { isoText, type Instant } from '@/lib/time';
import type { UsageDelta } from '@/lib/usage/rollup';
import type { Transaction } from '../client';
import { columnsOf, linesOf } from './columns';
import type { KeptStep } from './steps';

/** A generation as it begins: what stays as it is, whatever happens to it. */
export interface NewGeneration {
  /** What it begins with: a charge or a hold. */
  first: GenerationStep;
  at: Instant;
  feature: string;
  model: string | null;
  member: string | null;
  held: Micro;
  catalogVersion: number;
  /** JSON. */
  receipt: string;
  project: string | null;
  keyId: Id | null;
  regenerates: Id | null;
  metadata: Readonly<Record<string, string>> | null;
}

/** What a transaction does to one generation. */
export interface GenerationChange {
  id: Id;
  /** null: it was there before. */
  begun: NewGeneration | null;
  /** What it is now; null: what it was. */
  status: GenerationStatus | null;
  /** What these steps charge and what they give back. */
  credits: Micro;
  refunded: Micro;
  /** What goes to its list of steps (isListed, db/ledger/steps.ts). */
  steps: readonly KeptStep[];
}

/** Everything that a transaction changes in one account. */
export interface AccountChanges {
  state: AccountState;
  /** Number of the last entry that was there before. Grants have the numbers of the entries that issue them. */
  lastSeq: number;
  /** Hash of the last entry, hex. */
  hash: string;
  nextDueAt: Instant | null;
  subscriptionChanged: boolean;
  /** What its rules look at (db/ledger/rules.ts); null: unchanged. */
  rules: string | null;
  entries: readonly SealedEntry[];
  grants: readonly Grant[];
  generations: readonly GenerationChange[];
  /** Holds that are open now and were not, with their numbers. */
  holdsMade: readonly { number: number; hold: Hold }[];
  /** Generations whose holds are not open any more. */
  holdsOver: readonly Id[];
  usage: readonly UsageDelta[];
}

/**
 * Writes the changes of locked accounts, in the caller's transaction. A fixed number of statements, whatever the number
 * of accounts: each takes its rows in one piece, so that its plan is made once.
 */
export function saveChanges(tx: Transaction, changes: readonly AccountChanges[]): Promise<unknown> {
  const writes: Promise<unknown>[] = [];
  const write = (statement: (tx: Transaction, rows: object[]) => Promise<unknown>, rows: object[]) => {
    if (rows.length > 0) writes.push(statement(tx, rows));
  };
  const rows = <T>(of: (change: AccountChanges) => readonly T[], row: (accountId: Id, each: T) => object) =>
    changes.flatMap((change) => of(change).map((each) => row(change.state.accountId, each)));

  write(
    writeGrants,
    rows(({ grants, lastSeq }) => grants.filter(({ id }) => id > lastSeq), grantRow),
  );
  write(
    changeGrants,
    rows(({ grants, lastSeq }) => grants.filter(({ id }) => id <= lastSeq), changedGrantRow),
  );
  const begun = rows((change) => change.generations.filter(({ begun }) => begun !== null), generationRow);
  write(writeGenerations, begun);
  const goneOn = rows((change) => change.generations.filter(({ begun }) => begun === null), goneOnRow);
  write(goOnWithGenerations, goneOn);
  const later = rows((change) => change.generations.flatMap(laterStepsOf), laterStepRow);
  write(writeLaterSteps, later);
  write(
    writeEntries,
    rows((change) => change.entries, entryRow),
  );
  write(
    writeUsage,
    rows((change) => change.usage, usageRow),
  );
  const subscribed = changes.filter((change) => change.subscriptionChanged);
  const live = subscribed.filter(({ state }) => state.subscription !== null);
  write(
    writeSubscriptions,
    live.map(({ state }) => subscriptionRow(state)),
  );
  const over = subscribed.filter(({ state }) => state.subscription === null);
  write(
    deleteSubscriptions,
    over.map(({ state }) => ({ account_id: state.accountId })),
  );
  const holdsOver = rows(
    (change) => change.holdsOver,
    (accountId, generationId) => ({ account_id: accountId, generation_id: generationId }),
  );
  write(deleteHolds, holdsOver);
  write(
    writeHolds,
    rows((change) => change.holdsMade, holdRow),
  );
  write(writeHeaders, changes.map(headerRow));

  // Sent one behind the other on the transaction's connection, in this order.
  return Promise.all(writes);
}

const iso = (at: Instant | null) => (at === null ? null : isoText(at));
const text = (amount: bigint) => amount.toString();

function headerRow({ state, hash, nextDueAt, rules }: AccountChanges) {
  const { header } = state;
  return {
    account_id: state.accountId,
    seq: header.seq,
    at: isoText(header.at),
    hash: `\\x${hash}`,
    balance: text(header.balance),
    held: text(header.held),
    next_due_at: iso(nextDueAt),
    period_start: iso(header.period?.start ?? null),
    period_end: iso(header.period?.end ?? null),
    carried_in: text(header.period?.carriedIn ?? 0n),
    granted: text(header.period?.granted ?? 0n),
    used: text(header.period?.used ?? 0n),
    ended: text(header.period?.ended ?? 0n),
    rules,
  };
}

function writeHeaders(tx: Transaction, rows: object[]) {
  const of = columnsOf(rows);
  return tx`
    UPDATE headers SET seq = r.seq, at = r.at, hash = r.hash, balance = r.balance, held = r.held,
      next_due_at = r.next_due_at, period_start = r.period_start, period_end = r.period_end,
      carried_in = r.carried_in, granted = r.granted, used = r.used, ended = r.ended,
      rules = coalesce(r.rules::jsonb, headers.rules)
    FROM unnest(${of('account_id')}::text::uuid[], ${of('seq')}::text::bigint[], ${of('at')}::text::timestamptz[],
        ${of('hash')}::text::bytea[], ${of('balance')}::text::bigint[], ${of('held')}::text::bigint[],
        ${of('next_due_at')}::text::timestamptz[], ${of('period_start')}::text::timestamptz[],
        ${of('period_end')}::text::timestamptz[], ${of('carried_in')}::text::bigint[],
        ${of('granted')}::text::bigint[], ${of('used')}::text::bigint[], ${of('ended')}::text::bigint[],
        ${of('rules')}::text::text[]) AS r(account_id, seq, at, hash, balance, held, next_due_at, period_start,
        period_end, carried_in, granted, used, ended, rules)
    WHERE headers.account_id = r.account_id`.execute();
}

function subscriptionRow({ accountId, subscription }: AccountState) {
  if (!subscription) throw new Error('no subscription has no row');
  return {
    account_id: accountId,
    plan_id: subscription.planId,
    interval_id: subscription.intervalId,
    seats: subscription.seats,
    anchor: isoText(subscription.anchor),
    anchor_index: subscription.anchorIndex,
    period_index: subscription.periodIndex,
    status: subscription.status,
    grace_ends_at: iso(subscription.graceEndsAt),
    granted_through: isoText(subscription.grantedThrough),
    next: subscription.next,
    seats_next: subscription.seatsNext,
    add_ons: subscription.addOns,
  };
}

function writeSubscriptions(tx: Transaction, rows: object[]) {
  return tx`
    INSERT INTO subscriptions (account_id, plan_id, interval_id, seats, anchor, anchor_index, period_index, status,
      grace_ends_at, granted_through, next, seats_next, add_ons)
    SELECT account_id, plan_id, interval_id, seats, anchor, anchor_index, period_index, status, grace_ends_at,
      granted_through, next, seats_next, add_ons
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(
      account_id uuid, plan_id text, interval_id text, seats int, anchor timestamptz, anchor_index int,
      period_index int, status text, grace_ends_at timestamptz, granted_through timestamptz, next jsonb,
      seats_next int, add_ons jsonb)
    ON CONFLICT (account_id) DO UPDATE SET plan_id = excluded.plan_id, interval_id = excluded.interval_id,
      seats = excluded.seats, anchor = excluded.anchor, anchor_index = excluded.anchor_index,
      period_index = excluded.period_index, status = excluded.status, grace_ends_at = excluded.grace_ends_at,
      granted_through = excluded.granted_through, next = excluded.next, seats_next = excluded.seats_next,
      add_ons = excluded.add_ons`.execute();
}

function deleteSubscriptions(tx: Transaction, rows: object[]) {
  return tx`
    DELETE FROM subscriptions s USING jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(account_id uuid)
    WHERE s.account_id = r.account_id`.execute();
}

function holdRow(accountId: Id, { number, hold }: { number: number; hold: Hold }) {
  return {
    account_id: accountId,
    generation_id: hold.generationId,
    number,
    at: isoText(hold.at),
    lapses_at: isoText(hold.lapsesAt),
    period_start: iso(hold.periodStart),
    feature: hold.feature,
    model: hold.model,
    member: hold.member,
    free: hold.free.map(({ feature, per, units }) => ({ feature, per, units: text(units) })),
    parts: hold.parts.map(({ grantId, amount }) => ({ grant: grantId, amount: text(amount) })),
    amount: text(hold.parts.reduce((sum, { amount }) => sum + amount, 0n)),
  };
}

function writeHolds(tx: Transaction, rows: object[]) {
  return tx`
    INSERT INTO holds (account_id, generation_id, number, at, lapses_at, period_start, feature, model, member, free,
      parts, amount)
    SELECT account_id, generation_id, number, at, lapses_at, period_start, feature, model, member, free, parts, amount
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(
      account_id uuid, generation_id uuid, number bigint, at timestamptz, lapses_at timestamptz, period_start timestamptz,
      feature text, model text, member text, free jsonb, parts jsonb, amount bigint)`.execute();
}

function deleteHolds(tx: Transaction, rows: object[]) {
  return tx`
    DELETE FROM holds h
    USING jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(account_id uuid, generation_id uuid)
    WHERE h.account_id = r.account_id AND h.generation_id = r.generation_id`.execute();
}

function grantRow(accountId: Id, grant: Grant) {
  return {
    ...changedGrantRow(accountId, grant),
    source: grant.source,
    plan_id: grant.planId,
    rule_id: grant.ruleId,
    recurring: grant.recurring,
    needs_subscription: grant.needsSubscription,
    amount: text(grant.amount),
    effective_at: isoText(grant.effectiveAt),
    priority: grant.priority,
  };
}

function changedGrantRow(accountId: Id, grant: Grant) {
  return {
    account_id: accountId,
    id: grant.id,
    available: text(grant.available),
    held: text(grant.held),
    spent: text(grant.spent),
    expired: text(grant.expired),
    revoked: text(grant.revoked),
    reissued: text(grant.reissued),
    expires_at: iso(grant.expiresAt),
    paid: text(grant.paid),
    open: grant.available > 0n || grant.held > 0n,
  };
}

function writeGrants(tx: Transaction, rows: object[]) {
  const of = columnsOf(rows);
  return tx`
    INSERT INTO grants (account_id, id, source, plan_id, rule_id, recurring, needs_subscription, amount, available, held,
      spent, expired, revoked, reissued, effective_at, expires_at, priority, paid, open)
    SELECT account_id, id, source, plan_id, rule_id, recurring, needs_subscription, amount, available, held, spent,
      expired, revoked, reissued, effective_at, expires_at, priority, paid, open
    FROM unnest(${of('account_id')}::text::uuid[], ${of('id')}::text::bigint[], ${of('source')}::text::text[],
        ${of('plan_id')}::text::text[], ${of('rule_id')}::text::text[], ${of('recurring')}::text::boolean[],
        ${of('needs_subscription')}::text::boolean[], ${of('amount')}::text::bigint[],
        ${of('available')}::text::bigint[], ${of('held')}::text::bigint[], ${of('spent')}::text::bigint[],
        ${of('expired')}::text::bigint[], ${of('revoked')}::text::bigint[], ${of('reissued')}::text::bigint[],
        ${of('effective_at')}::text::timestamptz[], ${of('expires_at')}::text::timestamptz[],
        ${of('priority')}::text::int[], ${of('paid')}::text::bigint[], ${of('open')}::text::boolean[]) AS
        r(account_id, id, source, plan_id, rule_id, recurring, needs_subscription, amount, available, held, spent,
        expired, revoked, reissued, effective_at, expires_at, priority, paid, open)`.execute();
}

function changeGrants(tx: Transaction, rows: object[]) {
  const of = columnsOf(rows);
  return tx`
    UPDATE grants SET available = r.available, held = r.held, spent = r.spent, expired = r.expired,
      revoked = r.revoked, reissued = r.reissued, expires_at = r.expires_at, paid = r.paid, open = r.open
    FROM unnest(${of('account_id')}::text::uuid[], ${of('id')}::text::bigint[], ${of('available')}::text::bigint[],
        ${of('held')}::text::bigint[], ${of('spent')}::text::bigint[], ${of('expired')}::text::bigint[],
        ${of('revoked')}::text::bigint[], ${of('reissued')}::text::bigint[],
        ${of('expires_at')}::text::timestamptz[], ${of('paid')}::text::bigint[], ${of('open')}::text::boolean[]) AS
        r(account_id, id, available, held, spent, expired, revoked, reissued, expires_at, paid, open)
    WHERE grants.account_id = r.account_id AND grants.id = r.id`.execute();
}

function generationRow(accountId: Id, { id, begun, status, credits, refunded, steps }: GenerationChange) {
  if (!begun || !status) throw new Error(`generation ${id} does not begin here`);
  return {
    account_id: accountId,
    id,
    at: isoText(begun.at),
    status,
    feature: begun.feature,
    model: begun.model,
    member: begun.member,
    credits: text(credits),
    held: text(begun.held),
    refunded: text(refunded),
    catalog_version: begun.catalogVersion,
    receipt: begun.receipt,
    steps,
    project: begun.project,
    key_id: begun.keyId,
    regenerates: begun.regenerates,
    metadata: begun.metadata,
    first_seq: begun.first.firstSeq,
    last_seq: begun.first.lastSeq,
  };
}

function writeGenerations(tx: Transaction, rows: object[]) {
  const of = columnsOf(rows);
  const json = linesOf(rows);
  return tx`
    INSERT INTO generations (account_id, id, at, status, feature, model, member, credits, held, refunded,
      catalog_version, receipt, steps, project, key_id, regenerates, metadata, first_seq, last_seq)
    SELECT account_id, id, at, status, feature, model, member, credits, held, refunded, catalog_version, receipt, steps,
      project, key_id, regenerates, metadata, first_seq, last_seq
    FROM unnest(${of('account_id')}::text::uuid[], ${of('id')}::text::uuid[], ${of('at')}::text::timestamptz[],
        ${of('status')}::text::text[], ${of('feature')}::text::text[], ${of('model')}::text::text[],
        ${of('member')}::text::text[], ${of('credits')}::text::bigint[], ${of('held')}::text::bigint[],
        ${of('refunded')}::text::bigint[], ${of('catalog_version')}::text::int[], (string_to_array(${json('receipt')}, E'\\n', ''))[2:]::json[],
        (string_to_array(${json('steps')}, E'\\n', ''))[2:]::jsonb[], ${of('project')}::text::text[], ${of('key_id')}::text::uuid[],
        ${of('regenerates')}::text::uuid[], (string_to_array(${json('metadata')}, E'\\n', ''))[2:]::jsonb[], ${of('first_seq')}::text::bigint[],
        ${of('last_seq')}::text::bigint[]) AS r(account_id, id, at, status, feature, model, member, credits, held,
        refunded, catalog_version, receipt, steps, project, key_id, regenerates, metadata, first_seq,
        last_seq)`.execute();
}

function goneOnRow(accountId: Id, { id, status, credits, refunded, steps }: GenerationChange) {
  return { account_id: accountId, id, status, credits: text(credits), refunded: text(refunded), steps };
}

/** Adds to generations that are there already, without reading them first. */
function goOnWithGenerations(tx: Transaction, rows: object[]) {
  return tx`
    UPDATE generations g SET status = coalesce(r.status, g.status), credits = g.credits + r.credits,
      refunded = g.refunded + r.refunded, steps = g.steps || r.steps
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(
      account_id uuid, id uuid, status text, credits bigint, refunded bigint, steps jsonb)
    WHERE g.account_id = r.account_id AND g.id = r.id`.execute();
}

/** Steps with entries, after the first of a generation that may belong to a project or a member. */
function laterStepsOf({ id, begun, steps }: GenerationChange) {
  if (begun && begun.project === null && begun.member === null) return [];
  const first = begun?.first.firstSeq ?? null;
  return steps.flatMap(({ firstSeq, lastSeq }) =>
    firstSeq === null || firstSeq === first ? [] : [{ id, firstSeq, lastSeq }],
  );
}

function laterStepRow(accountId: Id, { id, firstSeq, lastSeq }: ReturnType<typeof laterStepsOf>[number]) {
  return { account_id: accountId, generation_id: id, first_seq: firstSeq, last_seq: lastSeq };
}

function writeLaterSteps(tx: Transaction, rows: object[]) {
  return tx`
    INSERT INTO later_steps (account_id, project, member, first_seq, last_seq, generation_id)
    SELECT r.account_id, g.project, g.member, r.first_seq, r.last_seq, r.generation_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(
      account_id uuid, generation_id uuid, first_seq bigint, last_seq bigint)
    JOIN generations g ON g.account_id = r.account_id AND g.id = r.generation_id
    WHERE num_nonnulls(g.project, g.member) >= 1`.execute();
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
    hash: `\\x${entry.hash}`,
  };
}

function writeEntries(tx: Transaction, rows: object[]) {
  const of = columnsOf(rows);
  return tx`
    INSERT INTO entries (account_id, seq, at, kind, reason, grant_id, from_place, to_place, amount, balance_after,
      period_start, generation_id, feature, model, hash)
    SELECT account_id, seq, at, kind, reason, grant_id, from_place, to_place, amount, balance_after, period_start,
      generation_id, feature, model, hash
    FROM unnest(${of('account_id')}::text::uuid[], ${of('seq')}::text::bigint[], ${of('at')}::text::timestamptz[],
        ${of('kind')}::text::text[], ${of('reason')}::text::text[], ${of('grant_id')}::text::bigint[],
        ${of('from_place')}::text::text[], ${of('to_place')}::text::text[], ${of('amount')}::text::bigint[],
        ${of('balance_after')}::text::bigint[], ${of('period_start')}::text::timestamptz[],
        ${of('generation_id')}::text::uuid[], ${of('feature')}::text::text[], ${of('model')}::text::text[],
        ${of('hash')}::text::bytea[]) AS r(account_id, seq, at, kind, reason, grant_id, from_place, to_place, amount,
        balance_after, period_start, generation_id, feature, model, hash)`.execute();
}

function usageRow(accountId: Id, delta: UsageDelta) {
  return {
    account_id: accountId,
    period_start: isoText(delta.periodStart),
    day: delta.day,
    feature: delta.feature,
    model: delta.model,
    used: text(delta.used),
    refunded_earlier: text(delta.refundedEarlier),
    generations: delta.generations,
  };
}

function writeUsage(tx: Transaction, rows: object[]) {
  const of = columnsOf(rows);
  return tx`
    INSERT INTO usage_rollups AS kept (account_id, period_start, day, feature, model, used, refunded_earlier, generations)
    SELECT account_id, period_start, day, feature, model, used, refunded_earlier, generations
    FROM unnest(${of('account_id')}::text::uuid[], ${of('period_start')}::text::timestamptz[],
        ${of('day')}::text::date[], ${of('feature')}::text::text[], ${of('model')}::text::text[],
        ${of('used')}::text::bigint[], ${of('refunded_earlier')}::text::bigint[], ${of('generations')}::text::int[])
        AS r(account_id, period_start, day, feature, model, used, refunded_earlier, generations)
    ON CONFLICT (account_id, period_start, day, feature, model)
    DO UPDATE SET used = kept.used + excluded.used,
      refunded_earlier = kept.refunded_earlier + excluded.refunded_earlier,
      generations = kept.generations + excluded.generations`.execute();
}
