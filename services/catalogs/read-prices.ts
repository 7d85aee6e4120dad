import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { pricePageOf, type PricePage } from '@/lib/catalog/price-page';
import { fail, ok, type Result } from '@/lib/errors';
import type { Context } from '../context';
import { catalogOfKey } from '../keys/catalog-of-key';

/**
 * The prices and rules of a catalog that hold today, or those of one version. For anybody; a key is told of its own
 * catalog only. Fails with `not_found`.
 */
export async function readPrices(
  context: Context,
  actor: Actor,
  catalogId: string,
  version?: number,
): Promise<Result<PricePage>> {
  const allowed = may(actor, 'prices.read');
  if (!allowed.ok) return allowed;
  if (actor.kind === 'key' && (await catalogOfKey(context, actor)) !== catalogId) return noSuchCatalog;
  const catalogAt = context.catalogs.at(catalogId);
  if (!catalogAt) return noSuchCatalog;
  const now = catalogAt(context.clock.now());
  const found = version === undefined ? now : context.catalogs.version(catalogId, version);
  return found ? ok(pricePageOf(found)) : noSuchCatalog;
}

const noSuchCatalog = fail('not_found', { detail: 'There is no such catalog.' });
