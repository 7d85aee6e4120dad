import type { CatalogAt } from '../catalog/schema';
import type { Result } from '../errors';
import type { ChangePlan } from '../ledger/command';
import type { Draft } from '../ledger/draft';
import type { Instant } from '../time';

export function changePlan(
  _draft: Draft,
  _command: ChangePlan,
  _at: Instant,
  _catalogAt: CatalogAt,
): Result<null> {
  throw new Error('not built yet');
}

export function undoChange(_draft: Draft): Result<null> {
  throw new Error('not built yet');
}
