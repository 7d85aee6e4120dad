import { readGenerationNotes, type GenerationNotes } from '@/db/reads/generations';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { isoText } from '@/lib/time';
import { readReceipt, type GenerationReceipt } from '../accounts/read-receipt';
import type { Context } from '../context';

/** A generation as a product's server sees it: its receipt, and what the vendor itself has said of it. */
export type VendorsGeneration = GenerationReceipt & Omit<GenerationNotes, 'outcomeAt'> & { outcomeAt: string | null };

/** Fails with `not_found` for a generation that is not this account's, or as lib/access says. */
export async function readGeneration(
  context: Context,
  actor: Actor,
  accountId: Id,
  generationId: Id,
): Promise<Result<VendorsGeneration>> {
  const read = await readReceipt(context, actor, { accountId, generationId });
  if (!read.ok) return read;
  const { outcomeAt, ...notes } = await readGenerationNotes(context.db.sql, accountId, generationId);
  return ok({ ...read.value, ...notes, outcomeAt: outcomeAt === null ? null : isoText(outcomeAt) });
}
