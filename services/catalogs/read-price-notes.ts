import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { fail, ok, type Result } from '@/lib/errors';
import type { Context } from '../context';

/** Something in a catalog that is ours and not the vendor's. */
export interface PriceNote {
  kind: 'decision' | 'assumption';
  /** JSON pointer into the catalog's file. */
  path: string;
  text: string;
}

/** What in the catalog in force is our own decision or assumption. For staff; fails as lib/access says. */
export async function readPriceNotes(context: Context, actor: Actor, catalogId: string): Promise<Result<PriceNote[]>> {
  const allowed = may(actor, 'prices.notes.read');
  if (!allowed.ok) return allowed;
  const catalogAt = context.catalogs.at(catalogId);
  if (!catalogAt) return fail('not_found', { detail: 'There is no such catalog.' });
  return ok(catalogAt(context.clock.now()).notes.map(({ kind, path, text }) => ({ kind, path, text })));
}
