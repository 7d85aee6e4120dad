import type { Id } from '@/lib/ids';
import type { AccountState, Grant, Subscription } from '@/lib/ledger/state';
import type { Row } from 'postgres';
import type { Queryable } from '../client';
import { instantFromText } from '../schema/columns';

/** An account's state as it is kept, with the hash that its next entry is chained to (hex). */
export interface KeptState {
  state: AccountState;
  hash: string;
}

/**
 * Locks accounts' headers until the transaction ends, in id order, so that two batches never wait for each other.
 * Their state must be read in a later statement: this one may have waited, and sees what was there before it did.
 */
export async function lockAccounts(sql: Queryable, ids: readonly Id[]): Promise<void> {
  await sql`
    SELECT 1 FROM headers WHERE account_id = ANY(${[...new Set(ids)]}::uuid[]) ORDER BY account_id FOR NO KEY UPDATE`;
}

/** Reads the states of accounts: header, subscription and open grants. A few rows each, whatever their history. */
export async function loadStates(sql: Queryable, ids: readonly Id[]): Promise<Map<Id, KeptState>> {
  const wanted = [...new Set(ids)];
  const [headers, subscriptions, grants] = await Promise.all([
    sql`
      SELECT account_id, seq, at, encode(hash, 'hex') AS hash, balance, held, period_start, period_end,
             carried_in, granted, used, ended
      FROM headers WHERE account_id = ANY(${wanted}::uuid[])`,
    sql`
      SELECT account_id, plan_id, interval_id, seats, anchor, period_index, status, seats_next, add_ons, claimed
      FROM subscriptions WHERE account_id = ANY(${wanted}::uuid[])`,
    sql`
      SELECT account_id, id, source, plan_id, rule_id, recurring, amount, available, held, spent, expired, revoked,
             reissued, effective_at, expires_at, priority, paid
      FROM grants WHERE account_id = ANY(${wanted}::uuid[]) AND open ORDER BY id`,
  ]);
  const states = new Map<Id, KeptState>();
  for (const row of headers) {
    const accountId = row.account_id as Id;
    const subscription = subscriptions.find((each) => each.account_id === accountId);
    states.set(accountId, {
      hash: row.hash,
      state: {
        accountId,
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
        subscription: subscription ? subscriptionOf(subscription) : null,
        grants: grants.filter((each) => each.account_id === accountId).map(grantOf),
        claimed: subscription?.claimed ?? [],
      },
    });
  }
  return states;
}

function subscriptionOf(row: Row): Subscription {
  return {
    planId: row.plan_id,
    intervalId: row.interval_id,
    seats: row.seats,
    anchor: instantFromText(row.anchor),
    periodIndex: row.period_index,
    status: row.status,
    seatsNext: row.seats_next,
    addOns: row.add_ons,
  };
}

function grantOf(row: Row): Grant {
  return {
    id: Number(row.id),
    source: row.source,
    planId: row.plan_id,
    ruleId: row.rule_id,
    recurring: row.recurring,
    amount: row.amount,
    available: row.available,
    held: row.held,
    spent: row.spent,
    expired: row.expired,
    revoked: row.revoked,
    reissued: row.reissued,
    effectiveAt: instantFromText(row.effective_at),
    expiresAt: row.expires_at === null ? null : instantFromText(row.expires_at),
    priority: row.priority,
    paid: row.paid,
  };
}
