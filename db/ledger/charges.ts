import type { Micro } from '@/lib/credits';
import type { Id } from '@/lib/ids';
import type { KeptCharge } from '@/lib/ledger/command';
import type { GenerationStatus } from '@/lib/ledger/generation';
import type { CapScope, Grant } from '@/lib/ledger/state';
import { isoText, type Instant } from '@/lib/time';
import type { Queryable, Transaction } from '../client';
import { grantOf } from './load';
import { microOf, stepsOfRow, type KeptStep } from './steps';

/** A generation's story as far as it goes. */
export interface KeptStory {
  generationId: Id;
  status: GenerationStatus;
  feature: string;
  model: string | null;
  member: string | null;
  steps: readonly KeptStep[];
}

/** The story of a generation; null: the account has none of that id. */
export async function readStory(sql: Queryable, accountId: Id, generationId: Id): Promise<KeptStory | null> {
  const [row] = await sql`
    SELECT id, status, feature, model, member, at, credits, first_seq, last_seq, receipt, steps FROM generations
    WHERE account_id = ${accountId} AND id = ${generationId}`;
  if (!row) return null;
  const { id, status, feature, model, member } = row;
  return { generationId: id, status, feature, model, member, steps: stepsOfRow(row) };
}

/** What of these is there, as "<account> <generation>". */
export async function readKnownGenerations(
  sql: Queryable,
  named: readonly { accountId: Id; id: Id }[],
): Promise<string[]> {
  if (named.length === 0) return [];
  const accounts = named.map(({ accountId }) => accountId);
  const ids = named.map(({ id }) => id);
  const rows = await sql`
    SELECT g.account_id, g.id FROM unnest(${accounts}::uuid[], ${ids}::uuid[]) AS named (account_id, id)
    JOIN generations g ON g.account_id = named.account_id AND g.id = named.id`;
  return rows.map((row) => `${row.account_id} ${row.id}`);
}

/** What a held generation was priced by; null: the account has none of that id. */
export async function readPricedBy(
  sql: Queryable,
  accountId: Id,
  generationId: Id,
): Promise<{ feature: string; model: string | null; catalogVersion: number } | null> {
  const [row] = await sql`
    SELECT feature, model, catalog_version FROM generations WHERE account_id = ${accountId} AND id = ${generationId}`;
  return row ? { feature: row.feature, model: row.model, catalogVersion: row.catalog_version } : null;
}

/**
 * Marks a generation's output as kept or not, charged or not: whoever asks for it looks at where it stands, and lets the
 * transaction fail. Returns that; null: there is none.
 */
export async function writeOutcome(
  tx: Transaction,
  accountId: Id,
  generationId: Id,
  { outcome, at }: { outcome: 'kept' | 'discarded'; at: Instant },
): Promise<GenerationStatus | null> {
  const [row] = await tx`
    UPDATE generations SET outcome = ${outcome}, outcome_at = ${isoText(at)}
    WHERE account_id = ${accountId} AND id = ${generationId} RETURNING status`;
  return row?.status ?? null;
}

/** A generation as a capture, a void or a refund needs it; null: the account has none of that id. */
export async function readCharge(sql: Queryable, accountId: Id, generationId: Id): Promise<KeptCharge | null> {
  const story = await readStory(sql, accountId, generationId);
  return story && chargeOf(story);
}

/** What a generation's story comes to. */
export function chargeOf({ generationId, status, feature, model, member, steps }: KeptStory): KeptCharge {
  const first = steps[0]!;
  const charged = steps.find(({ kind }) => kind === 'debit' || kind === 'capture' || kind === 'free') ?? first;
  const counted = microOf(first.credits) === 0n ? charged : first;
  return {
    generationId,
    status,
    feature,
    model,
    member,
    at: Date.parse(counted.at),
    chargedAt: Date.parse(charged.at),
    periodStart: instantOrNull(charged.periodStart),
    countedPeriodStart: instantOrNull(counted.periodStart),
    burns: charged.kind === 'hold' ? [] : stillCharged(charged, steps),
  };
}

/** One line a grant, in burn-down order: what was held and what was taken besides may have come from the same one. */
function stillCharged(charged: KeptStep, steps: readonly KeptStep[]): KeptCharge['burns'] {
  const left = new Map<number, Micro>();
  const add = (grant: number, amount: Micro) => left.set(grant, (left.get(grant) ?? 0n) + amount);
  for (const { grant, credits } of charged.burns) add(grant, microOf(credits));
  for (const step of steps) {
    if (step.kind === 'refund') for (const { grant, credits } of step.burns) add(grant, -microOf(credits));
  }
  return [...left].map(([grantId, amount]) => ({ grantId, amount }));
}

function instantOrNull(text: string | null): Instant | null {
  return text === null ? null : Date.parse(text);
}

/** Grants by their ids, those included that nothing is left in. */
export async function readGrantsById(sql: Queryable, accountId: Id, ids: readonly number[]): Promise<Grant[]> {
  if (ids.length === 0) return [];
  const rows = await sql`
    SELECT * FROM grants WHERE account_id = ${accountId} AND id = ANY(${[...ids]}::bigint[]) ORDER BY id`;
  return rows.map(grantOf);
}

/**
 * What was charged, less what was given back of it, of everything that was first charged or held by the entries of these
 * numbers (micro-credits); where nothing was held, its capture is the first. What is still held is in the account's state.
 * Reads as many rows as the numbers have.
 * @param of whose or for what: all of it, a member's, or one feature's
 * @param periodStart only what these entries count in this period (null: in none); left out: whatever the period
 */
export async function readCharged(
  sql: Queryable,
  accountId: Id,
  of: CapScope,
  { first, last, periodStart }: { first: number; last: number; periodStart?: Instant | null },
): Promise<Micro> {
  const within =
    periodStart === undefined
      ? sql``
      : sql`AND period_start IS NOT DISTINCT FROM ${periodStart === null ? null : isoText(periodStart)}::timestamptz`;
  const own =
    of.type === 'account'
      ? sql``
      : of.type === 'member'
        ? sql`AND g.member = ${of.member}`
        : sql`AND g.feature = ${of.feature}`;
  const [row] = await sql`
    SELECT coalesce(sum(g.credits - g.refunded), 0) AS charged
    FROM (
      SELECT generation_id, bool_or(kind <> 'capture') AS begins FROM entries
      WHERE account_id = ${accountId} AND seq BETWEEN ${first} AND ${last} AND kind IN ('debit', 'hold', 'capture')
        ${within}
      GROUP BY generation_id) e
    JOIN generations g ON g.account_id = ${accountId} AND g.id = e.generation_id
    WHERE (e.begins OR g.first_seq IS NULL) ${own}`;
  return row!.charged;
}
