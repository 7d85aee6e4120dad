import { microOf, type KeptBurn, type KeptStep } from '@/db/ledger/steps';
import {
  readGeneration,
  readGenerationMoves,
  readGrantOrigins,
  type GenerationMove,
  type GrantOrigin,
  type KeptReceipt,
} from '@/db/reads/generations';
import type { Actor } from '@/lib/access/actor';
import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import { fail, ok, type Result } from '@/lib/errors';
import { isId, type Id } from '@/lib/ids';
import type { GenerationStatus, GenerationStepKind, RefundReason } from '@/lib/ledger/generation';
import type { GrantSource, Place } from '@/lib/ledger/state';
import { isoText } from '@/lib/time';
import { named } from '@/lib/usage/activity';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import type { PriceReceipt, Receipt } from '../ledger/receipt';

/**
 * A generation's receipt, as plain data: what was charged, by which price, from which credits, and what those had cost.
 * Of one that is only held, or whose hold came to nothing: what was held.
 */
export interface GenerationReceipt {
  id: Id;
  at: string;
  status: GenerationStatus;
  feature: { id: string; name: string };
  model: { id: string; name: string } | null;
  /** The vendor's own name for what it belongs to. */
  project: string | null;
  /** The name of the API key that asked for it; null: the program itself. */
  askedBy: string | null;
  /** Numbers of the charge's entries; null where nothing moved. */
  entries: { first: number; last: number } | null;
  /** What was charged; while nothing is, what is or was held. */
  credits: number;
  /** What was held for it before the work; null: it was charged at once. */
  held: number | null;
  /** When an open hold ends by itself. */
  lapsesAt: string | null;
  /** What was given back of the charge so far. */
  refunded: number;
  /** What it has cost in the end: what was charged, less what was given back, in credits and in money. */
  net: { credits: number; minor: number };
  catalog: { id: string; name: string; version: number };
  formula: string;
  /** What the lines come to; a capture may charge something else. */
  priced: number;
  lines: Receipt['lines'];
  /** In burn-down order. */
  burns: ReceiptBurn[];
  cost: Receipt['cost'];
  balanceBefore: number;
  balanceAfter: number;
  periodStart: string | null;
  /** Everything that happened to it, in order. */
  steps: ReceiptStep[];
}

/** A lot of credits: where it came from, and when it ends. */
export interface ReceiptGrant {
  id: number;
  source: GrantSource;
  plan: string | null;
  endsAt: string | null;
}

interface ReceiptBurn {
  grant: ReceiptGrant;
  credits: number;
  costMinor: number;
}

/** What came back of a charge or a hold, and where to: into its grant, unless that had ended. */
export interface ReceiptReturn {
  grant: ReceiptGrant;
  credits: number;
  /** The new grant that it came back as. */
  reissuedAs: ReceiptGrant | null;
  /** It had come back as a new grant once before, and that one has ended too. */
  ended: boolean;
}

export interface ReceiptStep {
  kind: GenerationStepKind;
  at: string;
  /** Charged by a debit or a capture; held by a hold; given back by a refund, a void or a lapse. */
  credits: number;
  /** What had been paid for credits that it charged or gave back, in minor units; 0 while they are only held. */
  costMinor: number;
  /** What it charged or held, in burn-down order. */
  burns: ReceiptBurn[];
  /** What it gave back: all of a void, a lapse or a refund, and what a capture left over. */
  returned: ReceiptReturn[];
  /** Of a hold: when it ends, or would have ended, by itself. */
  lapsesAt: string | null;
  /** Of a refund, where whoever asked for it said why. */
  refundReason: RefundReason | null;
  /** Numbers of its entries; null where it moved nothing. */
  entries: { first: number; last: number } | null;
  balanceBefore: number;
  balanceAfter: number;
}

const noSuchGeneration = fail('not_found', { detail: 'There is no such generation.' });

