import { readGeneration, readGrantOrigins, type GrantOrigin } from '@/db/reads/generations';
import type { Actor } from '@/lib/access/actor';
import type { Catalog } from '@/lib/catalog/schema';
import { jsonNumber } from '@/lib/credits';
import { fail, ok, type Result } from '@/lib/errors';
import { isId, type Id } from '@/lib/ids';
import type { GrantSource } from '@/lib/ledger/state';
import { isoText } from '@/lib/time';
import { named } from '@/lib/usage/activity';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import type { Receipt } from '../ledger/receipt';

/** A generation's receipt, as plain data: what was charged, by which price, from which credits, and what those had cost. */
export interface GenerationReceipt {
  id: Id;
  at: string;
  status: 'debited' | 'free';
  feature: { id: string; name: string };
  model: { id: string; name: string } | null;
  /** The vendor's own name for what it belongs to. */
  project: string | null;
  /** The name of the API key that asked for it; null: the program itself. */
  askedBy: string | null;
  /** Numbers of its entries. */
  entries: { first: number; last: number };
  credits: number;
  catalog: { id: string; name: string; version: number };
  formula: string;
  lines: Receipt['lines'];
  /** In burn-down order. */
  burns: {
    grant: { id: number; source: GrantSource; plan: string | null; endsAt: string | null };
    credits: number;
    costMinor: number;
  }[];
  cost: Receipt['cost'];
  balanceBefore: number;
  balanceAfter: number;
  periodStart: string | null;
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
    const receipt = kept.receipt as Receipt;
    const grants = receipt.burns.map(({ grant }) => grant);
    return { kept, receipt, origins: await readGrantOrigins(tx, accountId, grants) };
  });
  if (!read.ok) return read;
  if (!read.value.more) return noSuchGeneration;
  const { kept, receipt, origins } = read.value.more;
  // Names as they were when it was charged; a version that is not loaded any more leaves today's.
  const catalog = context.catalogs.at(receipt.catalog.id)?.(kept.at) ?? read.value.catalog;
  return ok({
    id: kept.id,
    at: isoText(kept.at),
    status: kept.status,
    feature: named(kept.feature, catalog.features)!,
    model: named(kept.model, catalog.models),
    project: kept.project,
    askedBy: kept.keyName,
    entries: { first: kept.firstSeq, last: kept.lastSeq },
    credits: jsonNumber(kept.credits),
    catalog: { ...receipt.catalog, name: catalog.name },
    formula: receipt.formula,
    lines: receipt.lines.map((line) => ({ ...line, name: lineName(line, catalog) })),
    burns: receipt.burns.map(({ grant, credits, costMinor }) => ({
      grant: originOf(
        origins.find(({ id }) => id === grant)!,
        catalog,
      ),
      credits,
      costMinor,
    })),
    cost: receipt.cost,
    balanceBefore: receipt.balanceBefore,
    balanceAfter: receipt.balanceAfter,
    periodStart: receipt.periodStart,
  });
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
