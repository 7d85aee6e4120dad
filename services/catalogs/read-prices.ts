import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { pricePageOf, type PricePage } from '@/lib/catalog/price-page';
import { fail, ok, type Result } from '@/lib/errors';
import type { Context } from '../context';

/** The prices and rules of a catalog that hold today, for anybody. Fails with `not_found`. */
export async function readPrices(context: Context, actor: Actor, catalogId: string): Promise<Result<PricePage>> {
  const allowed = may(actor, 'prices.read');
  if (!allowed.ok) return allowed;
  const catalogAt = context.catalogs.at(catalogId);
  if (!catalogAt) return fail('not_found', { detail: 'There is no such catalog.' });
  return ok(pricePageOf(catalogAt(context.clock.now())));
}