/** Fails with `not_found` for a generation that is not this account's, or as lib/access says. */
export async function readReceipt(
  context: Context,
  actor: Actor,
  { accountId, generationId }: { accountId: Id; generationId: Id },
): Promise<Result<GenerationReceipt>> {
  const read = await readSettled(context, actor, accountId, 'account.read', async (tx) => {
    const kept = isId(generationId) ? await readGeneration(tx, accountId, generationId) : null;
    if (!kept) return null;
    const moves = await readGenerationMoves(tx, accountId, kept.steps.flatMap(entriesOf));
    const grants = new Set(moves.map(({ grantId }) => grantId));
    return { kept, moves, origins: await readGrantOrigins(tx, accountId, [...grants]) };
  });
  if (!read.ok) return read;
  if (!read.value.more) return noSuchGeneration;
  const { kept, moves, origins } = read.value.more;
  const receipt = kept.receipt as Receipt;
  const first = kept.steps[0]!;
  const charge = chargeOf(kept);
  const price = (charge.price as PriceReceipt | undefined) ?? receipt;
  // Names as they were in the version that priced it; one that is not loaded any more leaves today's.
  const catalog = context.catalogs.version(price.catalog.id, price.catalog.version) ?? read.value.catalog;
  const grants = new Map(origins.map((origin) => [origin.id, grantOf(origin, catalog)]));
  const burnOf = ({ grant, credits, costMinor }: KeptBurn): ReceiptBurn => ({
    grant: grants.get(grant)!,
    credits,
    costMinor,
  });
  return ok({
    id: kept.id,
    at: isoText(kept.at),
    status: kept.status,
    feature: named(kept.feature, catalog.features)!,
    model: named(kept.model, catalog.models),
    project: kept.project,
    askedBy: kept.keyName,
    entries: entriesOf(charge)[0] ?? null,
    credits: charge.credits,
    held: first.kind === 'hold' ? first.credits : null,
    lapsesAt: (kept.status === 'held' && first.lapsesAt) || null,
    refunded: jsonNumber(kept.refunded),
    net: { credits: jsonNumber(kept.credits - kept.refunded), minor: jsonNumber(netCost(kept)) },
    catalog: { ...price.catalog, name: catalog.name },
    formula: price.formula,
    priced: charge.price ? charge.credits : first.credits,
    lines: price.lines.map((line) => ({ ...line, name: lineName(line, catalog) })),
    burns: charge.burns.map(burnOf),
    cost: { ...receipt.cost, minor: jsonNumber(costOf(charge)) },
    balanceBefore: charge.balanceBefore,
    balanceAfter: charge.balanceAfter,
    periodStart: charge.periodStart,
    steps: kept.steps.map((step) => ({
      kind: step.kind,
      at: step.at,
      credits: step.credits,
      costMinor: jsonNumber(costOf(step)),
      burns: givesBack.has(step.kind) ? [] : step.burns.map(burnOf),
      returned: returnedIn(step, moves, grants),
      lapsesAt: step.lapsesAt ?? null,
      refundReason: step.refundReason ?? null,
      entries: entriesOf(step)[0] ?? null,
      balanceBefore: step.balanceBefore,
      balanceAfter: step.balanceAfter,
    })),
  });
}

const givesBack: ReadonlySet<GenerationStepKind> = new Set(['void', 'lapse', 'refund']);

/** What charged it; while it is held, and where the hold came to nothing, the hold. */
function chargeOf({ steps }: KeptReceipt): KeptStep {
  return steps.find(({ kind }) => kind === 'capture') ?? steps[0]!;
}

/** The numbers of a step's entries; none where it moved nothing. */
function entriesOf({ firstSeq, lastSeq }: KeptStep): { first: number; last: number }[] {
  return firstSeq === null ? [] : [{ first: firstSeq, last: lastSeq! }];
}

/** What all of a step's credits had cost: exact, as its parts are. */
function costOf({ burns }: KeptStep): bigint {
  return burns.reduce((sum, { costMinor }) => sum + microOf(costMinor), 0n);
}

/** What was paid for the credits that it charged, less what came back with those that were given back. */
function netCost({ steps }: KeptReceipt): bigint {
  return steps.reduce((sum, step) => (step.kind === 'refund' ? sum - costOf(step) : sum + costOf(step)), 0n);
}

/** What a step gave back, by its entries: they alone say what became of each part. */
function returnedIn(
  { firstSeq, lastSeq }: KeptStep,
  moves: readonly GenerationMove[],
  grants: ReadonlyMap<number, ReceiptGrant>,
): ReceiptReturn[] {
  if (firstSeq === null) return [];
  return moves
    .filter(({ seq, from, to }) => seq >= firstSeq && seq <= lastSeq! && from !== 'issued' && comesBack.has(to))
    .map(({ seq, grantId, to, amount }) => ({
      grant: grants.get(grantId)!,
      credits: jsonNumber(amount),
      // The entry after it issued the new grant, and a grant's number is its entry's.
      reissuedAs: to === 'reissued' ? grants.get(seq + 1)! : null,
      ended: to === 'expired',
    }));
}

const comesBack: ReadonlySet<Place> = new Set(['available', 'reissued', 'expired']);

function grantOf({ id, source, planId, expiresAt }: GrantOrigin, catalog: Catalog): ReceiptGrant {
  const plan = planId === null ? null : (catalog.plans.find((each) => each.id === planId)?.name ?? planId);
  return { id, source, plan, endsAt: expiresAt === null ? null : isoText(expiresAt) };
}

/** A line's name with its model's, where it has one: "GenAI Video, Veo 3". */
function lineName(line: Receipt['lines'][number], catalog: Catalog): string {
  const model = named(line.model, catalog.models);
  return model ? `${line.name}, ${model.name}` : line.name;
}
