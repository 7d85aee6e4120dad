import { may } from '@/lib/access/access';
import type { Actor } from '@/lib/access/actor';
import { ok, type Result } from '@/lib/errors';
import type { Context } from '../context';

/** A catalog as a list of price pages names it. */
export interface CatalogCard {
  id: string;
  name: string;
  /** Names of the products that its credits are spent in. */
  products: string[];
}

/** Every catalog that has a price page, by name. For anybody. */
export async function listCatalogs(context: Context, actor: Actor): Promise<Result<CatalogCard[]>> {
  const allowed = may(actor, 'prices.read');
  if (!allowed.ok) return allowed;
  const now = context.clock.now();
  const cards = context.catalogs.ids().map((id) => {
    const { name, products } = context.catalogs.at(id)!(now);
    return { id, name, products: products.map((product) => product.name) };
  });
  return ok(cards.sort((a, b) => a.name.localeCompare(b.name, 'en')));
}
