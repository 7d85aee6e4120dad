import type { CatalogAt } from '../catalog/schema';
import type { Draft } from '../ledger/draft';
import type { Instant } from '../time';

/** When the plan next gives credits within the running period; null: it gives none any more, or never. */
export function nextWithinPeriod(_draft: Draft, _catalogAt: CatalogAt): Instant | null {
  return null;
}

/** Issues what the plan gives within the period at an instant up to `due`. */
export function issueWithinPeriod(_draft: Draft, _due: Instant, _at: Instant, _catalogAt: CatalogAt): void {}
