import type { Actor } from '@/lib/access/actor';
import { mayOnAccount } from '@/lib/access/access';
import { hasModels, modelsOf, optionsOf, unitsOf } from '@/lib/catalog/price-shape';
import { ok, type Result } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import type { Context } from '../context';
import { readSettled } from '../ledger/read-settled';
import { isForPlaying } from './playground-key';

/** Something that can be pretended to be made, with all that its price depends on. */
export interface PlayFeature {
  id: string;
  name: string;
  /** None: it has none. */
  models: { id: string; name: string }[];
  /** What it is counted in; none: there is nothing to count. */
  units: string[];
  options: { id: string; choices: string[] }[];
}

export interface Playground {
  /** Whether this account's credits are for playing, and this person may use them. */
  isOpen: boolean;
  features: PlayFeature[];
}

/** What an account's playground offers. Fails as lib/access says. */
export async function readPlayground(context: Context, actor: Actor, accountId: Id): Promise<Result<Playground>> {
  const read = await readSettled(context, actor, accountId, 'account.read', () => Promise.resolve(null));
  if (!read.ok) return read;
  const { account, catalog } = read.value;
  const names = new Map(catalog.models.map(({ id, name }) => [id, name]));
  const may = mayOnAccount(actor, 'account.playground', account).ok;
  return ok({
    isOpen: may && (await isForPlaying(context, actor, account)),
    features: catalog.features.map(({ id, name, price }) => ({
      id,
      name,
      models: hasModels(price) ? modelsOf(price).map((model) => ({ id: model, name: names.get(model) ?? model })) : [],
      units: unitsOf(price),
      options: [...optionsOf(price)].map(([option, choices]) => ({ id: option, choices })),
    })),
  });
}
