import type { CatalogAt } from '../catalog/schema';
import type { Result } from '../errors';
import type { Instant } from '../time';
import type { Capture, Facts, PlaceHold, VoidHold } from './command';
import type { Draft } from './draft';

export function placeHold(_draft: Draft, _command: PlaceHold, _at: Instant, _catalogAt: CatalogAt): Result<null> {
  throw new Error('not built yet');
}
export function capture(
  _draft: Draft,
  _command: Capture,
  _facts: Facts,
  _at: Instant,
  _catalogAt: CatalogAt,
): Result<null> {
  throw new Error('not built yet');
}
export function voidHold(
  _draft: Draft,
  _command: VoidHold,
  _facts: Facts,
  _at: Instant,
  _catalogAt: CatalogAt,
): Result<null> {
  throw new Error('not built yet');
}
/** When the next open hold ends by itself; null: none is open. */
export function nextLapse(draft: Draft): Instant | null {
  let next: Instant | null = null;
  for (const { lapsesAt } of draft.holds) if (next === null || lapsesAt < next) next = lapsesAt;
  return next;
}
export function lapseHolds(_draft: Draft, _due: Instant, _at: Instant, _catalogAt: CatalogAt): void {}
