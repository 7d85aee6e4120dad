import type { CatalogAt } from '../catalog/schema';
import type { Result } from '../errors';
import type { Draft } from '../ledger/draft';
import type { Instant } from '../time';

export function cancel(_draft: Draft, _at: Instant, _catalogAt: CatalogAt): Result<null> {
  throw new Error('not built yet');
}
export function resume(_draft: Draft): Result<null> {
  throw new Error('not built yet');
}
export function end(_draft: Draft, _at: Instant, _catalogAt: CatalogAt): Result<null> {
  throw new Error('not built yet');
}
/** Ends a cancelled subscription at the end of its period. */
export function endCancelled(_draft: Draft, _at: Instant, _catalogAt: CatalogAt): void {
  throw new Error('not built yet');
}
