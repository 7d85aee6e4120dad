import { microOf, type KeptBurn, type KeptStep } from '@/db/ledger/steps';
import { readGeneration, readGrantOrigins, type GrantOrigin, type KeptReceipt } from '@/db/reads/generations';
import type { Actor } from '@/lib/access/actor';
import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import { fail, ok, type Result } from '@/lib/errors';
import { isId, type Id } from '@/lib/ids';
import type { GenerationStatus, GenerationStepKind } from '@/lib/ledger/generation';
import type { GrantSource } from '@/lib/ledger/state';
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
  credits: number;
  /** What was given back of it so far. */
  refunded: number;
  catalog: { id: string; name: string; version: number };
  formula: string;
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

interface ReceiptBurn {
  grant: { id: number; source: GrantSource; plan: string | null; endsAt: string | null };
  credits: number;
  costMinor: number;
}

interface ReceiptStep {
  kind: GenerationStepKind;
  at: string;
  /** Charged by a debit or a capture; held by a hold; given back by a refund, a void or a lapse. */
  credits: number;
  burns: (ReceiptBurn & {
    /** The grant that these credits came back as, where their own had ended. */
    reissuedAs: number | null;
  })[];
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
    const grants = kept.steps.flatMap(({ burns }) => burns).map(({ grant }) => grant);
    return { kept, origins: await readGrantOrigins(tx, accountId, [...new Set(grants)]) };
  });
  if (!read.ok) return read;
  if (!read.value.more) return noSuchGeneration;
  const { kept, origins } = read.value.more;
  const receipt = kept.receipt as Receipt;
  const charge = chargeOf(kept);
  const price = (charge.price as PriceReceipt | undefined) ?? receipt;
  // Names as they were when it was charged; a version that is not loaded any more leaves today's.
  const catalog = context.catalogs.at(price.catalog.id)?.(Date.parse(charge.at)) ?? read.value.catalog;
  const burnOf = ({ grant, credits, costMinor }: KeptBurn): ReceiptBurn => {
    const origin = originOf(
      origins.find(({ id }) => id === grant)!,
      catalog,
    );
    return { grant: origin, credits, costMinor };
  };
  return ok({
    id: kept.id,
    at: isoText(kept.at),
    status: kept.status,
    feature: named(kept.feature, catalog.features)!,
    model: named(kept.model, catalog.models),
    project: kept.project,
    askedBy: kept.keyName,
    entries: charge.firstSeq === null ? null : { first: charge.firstSeq, last: charge.lastSeq! },
    credits: charge.credits,
    refunded: jsonNumber(kept.refunded),
    catalog: { ...price.catalog, name: catalog.name },
    formula: price.formula,
    lines: price.lines.map((line) => ({ ...line, name: lineName(line, catalog) })),
    burns: charge.burns.map(burnOf),
    cost: { ...receipt.cost, minor: costOf(charge) },
    balanceBefore: charge.balanceBefore,
    balanceAfter: charge.balanceAfter,
    periodStart: charge.periodStart,
    steps: kept.steps.map((step) => ({
      kind: step.kind,
      at: step.at,
      credits: step.credits,
      burns: step.burns.map((burn) => ({ ...burnOf(burn), reissuedAs: burn.reissuedAs ?? null })),
      balanceBefore: step.balanceBefore,
      balanceAfter: step.balanceAfter,
    })),
  });
}

/** What charged it; while it is held, and where the hold came to nothing, the hold. */
function chargeOf({ steps }: KeptReceipt): KeptStep {
  return steps.find(({ kind }) => kind === 'capture') ?? steps[0]!;
}

/** What all of a step's credits had cost, in minor units: exact, as its parts are. */
function costOf({ burns }: KeptStep): number {
  return jsonNumber(burns.reduce((sum, { costMinor }) => sum + microOf(costMinor), 0n));
}

function originOf({ id, source, planId, expiresAt }: GrantOrigin, catalog: Catalog) {
  const plan = planId === null ? null : (catalog.plans.find((each) => each.id === planId)?.name ?? planId);
  return { id, source, plan, endsAt: expiresAt === null ? null : isoText(expiresAt) };
}

/** A line's name with its model's, where it has one: "GenAI Video, Veo 3". */
function lineName(line: Receipt['lines'][number], catalog: Catalog): string {
  const model = named(line.model, catalog.models);
  return model ? `${line.name}, ${model.name}` : line.name;
}
