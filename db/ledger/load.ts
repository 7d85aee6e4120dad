import type { Id } from '@/lib/ids';
import type { AccountState, FreeQuantity, Grant, Hold, ScheduledChange, Subscription } from '@/lib/ledger/state';
import type { Instant } from '@/lib/time';
import { arrayText } from '../arrays';
import type { Queryable, Row } from '../client';
import { instantFromText } from '../schema/columns';
import { accountOf, type Account } from './accounts';
import { rulesOf, soFarOf } from './rules';

/** An account's state as it is kept, with what is needed to write after it. */
export interface KeptState {
  account: Account;
  state: AccountState;
  /** What its next entry is chained to (hex). */
  hash: string;
  /** The number of its last open hold; 0 where none is open. */
  lastHold: number;
}

/**
 * Locks accounts' headers until the transaction ends, in id order, so that two batches never wait for each other.
 * Their state must be read in a later statement: this one may have waited, and sees what was there before it did.
 */
export async function lockAccounts(sql: Queryable, ids: readonly Id[]): Promise<void> {
  await sql`
    SELECT 1 FROM headers WHERE account_id = ANY(${arrayText([...new Set(ids)])}::text::uuid[]) ORDER BY account_id FOR NO KEY UPDATE`;
}

/**
 * Reads the states of accounts: header, subscription, open grants and open holds. A few rows each, whatever their history,
 * in three statements that are sent one behind the other, whatever their number.
 */
export async function loadStates(sql: Queryable, ids: readonly Id[]): Promise<Map<Id, KeptState>> {
  const wanted = arrayText([...new Set(ids)]);
  const [headers, grants, holds] = await Promise.all([
    sql`
      SELECT h.account_id, seq, at, encode(hash, 'hex') AS hash, balance, held, period_start, period_end,
             carried_in, granted, used, ended, rules, catalog_id, name, zone, locale, currency, clock_at,
             plan_id, interval_id, seats, anchor, anchor_index, period_index, status, grace_ends_at, granted_through,
             next, seats_next, add_ons
      FROM headers h JOIN accounts a ON a.account_id = h.account_id
      LEFT JOIN subscriptions s ON s.account_id = h.account_id
      WHERE h.account_id = ANY(${wanted}::text::uuid[])`.values(),
    sql`
      SELECT account_id, id, source, plan_id, rule_id, recurring, needs_subscription, amount, available, held, spent,
             expired, revoked, reissued, effective_at, expires_at, priority, paid
      FROM grants WHERE account_id = ANY(${wanted}::text::uuid[]) AND open ORDER BY id`.values(),
    sql`
      SELECT account_id, generation_id, number, at, lapses_at, period_start, feature, model, member, free, parts
      FROM holds WHERE account_id = ANY(${wanted}::text::uuid[]) ORDER BY number`,
  ]);
  const grantsOf = byAccount(grants.map(grantRow));
  const holdsOf = byAccount(holds);
  return new Map(
    headers.map(headerRow).map((row) => {
      const accountId = row.account_id as Id;
      const open = holdsOf.get(accountId) ?? [];
      const state: AccountState = {
        accountId,
        zone: row.zone,
        header: {
          seq: Number(row.seq),
          at: instantFromText(row.at),
          balance: row.balance,
          held: row.held,
          period: row.period_start && {
            start: instantFromText(row.period_start),
            end: instantFromText(row.period_end),
            carriedIn: row.carried_in,
            granted: row.granted,
            used: row.used,
            ended: row.ended,
          },
        },
        subscription: row.plan_id === null ? null : subscriptionOf(row),
        grants: (grantsOf.get(accountId) ?? []).map(grantOf),
        holds: open.map(holdOf),
        ...rulesOf(row.rules),
      };
      const lastHold = Number(open.at(-1)?.number ?? 0);
      return [accountId, { account: accountOf(row), state, hash: row.hash, lastHold }];
    }),
  );
}

