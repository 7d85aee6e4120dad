import type { Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import type { GenerationStatus } from '@/lib/ledger/generation';
import type { GrantSource, Place } from '@/lib/ledger/state';
import type { Instant } from '@/lib/time';
import type { Queryable } from '../client';
import { stepsOfRow, type KeptStep } from '../ledger/steps';
import { instantFromText } from '../schema/columns';

/** A generation as it is kept. What its receipt holds is the ledger's service's business (services/ledger/receipt.ts). */
export interface KeptReceipt {
  id: Id;
  at: Instant;
  status: GenerationStatus;
  feature: string;
  model: string | null;
  /** What it was charged, what was held for it, and what was given back of the charge. */
  credits: Micro;
  held: Micro;
  refunded: Micro;
  project: string | null;
  /** The vendor's own name for whoever asked. */
  member: string | null;
  /** The name of the API key that asked for it. */
  keyName: string | null;
  /** Of its first step. */
  receipt: unknown;
  steps: KeptStep[];
}

/** The generation of that id in that account, or null. */
export async function readGeneration(sql: Queryable, accountId: Id, id: Id): Promise<KeptReceipt | null> {
  const [row] = await sql`
    SELECT g.id, g.at, g.status, g.feature, g.model, g.credits, g.held, g.refunded, g.project, g.member, g.receipt,
           g.steps, g.first_seq, g.last_seq, k.name AS key_name
    FROM generations g LEFT JOIN api_keys k ON k.id = g.key_id
    WHERE g.account_id = ${accountId} AND g.id = ${id}`;
  if (!row) return null;
  return {
    id: row.id,
    at: instantFromText(row.at),
    status: row.status,
    feature: row.feature,
    model: row.model,
    credits: row.credits,
    held: row.held,
    refunded: row.refunded,
    project: row.project,
    member: row.member,
    keyName: row.key_name,
    receipt: row.receipt,
    steps: stepsOfRow(row),
  };
}

/** What the vendor has said of a generation, and no rule of its credits looks at. */
export interface GenerationNotes {
  member: string | null;
  regenerates: Id | null;
  metadata: Record<string, string> | null;
  outcome: 'kept' | 'discarded' | null;
  outcomeAt: Instant | null;
}

/** The notes of a generation that is there. */
export async function readGenerationNotes(sql: Queryable, accountId: Id, id: Id): Promise<GenerationNotes> {
  const [row] = await sql`
    SELECT member, regenerates, metadata, outcome, outcome_at FROM generations
    WHERE account_id = ${accountId} AND id = ${id}`;
  const { member, regenerates, metadata, outcome, outcome_at: outcomeAt } = row!;
  return { member, regenerates, metadata, outcome, outcomeAt: outcomeAt === null ? null : instantFromText(outcomeAt) };
}

/** A movement of a generation's credits, by its entry. */
export interface GenerationMove {
  seq: number;
  grantId: number;
  from: Place;
  to: Place;
  amount: Micro;
}

/** The movements of a generation's steps, by the numbers of their entries, in order. */
export async function readGenerationMoves(
  sql: Queryable,
  accountId: Id,
  spans: readonly { first: number; last: number }[],
): Promise<GenerationMove[]> {
  if (spans.length === 0) return [];
  const rows = await sql`
    SELECT e.seq, e.grant_id, e.from_place, e.to_place, e.amount
    FROM unnest(${spans.map(({ first }) => first)}::bigint[], ${spans.map(({ last }) => last)}::bigint[])
      AS span (first, last)
    JOIN entries e ON e.account_id = ${accountId} AND e.seq BETWEEN span.first AND span.last
    WHERE e.grant_id IS NOT NULL ORDER BY e.seq`;
  return rows.map((row) => ({
    seq: Number(row.seq),
    grantId: Number(row.grant_id),
    from: row.from_place,
    to: row.to_place,
    amount: row.amount,
  }));
}

/** Where lots of credits came from and when they end. */
export interface GrantOrigin {
  id: number;
  source: GrantSource;
  planId: string | null;
  expiresAt: Instant | null;
}

export async function readGrantOrigins(sql: Queryable, accountId: Id, ids: readonly number[]): Promise<GrantOrigin[]> {
  if (ids.length === 0) return [];
  const rows = await sql`
    SELECT id, source, plan_id, expires_at FROM grants
    WHERE account_id = ${accountId} AND id = ANY(${[...ids]}::bigint[])`;
  return rows.map((row) => ({
    id: Number(row.id),
    source: row.source,
    planId: row.plan_id,
    expiresAt: row.expires_at === null ? null : instantFromText(row.expires_at),
  }));
}
