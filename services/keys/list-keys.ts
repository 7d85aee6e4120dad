import { z } from 'zod';
import { readKeys } from '@/db/reads/keys';
import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { numberInput } from '../number-input';
import { keyAnswer, type KeyAnswer } from './key-answer';

export const keysQuery = z.strictObject({
  before: z.uuid().toLowerCase().optional().meta({ description: 'Keys made before this one: the "next" of a page.' }),
  limit: numberInput(1, 500).optional().meta({ description: 'How many a page has at most; 50 if left out.' }),
});

export interface KeyPage {
  items: KeyAnswer[];
  next: Id | null;
}

const PAGE = 50;

/**
 * The keys that the asking key may manage, newest first: its account's, or its catalog's with those of all its accounts.
 * Fails as lib/access says.
 */
export async function listKeys(
  context: Context,
  actor: Extract<Actor, { kind: 'key' }>,
  { before, limit = PAGE }: z.output<typeof keysQuery>,
): Promise<Result<KeyPage>> {
  const allowed = may(actor, 'keys.manage');
  if (!allowed.ok) return allowed;
  // One more than is asked for, to know whether there is anything further.
  const keys = await readKeys(context.db.sql, actor.owner, { before: before ?? null, limit: limit + 1 });
  const items = keys.slice(0, limit).map(keyAnswer);
  return ok({ items, next: keys.length > limit ? items.at(-1)!.id : null });
}