/*
 * Rows of many columns come as lists. The client would fill an object by each column's name, which beyond a dozen becomes
 * a table of names and values: that alone was a tenth of what a debit leaves behind.
 */

function headerRow(values: readonly unknown[]) {
  const [account_id, seq, at, hash, balance, held, period_start, period_end, carried_in, granted] = values;
  const [used, ended, rules, catalog_id, name, zone, locale, currency, clock_at] = values.slice(10);
  const [plan_id, interval_id, seats, anchor, anchor_index, period_index, status, grace_ends_at] = values.slice(19);
  const [granted_through, next, seats_next, add_ons] = values.slice(27);
  // prettier-ignore
  return {
    account_id, seq, at, hash, balance, held, period_start, period_end, carried_in, granted,
    used, ended, rules, catalog_id, name, zone, locale, currency, clock_at,
    plan_id, interval_id, seats, anchor, anchor_index, period_index, status, grace_ends_at,
    granted_through, next, seats_next, add_ons,
  } as Row;
}

function grantRow(values: readonly unknown[]) {
  const [account_id, id, source, plan_id, rule_id, recurring, needs_subscription, amount, available] = values;
  const [held, spent, expired, revoked, reissued, effective_at, expires_at, priority, paid] = values.slice(9);
  // prettier-ignore
  return {
    account_id, id, source, plan_id, rule_id, recurring, needs_subscription, amount, available,
    held, spent, expired, revoked, reissued, effective_at, expires_at, priority, paid,
  } as Row;
}

function byAccount(rows: readonly Row[]): Map<Id, Row[]> {
  const lists = new Map<Id, Row[]>();
  for (const row of rows) {
    const list = lists.get(row.account_id);
    if (list) list.push(row);
    else lists.set(row.account_id, [row]);
  }
  return lists;
}

function subscriptionOf(row: Row): Subscription {
  const subscription = {
    planId: row.plan_id,
    intervalId: row.interval_id,
    seats: row.seats,
    anchor: instantFromText(row.anchor),
    anchorIndex: row.anchor_index,
    periodIndex: row.period_index,
    status: row.status,
    graceEndsAt: instantOrNull(row.grace_ends_at),
    grantedThrough: instantFromText(row.granted_through),
    next: row.next as ScheduledChange | null,
    seatsNext: row.seats_next,
    addOns: row.add_ons,
  };
  const { soFar } = soFarOf(row.rules);
  return soFar ? { soFar, ...subscription } : subscription;
}

/** A grant from its row. */
export function grantOf(row: Row): Grant {
  return {
    id: Number(row.id),
    source: row.source,
    planId: row.plan_id,
    ruleId: row.rule_id,
    recurring: row.recurring,
    needsSubscription: row.needs_subscription,
    amount: row.amount,
    available: row.available,
    held: row.held,
    spent: row.spent,
    expired: row.expired,
    revoked: row.revoked,
    reissued: row.reissued,
    effectiveAt: instantFromText(row.effective_at),
    expiresAt: instantOrNull(row.expires_at),
    priority: row.priority,
    paid: row.paid,
  };
}

/** A hold from its row. */
export function holdOf(row: Row): Hold {
  const free = row.free as { feature: string; per: FreeQuantity['per']; units: string }[];
  const parts = row.parts as { grant: number; amount: string }[];
  return {
    generationId: row.generation_id,
    at: instantFromText(row.at),
    lapsesAt: instantFromText(row.lapses_at),
    periodStart: instantOrNull(row.period_start),
    feature: row.feature,
    model: row.model,
    member: row.member,
    free: free.map(({ feature, per, units }) => ({ feature, per, units: BigInt(units) })),
    parts: parts.map(({ grant, amount }) => ({ grantId: grant, amount: BigInt(amount) })),
  };
}

function instantOrNull(text: string | null): Instant | null {
  return text === null ? null : instantFromText(text);
}
