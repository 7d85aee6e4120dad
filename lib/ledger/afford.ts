import type { CatalogAt } from '../catalog/schema';
import type { Failure } from '../errors';
import type { Instant } from '../time';
import { burnDown, burnDownOrder, type Burn } from './burn-down';
import { capReached } from './caps';
import type { Draft } from './draft';
import { isLocked } from './locks';
import { tooFew, type Use } from './shortfall';

/**
 * Which grants would pay for something, in the catalog's order, and why it would be refused, if it would: by a cap, or
 * for want of credits that can be spent. Locked grants never pay. Moves nothing: whoever charges asks this first.
 */
export function afford(
  draft: Draft,
  use: Use,
  at: Instant,
  catalogAt: CatalogAt,
): { burns: Burn[]; refusal: Failure | null } {
  const catalog = catalogAt(at);
  const paying = [...draft.grants.values()].filter((grant) => !isLocked(grant, draft, catalog));
  const burnt = burnDown(paying, use.credits, at, burnDownOrder(catalog.burnDown));
  const capped = capReached(draft, use, at);
  const short = burnt.ok ? null : tooFew(draft, use, burnt.shortfall, at, catalogAt);
  return { burns: burnt.burns, refusal: capped ?? short };
}
